"""Addresses of partners, focal points and agreements, and of the people who speak in the portal."""

from django.urls import path

from partners.views import own_data, people, people_acts, posts, records

app_name = "partners"
urlpatterns = [
    path("partners/", records.AgencyList.as_view(), name="agency_list"),
    path("partners/<slug:code>/", records.AgencyDetail.as_view(), name="agency_detail"),
    path("focal-points/", records.FocalPointList.as_view(), name="focal_point_list"),
    path("focal-points/<slug:code>/", records.FocalPointDetail.as_view(), name="focal_point_detail"),
    path("focal-points/<slug:code>/contact/", posts.ContactEdit.as_view(), name="contact_edit"),
    path("agreements/", records.AgreementList.as_view(), name="agreement_list"),
    path("agreements/<slug:code>/", records.AgreementDetail.as_view(), name="agreement_detail"),
    path("partners/<slug:code>/disable/", people_acts.AgencyDisable.as_view(), name="agency_disable"),
    path("partners/<slug:code>/enable/", people_acts.AgencyEnable.as_view(), name="agency_enable"),
    path("accounts/data/", own_data.OwnData.as_view(), name="own_data"),
    path("accounts/people/", people.PersonList.as_view(), name="person_list"),
    path("accounts/people/invite/", people_acts.PersonInvite.as_view(), name="person_invite"),
    path("accounts/people/<int:pk>/", people.PersonDetail.as_view(), name="person_detail"),
    path("accounts/people/<int:pk>/invite-again/", people_acts.PersonInviteAgain.as_view(), name="person_invite_again"),
    path("accounts/people/<int:pk>/take-over/", people_acts.PersonTakeOver.as_view(), name="person_take_over"),
    path("accounts/people/<int:pk>/disable/", people_acts.PersonDisable.as_view(), name="person_disable"),
    path("accounts/people/<int:pk>/enable/", people_acts.PersonEnable.as_view(), name="person_enable"),
    path("accounts/people/<int:pk>/erase/", people_acts.PersonErase.as_view(), name="person_erase"),
    path("accounts/people/<int:pk>/role/", people_acts.RolePropose.as_view(), name="role_propose"),
    path("accounts/people/<int:pk>/role/confirm/", people_acts.RoleConfirm.as_view(), name="role_confirm"),
    path("accounts/people/<int:pk>/role/drop/", people_acts.RoleDrop.as_view(), name="role_drop"),
]
