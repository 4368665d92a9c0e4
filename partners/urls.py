"""Addresses of partners, focal points and agreements, and of the people who speak in the portal."""

from django.urls import path

from partners.views import people, records

app_name = "partners"
urlpatterns = [
    path("partners/", records.AgencyList.as_view(), name="agency_list"),
    path("partners/<slug:code>/", records.AgencyDetail.as_view(), name="agency_detail"),
    path("focal-points/", records.FocalPointList.as_view(), name="focal_point_list"),
    path("focal-points/<slug:code>/", records.FocalPointDetail.as_view(), name="focal_point_detail"),
    path("agreements/", records.AgreementList.as_view(), name="agreement_list"),
    path("agreements/<slug:code>/", records.AgreementDetail.as_view(), name="agreement_detail"),
    path("partners/<slug:code>/disable/", people.agency_disable, name="agency_disable"),
    path("partners/<slug:code>/enable/", people.agency_enable, name="agency_enable"),
    path("accounts/people/", people.PersonList.as_view(), name="person_list"),
    path("accounts/people/invite/", people.person_invite, name="person_invite"),
    path("accounts/people/<int:pk>/", people.person_detail, name="person_detail"),
    path("accounts/people/<int:pk>/invite-again/", people.person_invite_again, name="person_invite_again"),
    path("accounts/people/<int:pk>/disable/", people.person_disable, name="person_disable"),
    path("accounts/people/<int:pk>/enable/", people.person_enable, name="person_enable"),
    path("accounts/people/<int:pk>/role/", people.role_propose, name="role_propose"),
    path("accounts/people/<int:pk>/role/confirm/", people.role_confirm, name="role_confirm"),
    path("accounts/people/<int:pk>/role/drop/", people.role_drop, name="role_drop"),
]
