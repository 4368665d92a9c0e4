"""Addresses of partners."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("partners/", views.AgencyList.as_view(), name="agency_list"),
    path("partners/<slug:code>/", views.AgencyDetail.as_view(), name="agency_detail"),
]
