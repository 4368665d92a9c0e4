import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import RefusalReason, RequestState, ScreeningDecision
from tests.factories import AssistanceRequestFactory, screen_fully

pytestmark = pytest.mark.django_db

DECISION = {
    "refusal_reason": RefusalReason.DUPLICATE,
    "recommendation": "Do not admit.",
    "reasons": "A project of the same scope is under way.",
}


def test_the_office_declines_with_the_reason_that_the_report_counts(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    actions.decline_request(assistance, by=africa_office, **DECISION)
    assistance.refresh_from_db()
    assert (assistance.state, assistance.decision) == (RequestState.DECLINED, ScreeningDecision.NOT_ADMITTED)
    assert assistance.refusal_reason == RefusalReason.DUPLICATE
    assert AuditEvent.objects.get(verb="request.declined").reason == DECISION["reasons"]


@pytest.mark.parametrize("person", ["kenya_signatory", "agency_member", "asia_office"])
def test_nobody_else_declines_it(person, request):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    with pytest.raises(PermissionDenied):
        actions.decline_request(assistance, by=request.getfixturevalue(person), **DECISION)


def test_a_made_up_reason_is_refused(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    with pytest.raises(ValidationError):
        actions.decline_request(assistance, by=africa_office, **DECISION | {"refusal_reason": "tired"})


def test_an_accepted_request_is_not_declined(africa_office):
    with pytest.raises(RuleBroken):
        actions.decline_request(screen_fully(AssistanceRequestFactory(accepted=True)), by=africa_office, **DECISION)


def test_it_is_declined_once(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    actions.decline_request(assistance, by=africa_office, **DECISION)
    with pytest.raises(RuleBroken):
        actions.decline_request(assistance, by=africa_office, **DECISION)
