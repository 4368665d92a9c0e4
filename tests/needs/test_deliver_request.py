import pytest
from django.core.exceptions import PermissionDenied

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def test_what_was_agreed_is_delivered_and_waits_for_the_country(africa_office):
    assistance = AssistanceRequestFactory(in_response=True)
    actions.deliver_request(assistance, by=africa_office)
    assistance.refresh_from_db()
    assert (assistance.state, assistance.completed_on) == (RequestState.DELIVERED, None)
    assert AuditEvent.objects.filter(verb="request.delivered", actor=africa_office).count() == 1


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "mea_focal_point"])
def test_nobody_else_delivers_it(person, request):
    with pytest.raises(PermissionDenied):
        actions.deliver_request(AssistanceRequestFactory(in_response=True), by=request.getfixturevalue(person))


def test_a_request_without_a_response_is_not_delivered(africa_office):
    with pytest.raises(RuleBroken):
        actions.deliver_request(AssistanceRequestFactory(accepted=True), by=africa_office)


def test_it_is_delivered_once(africa_office):
    assistance = AssistanceRequestFactory(in_response=True)
    actions.deliver_request(assistance, by=africa_office)
    with pytest.raises(RuleBroken):
        actions.deliver_request(assistance, by=africa_office)
