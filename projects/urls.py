"""Addresses of projects."""

from django.urls import include, path

from projects.views import acts, additions, facts, invitations, projects

app_name = "projects"
of_project = [
    path("", projects.ProjectDetail.as_view(), name="project_detail"),
    path("edit/", facts.ProjectEdit.as_view(), name="project_edit"),
    path("start/", acts.ProjectStart.as_view(), name="project_start"),
    path("deliver/", acts.ProjectDeliver.as_view(), name="project_deliver"),
    path("close/", acts.ProjectClose.as_view(), name="project_close"),
    path("share/", acts.ProjectShare.as_view(), name="project_share"),
    path("cancel/", acts.ProjectCancel.as_view(), name="project_cancel"),
    path("partners/add/", additions.PartnerAdd.as_view(), name="partner_add"),
    path("countries/add/", additions.CountryAdd.as_view(), name="country_add"),
    path("activities/add/", additions.ActivityAdd.as_view(), name="activity_add"),
    path("indicators/add/", additions.IndicatorAdd.as_view(), name="indicator_add"),
    path("measurements/record/", additions.MeasurementRecord.as_view(), name="measurement_record"),
    path("contributions/record/", additions.ContributionRecord.as_view(), name="contribution_record"),
    path("lessons/add/", additions.LessonAdd.as_view(), name="lesson_add"),
    path("lessons/<slug:lesson>/publish/", acts.LessonPublish.as_view(), name="lesson_publish"),
]
of_invitation = [
    path("", invitations.InvitationDetail.as_view(), name="invitation_detail"),
    path("accept/", invitations.InvitationAccept.as_view(), name="invitation_accept"),
    path("decline/", invitations.InvitationDecline.as_view(), name="invitation_decline"),
    path("withdraw/", invitations.InvitationWithdraw.as_view(), name="invitation_withdraw"),
]
urlpatterns = [
    path("projects/", projects.ProjectList.as_view(), name="project_list"),
    path("projects/open/", acts.ProjectOpen.as_view(), name="project_open"),
    path("projects/invitations/<int:pk>/", include(of_invitation)),
    path("projects/<slug:code>/", include(of_project)),
]
