"""Addresses of needs."""

from django.urls import path

from needs import views

app_name = "needs"
urlpatterns = [
    path("needs/", views.NeedList.as_view(), name="need_list"),
    path("needs/<slug:code>/", views.NeedDetail.as_view(), name="need_detail"),
]
