import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import NeedStatus
from tests.factories import AssistanceRequestFactory, NeedFactory

pytestmark = pytest.mark.django_db


def test_the_office_verifies_the_result_and_with_it_the_needs_declared_met(africa_office):
    assistance = AssistanceRequestFactory(closed=True)
    met, open_need = NeedFactory(status=NeedStatus.MET), NeedFactory()
    assistance.needs.set([met, open_need])

    actions.verify_result(assistance, by=africa_office, evidence="Report of the laboratory, visited on the day.")

    for record in (assistance, met, open_need):
        record.refresh_from_db()
    assert (assistance.is_result_verified, met.is_met_verified, open_need.is_met_verified) == (True, True, False)
    assert AuditEvent.objects.get(verb="request.verified").reason.startswith("Report of the laboratory")


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member"])
def test_nobody_else_verifies(person, request):
    with pytest.raises(PermissionDenied):
        actions.verify_result(
            AssistanceRequestFactory(closed=True), by=request.getfixturevalue(person), evidence="Seen."
        )


def test_a_result_that_the_country_has_not_accepted_is_not_verified(africa_office):
    with pytest.raises(RuleBroken):
        actions.verify_result(AssistanceRequestFactory(delivered=True), by=africa_office, evidence="Seen.")


def test_evidence_is_named(africa_office):
    with pytest.raises(ValidationError):
        actions.verify_result(AssistanceRequestFactory(closed=True), by=africa_office, evidence="")
