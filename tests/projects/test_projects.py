from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from exchange import actions as exchange_actions
from needs.choices import Arrangement, RequestState
from projects import actions
from projects.choices import CountryRole, PartnerRole, ProjectState
from tests.factories import (
    AgencyFactory,
    AssistanceRequestFactory,
    CountryFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(db):
    assistance = AssistanceRequestFactory(accepted=True)
    assistance.needs.add(NeedFactory())
    return assistance


def respond(assistance, by, lead, **values):
    return actions.open_response_project(assistance, by=by, lead=lead, arrangement=Arrangement.SOUTH_SOUTH, **values)


def test_a_response_carries_the_facts_of_the_request_over(accepted, agency_member, agency):
    project = respond(accepted, agency_member, agency)

    accepted.refresh_from_db()
    assert (accepted.state, accepted.first_response_on) == (RequestState.IN_RESPONSE, clock.today())
    assert accepted.arrangement == Arrangement.SOUTH_SOUTH
    assert (project.title, project.summary, project.state) == (accepted.title, accepted.asked, ProjectState.ACTIVE)
    assert list(project.themes.all()) == [accepted.theme]
    assert list(project.needs.all()) == list(accepted.needs.all())
    entry = project.project_countries.get()
    assert (entry.country, entry.role, entry.share) == (accepted.country, CountryRole.BENEFICIARY, 100)
    assert project.partnerships.get().role == PartnerRole.LEAD
    opened = AuditEvent.objects.get(verb="project.opened")
    assert (opened.reason, opened.data) == ("", {"request": accepted.code})


def test_the_first_response_is_the_day_of_the_match_that_was_made(
    accepted, africa_office, secretariat, kenya_government, agency_member, agency
):
    with clock.at(clock.today() - timedelta(days=4)):
        match = exchange_actions.propose_match(
            OfferFactory(provider=agency),
            assistance=accepted,
            by=africa_office,
            score=1,
            parts=[],
            reasons="Same field.",
        )
        exchange_actions.agree_match(match, by=agency_member)
        exchange_actions.agree_match(match, by=kenya_government)
    project = respond(accepted, secretariat, AgencyFactory())
    accepted.refresh_from_db()
    assert accepted.first_response_on == clock.today() - timedelta(days=4)
    assert list(project.offers.all()) == [match.offer]
    assert project.partnerships.filter(agency=agency, role=PartnerRole.TECHNICAL).exists()


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "mea_focal_point"])
def test_nobody_else_opens_a_response(person, request, accepted):
    with pytest.raises(PermissionDenied):
        respond(accepted, request.getfixturevalue(person), AgencyFactory())


def test_a_partner_opens_no_response_for_another_agency(accepted, agency_member):
    with pytest.raises(PermissionDenied):
        respond(accepted, agency_member, AgencyFactory())


def test_a_request_in_screening_gets_no_response(africa_office):
    with pytest.raises(RuleBroken):
        respond(AssistanceRequestFactory(screening=True), africa_office, AgencyFactory())


def test_the_request_is_delivered_when_the_last_of_its_projects_is(accepted, africa_office):
    first, second = (respond(accepted, africa_office, AgencyFactory()) for _time in range(2))
    actions.report_delivery(first, by=africa_office)
    accepted.refresh_from_db()
    assert accepted.state == RequestState.IN_RESPONSE
    actions.report_delivery(second, by=africa_office)
    accepted.refresh_from_db()
    assert accepted.state == RequestState.DELIVERED
    with pytest.raises(RuleBroken):
        actions.report_delivery(second, by=africa_office)


def test_a_lead_that_the_office_chose_delivers_what_was_not_open_to_partners(africa_office, agency_member, agency):
    assistance = AssistanceRequestFactory(accepted=True, is_open_to_partners=False)
    project = respond(assistance, africa_office, agency)
    actions.accept_invitation(project.invitations.get(), by=agency_member)
    actions.report_delivery(project, by=agency_member)
    assistance.refresh_from_db()
    assert assistance.state == RequestState.DELIVERED


def test_a_project_without_a_request_is_its_agencys_own(agency_member, agency, kenya):
    later = (clock.today() + timedelta(days=30)).isoformat()
    stated = {"title": "Rivers", "cooperation": [Arrangement.BILATERAL], "countries": [kenya]}
    project = actions.open_project(by=agency_member, lead=agency, starts_on=later, **stated)
    assert project.state == ProjectState.APPROVED
    actions.start_project(project, by=agency_member)
    actions.report_delivery(project, by=agency_member)
    actions.close_project(project, by=agency_member)
    project.refresh_from_db()
    assert project.state == ProjectState.CLOSED
    with pytest.raises(PermissionDenied):
        actions.open_project(by=agency_member, lead=AgencyFactory(), **stated)


def test_a_project_is_cancelled_with_its_reason(secretariat):
    project = ProjectFactory()
    with pytest.raises(ValidationError):
        actions.cancel_project(project, by=secretariat, reason="")
    actions.cancel_project(project, by=secretariat, reason="The funder left.")
    project.refresh_from_db()
    assert (project.state, project.state_reason) == (ProjectState.CANCELLED, "The funder left.")


def test_a_project_does_not_end_before_it_starts(accepted, africa_office, agency):
    with pytest.raises(ValidationError):
        respond(accepted, africa_office, agency, starts_on="2026-05", ends_on="2026-04")
    accepted.refresh_from_db()
    assert accepted.state == RequestState.ACCEPTED


def test_a_project_that_never_began_is_cancelled_without_an_end(secretariat):
    project = ProjectFactory(state=ProjectState.APPROVED, starts_on=(clock.today() + timedelta(days=9)).isoformat())
    actions.cancel_project(project, by=secretariat, reason="The funder left.")
    project.refresh_from_db()
    assert (project.state, project.ends_on) == (ProjectState.CANCELLED, "")


def test_partners_and_countries_join_once_per_role_and_shares_stay_within_the_whole(secretariat, peru):
    project, partner = ProjectFactory(), AgencyFactory()
    actions.add_partner(project, by=secretariat, agency=partner, role=PartnerRole.FUNDING)
    with pytest.raises(RuleBroken):
        actions.add_partner(project, by=secretariat, agency=partner, role=PartnerRole.FUNDING)
    with pytest.raises(ValidationError):
        actions.add_country(project, by=secretariat, country=peru, role=CountryRole.BENEFICIARY, share=1)
    actions.add_country(project, by=secretariat, country=peru, role=CountryRole.PROVIDER, share=100)
    with pytest.raises(RuleBroken):
        actions.add_country(project, by=secretariat, country=peru, role=CountryRole.PROVIDER)


def test_what_the_portal_knows_of_an_act_is_no_reason(secretariat, peru):
    project, partner = ProjectFactory(), AgencyFactory()
    actions.add_partner(project, by=secretariat, agency=partner, role=PartnerRole.FUNDING)
    actions.add_country(project, by=secretariat, country=peru, role=CountryRole.PROVIDER)
    actions.add_activity(project, by=secretariat, kind="training", title="Course")
    indicator = actions.add_indicator(project, by=secretariat, title="Stations")
    actions.record_measurement(indicator, by=secretariat, kind="actual", value=9)
    actions.record_coordination(project, by=secretariat, text="We divide the rivers.")
    noted = AuditEvent.objects.about(project).order_by("pk").values_list("verb", "reason", "data")
    assert list(noted) == [
        ("project.partner_added", "", {"agency": partner.code, "role": "funding"}),
        ("project.country_added", "", {"country": peru.pk, "role": "provider"}),
        ("project.activity_added", "", {"activity": "Course"}),
        ("project.indicator_added", "", {"indicator": "Stations"}),
        ("project.measured", "", {"indicator": "Stations", "kind": "actual", "value": "9"}),
        ("project.coordination_recorded", "We divide the rivers.", {}),
    ]


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "agency_member", "mea_focal_point"])
def test_nobody_else_runs_it(person, request):
    user, project = request.getfixturevalue(person), ProjectFactory(country=CountryFactory(iso3="KEN"))
    for act in (actions.start_project, actions.report_delivery, actions.close_project):
        with pytest.raises(PermissionDenied):
            act(project, by=user)
    with pytest.raises(PermissionDenied):
        actions.add_partner(project, by=user, agency=AgencyFactory(), role=PartnerRole.FUNDING)
    with pytest.raises(PermissionDenied):
        actions.record_coordination(project, by=user, text="We divide the rivers.")
