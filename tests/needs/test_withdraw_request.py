import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["submitted", "screening", "returned", "accepted", "in_response"])
def test_the_signatory_withdraws_before_delivery(state, kenya_signatory):
    assistance = AssistanceRequestFactory(**{state: True})
    actions.withdraw_request(assistance, by=kenya_signatory, reason="Met from our own means.")
    assistance.refresh_from_db()
    assert (assistance.state, assistance.withdrawn_on) == (RequestState.WITHDRAWN, clock.today())
    assert AuditEvent.objects.get(verb="request.withdrawn").reason == "Met from our own means."


@pytest.mark.parametrize("person", ["kenya_government", "peru_government", "africa_office", "secretariat"])
def test_nobody_else_withdraws_it(person, request):
    with pytest.raises(PermissionDenied):
        actions.withdraw_request(
            AssistanceRequestFactory(submitted=True), by=request.getfixturevalue(person), reason="No."
        )


@pytest.mark.parametrize("state", ["delivered", "closed"])
def test_what_is_delivered_is_not_withdrawn(state, kenya_signatory):
    with pytest.raises(RuleBroken):
        actions.withdraw_request(AssistanceRequestFactory(**{state: True}), by=kenya_signatory, reason="No.")


def test_it_is_withdrawn_once(kenya_signatory):
    assistance = AssistanceRequestFactory(submitted=True)
    actions.withdraw_request(assistance, by=kenya_signatory, reason="No.")
    with pytest.raises(RuleBroken):
        actions.withdraw_request(assistance, by=kenya_signatory, reason="No.")
