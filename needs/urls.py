"""Addresses of assessments, needs and requests."""

from django.urls import include, path

from needs.panels.need_list import NeedList
from needs.views import assessment_drafting, assessments, needs, request_acts, request_drafting, requests, screening

app_name = "needs"
of_assessment = [
    path("", assessments.AssessmentDetail.as_view(), name="assessment_detail"),
    path("edit/", assessment_drafting.AssessmentEdit.as_view(), name="assessment_edit"),
    path("needs/add/", assessment_drafting.NeedAdd.as_view(), name="need_add"),
    path("needs/<slug:need>/edit/", assessment_drafting.NeedEdit.as_view(), name="need_edit"),
    path("needs/<slug:need>/rank/", assessment_drafting.NeedRank.as_view(), name="need_rank"),
    path("submit/", assessment_drafting.AssessmentSubmit.as_view(), name="assessment_submit"),
    path("return/", assessment_drafting.AssessmentReturn.as_view(), name="assessment_return"),
    path("adopt/", assessment_drafting.AssessmentAdopt.as_view(), name="assessment_adopt"),
    path("needs/carry-over/", assessment_drafting.CarryOver.as_view(), name="assessment_carry_over"),
    path("needs/<slug:need>/remove/", assessment_drafting.NeedRemove.as_view(), name="need_remove"),
    path("consult/", assessment_drafting.AssessmentConsult.as_view(), name="assessment_consult"),
]
of_request = [
    path("", requests.RequestDetail.as_view(), name="request_detail"),
    path("edit/", request_drafting.RequestEdit.as_view(), name="request_edit"),
    path("check/", request_drafting.RequestCheck.as_view(), name="request_check"),
    path("hand-over/", request_drafting.RequestHandOver.as_view(), name="request_hand_over"),
    path("submit/", request_drafting.RequestSubmit.as_view(), name="request_submit"),
    path("withdraw/", request_acts.RequestWithdraw.as_view(), name="request_withdraw"),
    path("close/", request_acts.RequestClose.as_view(), name="request_close"),
    path("verify/", request_acts.RequestVerify.as_view(), name="request_verify"),
    path("merge/", request_acts.RequestMerge.as_view(), name="request_merge"),
    path("messages/", request_acts.RequestMessage.as_view(), name="request_message"),
    path("criteria/", screening.RequestScreen.as_view(), name="request_screen"),
    path("accept/", screening.RequestAccept.as_view(), name="request_accept"),
    path("return/", screening.RequestReturn.as_view(), name="request_return"),
    path("decline/", screening.RequestDecline.as_view(), name="request_decline"),
    path("participants/", request_drafting.RequestParticipants.as_view(), name="request_participants"),
    path("start-screening/", screening.RequestStartScreening.as_view(), name="request_start_screening"),
]
urlpatterns = [
    path("needs/", NeedList.as_view(), name="need_list"),
    path("needs/<slug:code>/", needs.NeedDetail.as_view(), name="need_detail"),
    path("assessments/", assessments.AssessmentList.as_view(), name="assessment_list"),
    path("assessments/new/", assessment_drafting.AssessmentNew.as_view(), name="assessment_new"),
    path("assessments/<slug:code>/", include(of_assessment)),
    path("requests/", requests.RequestList.as_view(), name="request_list"),
    path("requests/new/", request_drafting.RequestDraft.as_view(), name="request_draft"),
    path("requests/look-alikes/", request_drafting.request_look_alikes, name="request_look_alikes"),
    path("requests/screening/", screening.ScreeningQueue.as_view(), name="request_queue"),
    path("requests/<slug:code>/", include(of_request)),
]
