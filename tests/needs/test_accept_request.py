import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState, ScreeningDecision
from tests.factories import AssistanceRequestFactory, screen_fully

pytestmark = pytest.mark.django_db

DECISION = {"recommendation": "Admit.", "reasons": "It follows the adopted water plan."}


def test_the_office_accepts_a_screened_request_and_opens_it_to_partners(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    actions.accept_request(assistance, by=africa_office, **DECISION)
    assistance.refresh_from_db()
    assert assistance.state == RequestState.ACCEPTED
    assert assistance.decision == ScreeningDecision.ADMITTED
    assert assistance.decided_on == assistance.entered_exchange_on == assistance.state_since == clock.today()
    assert AuditEvent.objects.filter(verb="request.accepted", actor=africa_office).count() == 1


def test_a_request_that_is_not_open_to_partners_does_not_enter_the_exchange(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True, is_open_to_partners=False))
    actions.accept_request(assistance, by=africa_office, **DECISION)
    assistance.refresh_from_db()
    assert assistance.entered_exchange_on is None


@pytest.mark.parametrize("person", ["kenya_signatory", "agency_member", "mea_focal_point", "asia_office"])
def test_nobody_else_accepts_it(person, request):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    with pytest.raises(PermissionDenied):
        actions.accept_request(assistance, by=request.getfixturevalue(person), **DECISION)


def test_a_request_is_not_accepted_before_all_criteria_are_answered(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    assistance.screenings.last().delete()
    with pytest.raises(RuleBroken):
        actions.accept_request(assistance, by=africa_office, **DECISION)


@pytest.mark.parametrize("missing", ["recommendation", "reasons"])
def test_recommendation_and_reasons_are_obligatory(missing, africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    with pytest.raises(ValidationError):
        actions.accept_request(assistance, by=africa_office, **DECISION | {missing: ""})


def test_a_request_outside_of_screening_is_not_accepted(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(submitted=True))
    with pytest.raises(RuleBroken):
        actions.accept_request(assistance, by=africa_office, **DECISION)


def test_it_is_accepted_once(africa_office):
    assistance = screen_fully(AssistanceRequestFactory(screening=True))
    actions.accept_request(assistance, by=africa_office, **DECISION)
    with pytest.raises(RuleBroken):
        actions.accept_request(assistance, by=africa_office, **DECISION)
