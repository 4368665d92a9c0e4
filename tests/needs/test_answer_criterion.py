import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import Answer, Criterion
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def test_the_office_answers_a_criterion_and_may_answer_it_anew(africa_office):
    assistance = AssistanceRequestFactory(screening=True)
    actions.answer_criterion(
        assistance, by=africa_office, criterion=Criterion.POVERTY, answer=Answer.MET, evidence="Plan"
    )
    actions.answer_criterion(
        assistance, by=africa_office, criterion=Criterion.POVERTY, answer=Answer.PARTLY, reason="Two goals of five."
    )
    screening = assistance.screenings.get()
    assert (screening.answer, screening.reason, screening.version) == (Answer.PARTLY, "Two goals of five.", 2)
    assert list(AuditEvent.objects.filter(verb="request.screened").values_list("from_state", "to_state")) == [
        ("met", "partly"),
        ("", "met"),
    ]


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member", "mea_focal_point"])
def test_nobody_else_answers(person, request):
    assistance = AssistanceRequestFactory(screening=True)
    with pytest.raises(PermissionDenied):
        actions.answer_criterion(assistance, by=request.getfixturevalue(person), criterion=1, answer=Answer.MET)


def test_criteria_are_answered_in_screening_only(africa_office):
    with pytest.raises(RuleBroken):
        actions.answer_criterion(
            AssistanceRequestFactory(accepted=True), by=africa_office, criterion=1, answer=Answer.MET
        )


@pytest.mark.parametrize(
    "wrong",
    [{"criterion": 9, "answer": "met"}, {"criterion": 1, "answer": "maybe"}, {"criterion": 1, "answer": "partly"}],
)
def test_a_ninth_criterion_a_fifth_answer_and_a_reservation_without_reason_are_refused(wrong, africa_office):
    with pytest.raises(ValidationError):
        actions.answer_criterion(AssistanceRequestFactory(screening=True), by=africa_office, **wrong)
