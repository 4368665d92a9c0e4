import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import MessageKind, RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["submitted", "screening"])
def test_the_office_returns_it_with_a_question(state, africa_office):
    assistance = AssistanceRequestFactory(**{state: True})
    actions.return_request(assistance, by=africa_office, question="Which rivers?")
    assistance.refresh_from_db()
    assert assistance.state == RequestState.RETURNED
    assert list(assistance.messages.values_list("kind", "text")) == [(MessageKind.QUESTION, "Which rivers?")]
    assert AuditEvent.objects.get(verb="request.returned").reason == "Which rivers?"


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member"])
def test_nobody_else_returns_it(person, request):
    with pytest.raises(PermissionDenied):
        actions.return_request(
            AssistanceRequestFactory(submitted=True), by=request.getfixturevalue(person), question="Which rivers?"
        )


def test_a_return_without_a_question_changes_nothing(africa_office):
    assistance = AssistanceRequestFactory(submitted=True)
    with pytest.raises(ValidationError):
        actions.return_request(assistance, by=africa_office, question="")
    assistance.refresh_from_db()
    assert assistance.state == RequestState.SUBMITTED


def test_it_is_returned_once(africa_office):
    assistance = AssistanceRequestFactory(submitted=True)
    actions.return_request(assistance, by=africa_office, question="Which rivers?")
    with pytest.raises(RuleBroken):
        actions.return_request(assistance, by=africa_office, question="Which rivers?")
    assert assistance.messages.count() == 1
