"""Who is told what of projects that answer a request."""

import pytest

from core.models import AuditEvent, Letter
from exchange.choices import MatchState
from exchange.models import Match
from needs import actions as needs_actions
from needs.choices import Arrangement, RequestState
from needs.models import AssistanceRequest
from projects import actions
from tests.factories import AgencyFactory, AssistanceRequestFactory, OfferFactory, ProjectFactory, UserFactory
from tests.letters import assert_readers_can_read_on, told

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
    UserFactory(name=PROVIDER, role="agency", agency=agency)
    return agency


def test_the_opening_of_a_response_is_told_to_the_country_the_office_and_the_agencies(
    assistance, provider, agency, africa_office, client
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
    assert told() == {
        *(("request_answered", name) for name in (*COUNTRY, COLLEAGUE)),
        *(("project_opened", name) for name in (LEAD, PROVIDER)),
    }
    assert all(f"/projects/{project.code}/\n" in body for body in Letter.objects.values_list("body", flat=True))
    assert_readers_can_read_on(client)


def test_agencies_are_told_nothing_of_the_request_behind_their_project(assistance, agency, africa_office):
    actions.open_response_project(
        assistance, by=africa_office, lead=agency, arrangement=Arrangement.SOUTH_SOUTH, title="Clean rivers"
    )
    letter = Letter.objects.get(notice="project_opened")
    assert assistance.code not in letter.subject + letter.body
    assert assistance.title not in letter.subject + letter.body


def test_the_last_delivery_asks_the_signatory_to_confirm(assistance, agency, africa_office, kenya_signatory):
    project = ProjectFactory(assistance=assistance, lead=agency, country=assistance.country)
    AssistanceRequest.objects.filter(pk=assistance.pk).update(
        state="in_response", first_response_on=assistance.decided_on
    )
    actions.report_delivery(project, by=africa_office)
    assert told() == {("request_delivered", kenya_signatory.name)}


def test_a_cancelled_response_is_told_to_everybody_concerned(assistance, agency, africa_office, client):
    project = ProjectFactory(assistance=assistance, lead=agency, country=assistance.country)
    actions.cancel_project(project, by=africa_office, reason="No money.")
    assert told() == {("project_cancelled", name) for name in (*COUNTRY, COLLEAGUE, LEAD)}
    assert_readers_can_read_on(client)


def test_the_rating_of_a_closed_request_is_told_to_the_agencies_of_its_projects(
    assistance, agency, kenya_signatory, client
):
    project = ProjectFactory(assistance=assistance, lead=agency, country=assistance.country, state="completed")
    ProjectFactory(
        assistance=assistance, lead=AgencyFactory(), country=assistance.country, state="cancelled", state_reason="-"
    )
    AssistanceRequest.objects.filter(pk=assistance.pk).update(
        state=RequestState.DELIVERED, first_response_on=assistance.decided_on
    )
    needs_actions.close_request(assistance, by=kenya_signatory, rating=4)
    assert told("project.rated") == {("project_rated", LEAD)}
    assert AuditEvent.objects.about(project).get(verb="project.rated").data == {"rating": 4}
    assert "rated it 4 out of 5" in Letter.objects.get(notice="project_rated").body
    assert_readers_can_read_on(client)


def test_a_project_that_answers_no_request_is_nobodys_news(assistance, agency, secretariat):
    actions.open_project(
        by=secretariat, lead=agency, countries=[assistance.country], title="Clean rivers", cooperation=["bilateral"]
    )
    assert told() == set()
