import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_a_draft_is_handed_to_the_signatory(kenya_government, state):
    assistance = AssistanceRequestFactory(returned=state == "returned")
    actions.hand_over_request(assistance, by=kenya_government)
    assistance.refresh_from_db()
    assert (assistance.handed_over_on, assistance.state) == (clock.today(), state)
    assert AuditEvent.objects.filter(verb="request.handed_over", actor=kenya_government).count() == 1


def test_what_was_submitted_waits_no_longer(kenya_government, kenya_signatory):
    assistance = AssistanceRequestFactory()
    actions.hand_over_request(assistance, by=kenya_government)
    actions.submit_request(assistance, by=kenya_signatory)
    assistance.refresh_from_db()
    assert assistance.handed_over_on is None


@pytest.mark.parametrize("person", ["peru_government", "africa_office", "secretariat"])
def test_nobody_else_hands_it_over(person, request):
    with pytest.raises(PermissionDenied):
        actions.hand_over_request(AssistanceRequestFactory(), by=request.getfixturevalue(person))


@pytest.mark.parametrize("fields", [{"submitted": True}, {"asked": ""}, {"theme": None}])
def test_only_a_complete_draft_is_handed_over(kenya_government, fields):
    with pytest.raises(RuleBroken):
        actions.hand_over_request(AssistanceRequestFactory(**fields), by=kenya_government)


def test_it_is_handed_over_once(kenya_government):
    assistance = AssistanceRequestFactory()
    actions.hand_over_request(assistance, by=kenya_government)
    with pytest.raises(RuleBroken):
        actions.hand_over_request(assistance, by=kenya_government)
