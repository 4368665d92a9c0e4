"""Addresses of the exchange."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.OfferList.as_view(), name="offer_list"),
    path("exchange/unmet/", views.UnmetNeedList.as_view(), name="unmet_list"),
    path("exchange/<slug:code>/", views.OfferDetail.as_view(), name="offer_detail"),
]
