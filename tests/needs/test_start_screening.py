import pytest
from django.core.exceptions import PermissionDenied

from core.errors import RuleBroken, Unseen
from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def test_an_officer_of_the_region_takes_it_up(africa_office):
    assistance = AssistanceRequestFactory(submitted=True)
    actions.start_screening(assistance, by=africa_office)
    assistance.refresh_from_db()
    assert (assistance.state, assistance.assigned_to) == (RequestState.SCREENING, africa_office)
    assert AuditEvent.objects.filter(verb="request.screening_started", actor=africa_office).count() == 1


@pytest.mark.parametrize("person", ["kenya_signatory", "agency_member", "mea_focal_point", "asia_office"])
def test_nobody_else_takes_it_up(person, request):
    with pytest.raises(PermissionDenied):
        actions.start_screening(AssistanceRequestFactory(submitted=True), by=request.getfixturevalue(person))


@pytest.mark.parametrize(("person", "refusal"), [("secretariat", RuleBroken), ("africa_office", Unseen)])
def test_a_draft_is_not_screened(person, refusal, request):
    with pytest.raises(refusal):
        actions.start_screening(AssistanceRequestFactory(), by=request.getfixturevalue(person))


def test_it_is_taken_up_once(africa_office, secretariat):
    assistance = AssistanceRequestFactory(submitted=True)
    actions.start_screening(assistance, by=africa_office)
    with pytest.raises(RuleBroken):
        actions.start_screening(assistance, by=secretariat)
    assistance.refresh_from_db()
    assert assistance.assigned_to == africa_office
