import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def test_the_signatory_submits_a_draft(kenya_signatory):
    assistance = AssistanceRequestFactory()

    actions.submit_request(assistance, by=kenya_signatory)

    assistance.refresh_from_db()
    assert assistance.state == RequestState.SUBMITTED
    assert assistance.received_on == assistance.state_since == clock.today()
    assert assistance.version == 2
    assert assistance.updated_by == kenya_signatory
    event = AuditEvent.objects.get(verb="request.submitted")
    assert (event.actor, event.record_code, event.from_state, event.to_state) == (
        kenya_signatory, assistance.code, RequestState.DRAFT, RequestState.SUBMITTED,
    )  # fmt: skip


def test_a_request_submitted_again_keeps_the_day_of_its_first_arrival(kenya_signatory):
    assistance = AssistanceRequestFactory(returned=True)
    actions.submit_request(assistance, by=kenya_signatory)
    first_arrival = assistance.received_on
    assistance.refresh_from_db()
    assert assistance.received_on == first_arrival


@pytest.mark.parametrize("person", ["kenya_government", "africa_office", "secretariat", "agency_member"])
def test_nobody_else_submits_it(person, request):
    assistance = AssistanceRequestFactory()
    with pytest.raises(PermissionDenied):
        actions.submit_request(assistance, by=request.getfixturevalue(person))


def test_another_country_does_not_submit_it(peru_government):
    assistance = AssistanceRequestFactory()
    with pytest.raises(PermissionDenied):
        actions.submit_request(assistance, by=peru_government)


def test_an_accepted_request_is_not_submitted(kenya_signatory):
    assistance = AssistanceRequestFactory(accepted=True)
    with pytest.raises(RuleBroken):
        actions.submit_request(assistance, by=kenya_signatory)


def test_it_is_submitted_once(kenya_signatory):
    assistance = AssistanceRequestFactory()
    actions.submit_request(assistance, by=kenya_signatory)
    with pytest.raises(RuleBroken):
        actions.submit_request(assistance, by=kenya_signatory)
    assert AuditEvent.objects.filter(verb="request.submitted").count() == 1


@pytest.mark.parametrize("missing", [{"asked": ""}, {"theme": None}])
def test_a_request_that_does_not_say_what_is_asked_is_not_submitted(missing, kenya_signatory):
    assistance = AssistanceRequestFactory(**missing)
    with pytest.raises(RuleBroken):
        actions.submit_request(assistance, by=kenya_signatory)
