"""Addresses of assessments, needs and requests."""

from django.urls import path

from needs.views import assessment_drafting, assessments, needs, request_acts, request_drafting, requests, screening

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
    path("requests/", requests.RequestList.as_view(), name="request_list"),
    path("requests/new/", request_drafting.request_draft, name="request_draft"),
    path("requests/look-alikes/", request_drafting.request_look_alikes, name="request_look_alikes"),
    path("requests/screening/", screening.ScreeningQueue.as_view(), name="request_queue"),
    path("requests/<slug:code>/", requests.RequestDetail.as_view(), name="request_detail"),
    path("requests/<slug:code>/edit/", request_drafting.request_edit, name="request_edit"),
    path("requests/<slug:code>/participants/", request_drafting.request_participants, name="request_participants"),
    path("requests/<slug:code>/check/", request_drafting.request_check, name="request_check"),
    path("requests/<slug:code>/hand-over/", request_drafting.request_hand_over, name="request_hand_over"),
    path("requests/<slug:code>/submit/", request_drafting.request_submit, name="request_submit"),
    path("requests/<slug:code>/withdraw/", request_acts.request_withdraw, name="request_withdraw"),
    path("requests/<slug:code>/close/", request_acts.request_close, name="request_close"),
    path("requests/<slug:code>/verify/", request_acts.request_verify, name="request_verify"),
    path("requests/<slug:code>/merge/", request_acts.request_merge, name="request_merge"),
    path("requests/<slug:code>/messages/", request_acts.request_message, name="request_message"),
    path("requests/<slug:code>/start-screening/", screening.request_start_screening, name="request_start_screening"),
    path("requests/<slug:code>/criteria/", screening.request_screen, name="request_screen"),
    path("requests/<slug:code>/accept/", screening.request_accept, name="request_accept"),
    path("requests/<slug:code>/return/", screening.request_return, name="request_return"),
    path("requests/<slug:code>/decline/", screening.request_decline, name="request_decline"),
]
