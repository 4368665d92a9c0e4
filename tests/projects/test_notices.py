"""Who is told what of projects that answer a request."""

import pytest

from core.models import Letter
from exchange.choices import MatchState
from exchange.models import Match
from needs.choices import Arrangement
from partners.models import AgencyMember
from projects import actions
from tests.factories import AgencyFactory, AssistanceRequestFactory, OfferFactory, ProjectFactory, UserFactory
from tests.letters import told

COUNTRY = ("Drafter of Kenya", "Signatory of Kenya")
OFFICE, COLLEAGUE = "Office for Africa", "Colleague in the office for Africa"
LEAD, PROVIDER = "Member of the river institute", "Member of the provider"


@pytest.fixture
def assistance(
    kenya_government, kenya_signatory, agency_member, secretariat, asia_office, peru_government, africa_office
):
    UserFactory(name=COLLEAGUE, regional_office=True, region=africa_office.region)
    return AssistanceRequestFactory(country=kenya_government.country, accepted=True, created_by=kenya_government)


@pytest.fixture
def provider():
    agency = AgencyFactory()
    AgencyMember.objects.create(user=UserFactory(name=PROVIDER, role="agency"), agency=agency)
    return agency


def test_the_opening_of_a_response_is_told_to_the_country_the_office_and_the_agencies(
    assistance, provider, agency, africa_office
):
    Match.objects.create(
        offer=OfferFactory(provider=provider),
        assistance=assistance,
        score=1,
        state=MatchState.AGREED,
        proposed_on=assistance.decided_on,
        answer_due_on=assistance.decided_on,
        matched_on=assistance.decided_on,
    )
    project = actions.open_response_project(
        assistance, by=africa_office, lead=agency, arrangement=Arrangement.SOUTH_SOUTH
    )
    assert told() == {("project_opened", name) for name in (*COUNTRY, COLLEAGUE, LEAD, PROVIDER)}
    for letter in Letter.objects.all():
        assert assistance.code in letter.subject
        assert f"http://localhost:8000/projects/{project.code}/\n" in letter.body


def test_the_last_delivery_asks_the_signatory_to_confirm(assistance, agency, africa_office, kenya_signatory):
    project = ProjectFactory(assistance=assistance, lead=agency, country=assistance.country)
    type(assistance).objects.filter(pk=assistance.pk).update(
        state="in_response", first_response_on=assistance.decided_on
    )
    actions.report_delivery(project, by=africa_office)
    assert told() == {("request_delivered", kenya_signatory.name)}


def test_a_cancelled_response_is_told_to_everybody_concerned(assistance, agency, africa_office):
    project = ProjectFactory(assistance=assistance, lead=agency, country=assistance.country)
    actions.cancel_project(project, by=africa_office, reason="No money.")
    assert told() == {("project_cancelled", name) for name in (*COUNTRY, COLLEAGUE, LEAD)}


def test_a_project_that_answers_no_request_is_nobodys_news(assistance, agency, secretariat):
    actions.open_project(
        by=secretariat, lead=agency, countries=[assistance.country], title="Clean rivers", cooperation=["bilateral"]
    )
    assert told() == set()
