"""How the list of agreements is narrowed, and what hangs on one."""

import datetime

from core.choices import Origin, Visibility
from partners.choices import AgreementKind, AgreementState, CommitmentState
from partners.models import Commitment
from tests.factories import AgencyFactory, AgreementFactory, ProjectFactory, ReportingDutyFactory


def codes(client, query=""):
    response = client.get(f"/agreements/{query}")
    assert response.status_code == 200
    return {agreement.code for agreement in response.context["rows"]}


def test_kind_state_and_party_narrow_together(client, db):
    agency = AgencyFactory(code="lake-office")
    AgreementFactory(code="A", parties=[agency])
    AgreementFactory(code="B")
    AgreementFactory(code="C", parties=[agency], state=AgreementState.ENDED)
    AgreementFactory(code="D", parties=[agency], kind=AgreementKind.FUNDING)
    assert codes(client, "?kind=mou&state=in_force&partner=lake-office") == {"A"}


def test_the_page_gathers_commitments_provisions_projects_and_duties(client, db):
    agreement = AgreementFactory(
        code="A", provisions=["Meet twice a year"], review_cycle="Every six months", review_months=6
    )
    Commitment.objects.create(
        code="COM-1",
        agreement=agreement,
        agency=agreement.parties.get(),
        text="Train the inspectors",
        due_on=datetime.date(2027, 1, 1),
        state=CommitmentState.CHANGED,
        reason="Moved to the spring",
        origin=Origin.DEMO,
    )
    ProjectFactory(title="River watch").agreements.add(agreement)
    ProjectFactory(title="Whispered", visibility=Visibility.RESTRICTED).agreements.add(agreement)
    ReportingDutyFactory(title="Yearly report", agreement=agreement)
    page = client.get("/agreements/A/").content.decode()
    for text in (
        "Meet twice a year",
        "Every six months",
        "Train the inspectors",
        "Moved to the spring",
        "Invented for demonstration",
        "River watch",
        "Yearly report",
    ):
        assert text in page
    assert "Whispered" not in page
    assert "every 6 months" in client.get("/agreements/").content.decode()
