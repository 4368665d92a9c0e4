import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import NeedStatus, RequestState
from tests.factories import AssistanceRequestFactory, NeedFactory

pytestmark = pytest.mark.django_db


def test_the_signatory_accepts_the_outputs_rates_them_and_says_which_needs_are_met(kenya_signatory):
    assistance = AssistanceRequestFactory(delivered=True)
    met, open_need = NeedFactory(), NeedFactory()
    assistance.needs.set([met, open_need])

    actions.close_request(assistance, by=kenya_signatory, rating=4, rating_comment="Late but good.", met_needs=[met])

    for record in (assistance, met, open_need):
        record.refresh_from_db()
    assert (assistance.state, assistance.rating) == (RequestState.CLOSED, 4)
    assert assistance.completed_on == met.met_on == clock.today()
    assert (met.status, met.is_met_verified, open_need.status) == (NeedStatus.MET, False, NeedStatus.IDENTIFIED)
    assert AuditEvent.objects.filter(verb__in=["request.closed", "need.met"]).count() == 2


@pytest.mark.parametrize("person", ["kenya_government", "peru_government", "africa_office", "agency_member"])
def test_nobody_else_closes_it(person, request):
    with pytest.raises(PermissionDenied):
        actions.close_request(AssistanceRequestFactory(delivered=True), by=request.getfixturevalue(person), rating=4)


def test_a_request_that_is_not_delivered_is_not_closed(kenya_signatory):
    with pytest.raises(RuleBroken):
        actions.close_request(AssistanceRequestFactory(in_response=True), by=kenya_signatory, rating=4)


def test_it_is_closed_once(kenya_signatory):
    assistance = AssistanceRequestFactory(delivered=True)
    actions.close_request(assistance, by=kenya_signatory, rating=4)
    with pytest.raises(RuleBroken):
        actions.close_request(assistance, by=kenya_signatory, rating=5)


@pytest.mark.parametrize("rating", [0, 6])
def test_ratings_go_from_one_to_five(rating, kenya_signatory):
    with pytest.raises(ValidationError):
        actions.close_request(AssistanceRequestFactory(delivered=True), by=kenya_signatory, rating=rating)


def test_a_need_that_the_request_does_not_name_is_not_met_by_it(kenya_signatory):
    with pytest.raises(ValidationError):
        actions.close_request(
            AssistanceRequestFactory(delivered=True), by=kenya_signatory, rating=4, met_needs=[NeedFactory()]
        )
