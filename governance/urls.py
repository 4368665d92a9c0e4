"""Addresses of governance."""

from django.urls import path

from governance import views

app_name = "governance"
urlpatterns = [
    path("reforms/", views.ReformList.as_view(), name="reform_list"),
    path("reforms/<int:number>/", views.ReformDetail.as_view(), name="reform_detail"),
    path("decisions/", views.DecisionList.as_view(), name="decision_list"),
    path("decisions/<slug:code>/", views.DecisionDetail.as_view(), name="decision_detail"),
    path("meetings/", views.MeetingList.as_view(), name="meeting_list"),
    path("meetings/<slug:code>/", views.MeetingDetail.as_view(), name="meeting_detail"),
    path("groups/", views.GroupList.as_view(), name="group_list"),
    path("groups/<slug:code>/", views.GroupDetail.as_view(), name="group_detail"),
    path("duties/", views.ReportingDutyList.as_view(), name="duty_list"),
    path("duties/<slug:code>/", views.ReportingDutyDetail.as_view(), name="duty_detail"),
    path("targets/", views.TargetList.as_view(), name="target_list"),
    path("targets/<slug:code>/", views.TargetDetail.as_view(), name="target_detail"),
]
