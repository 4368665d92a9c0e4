"""Addresses of partners, focal points and agreements."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("partners/", views.AgencyList.as_view(), name="agency_list"),
    path("partners/<slug:code>/", views.AgencyDetail.as_view(), name="agency_detail"),
    path("focal-points/", views.FocalPointList.as_view(), name="focal_point_list"),
    path("focal-points/<slug:code>/", views.FocalPointDetail.as_view(), name="focal_point_detail"),
    path("agreements/", views.AgreementList.as_view(), name="agreement_list"),
    path("agreements/<slug:code>/", views.AgreementDetail.as_view(), name="agreement_detail"),
]
