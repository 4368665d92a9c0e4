"""Addresses of needs and their assessments."""

from django.urls import path

from needs.views import assessments, needs

app_name = "needs"
urlpatterns = [
    path("assessments/", assessments.AssessmentList.as_view(), name="assessment_list"),
    path("assessments/<slug:code>/", assessments.AssessmentDetail.as_view(), name="assessment_detail"),
    path("needs/", needs.NeedList.as_view(), name="need_list"),
    path("needs/<slug:code>/", needs.NeedDetail.as_view(), name="need_detail"),
]
