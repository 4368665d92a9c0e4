"""Addresses of assessments and of needs."""

from django.urls import path

from needs.views import assessment_drafting, assessments, needs

app_name = "needs"
urlpatterns = [
    path("needs/", needs.NeedList.as_view(), name="need_list"),
    path("needs/<slug:code>/", needs.NeedDetail.as_view(), name="need_detail"),
    path("assessments/", assessments.AssessmentList.as_view(), name="assessment_list"),
    path("assessments/new/", assessment_drafting.assessment_new, name="assessment_new"),
    path("assessments/<slug:code>/", assessments.AssessmentDetail.as_view(), name="assessment_detail"),
    path("assessments/<slug:code>/edit/", assessment_drafting.assessment_edit, name="assessment_edit"),
    path("assessments/<slug:code>/needs/add/", assessment_drafting.need_add, name="need_add"),
    path("assessments/<slug:code>/needs/carry-over/", assessment_drafting.carry_over, name="assessment_carry_over"),
    path("assessments/<slug:code>/needs/<slug:need>/edit/", assessment_drafting.need_edit, name="need_edit"),
    path("assessments/<slug:code>/needs/<slug:need>/rank/", assessment_drafting.need_rank, name="need_rank"),
    path("assessments/<slug:code>/needs/<slug:need>/remove/", assessment_drafting.need_remove, name="need_remove"),
    path("assessments/<slug:code>/consult/", assessment_drafting.assessment_consult, name="assessment_consult"),
    path("assessments/<slug:code>/submit/", assessment_drafting.assessment_submit, name="assessment_submit"),
    path("assessments/<slug:code>/return/", assessment_drafting.assessment_return, name="assessment_return"),
    path("assessments/<slug:code>/adopt/", assessment_drafting.assessment_adopt, name="assessment_adopt"),
]
