import pytest
from django.core.exceptions import PermissionDenied

from core.errors import RuleBroken, Stale
from core.models import AuditEvent
from needs import actions
from needs.choices import Answer
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db

MET = {"answer": Answer.MET, "reason": ""}
PARTLY = {"answer": Answer.PARTLY, "reason": "Half of the rivers."}


def test_several_criteria_are_answered_at_once_and_what_stays_is_left_alone(africa_office):
    assistance = AssistanceRequestFactory(screening=True)
    actions.answer_criteria(assistance, by=africa_office, answers={1: MET, 2: PARTLY}, versions={})
    actions.answer_criteria(assistance, by=africa_office, answers={1: MET, 3: MET}, versions={})
    assert list(assistance.screenings.values_list("criterion", "answer", "version")) == [
        (1, Answer.MET, 1),
        (2, Answer.PARTLY, 1),
        (3, Answer.MET, 1),
    ]
    assert AuditEvent.objects.filter(verb="request.screened").count() == 3


def test_an_answer_that_a_colleague_changed_meanwhile_is_not_overwritten(africa_office, secretariat):
    assistance = AssistanceRequestFactory(screening=True)
    actions.answer_criteria(assistance, by=secretariat, answers={1: PARTLY}, versions={})
    with pytest.raises(Stale) as stale:
        actions.answer_criteria(assistance, by=africa_office, answers={2: MET, 1: MET}, versions={})
    assert stale.value.current.updated_by == secretariat
    assert assistance.screenings.get().answer == Answer.PARTLY
    actions.answer_criteria(assistance, by=africa_office, answers={1: MET}, versions={1: 1})
    assert assistance.screenings.get().answer == Answer.MET


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member"])
def test_nobody_else_answers_even_nothing(person, request):
    assistance = AssistanceRequestFactory(screening=True)
    with pytest.raises(PermissionDenied):
        actions.answer_criteria(assistance, by=request.getfixturevalue(person), answers={}, versions={})


def test_outside_of_screening_nothing_is_answered(africa_office):
    with pytest.raises(RuleBroken):
        actions.answer_criteria(AssistanceRequestFactory(submitted=True), by=africa_office, answers={}, versions={})
