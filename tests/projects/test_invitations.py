"""Adding a partner or a country to a hidden project invites them: they see the title alone until they accept."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.choices import Visibility
from core.errors import RuleBroken
from core.models import AuditEvent, Letter
from partners.models import AgencyMember
from projects import actions, policies
from projects.choices import ProjectVerb
from projects.models import Invitation, Partnership, Project, ProjectCountry
from tests.factories import (
    AgencyFactory,
    AssistanceRequestFactory,
    CountryFactory,
    OfferFactory,
    ProjectFactory,
    UserFactory,
)
from tests.letters import assert_readers_can_read_on, told

pytestmark = pytest.mark.django_db
SECRET = "Quagga"


@pytest.fixture
def project(kenya, agency):
    return ProjectFactory(
        country=kenya, lead=agency, title="Clean rivers", summary=f"The {SECRET} river.", visibility="restricted"
    )


@pytest.fixture
def guest():
    """The account of an agency that takes no part yet."""
    user = UserFactory(name="Member of the hill institute", role="agency")
    AgencyMember.objects.create(user=user, agency=AgencyFactory(code="hill-institute", name="Hill institute"))
    return user


@pytest.fixture
def invitation(project, agency_member, guest):
    return actions.add_partner(project, by=agency_member, agency=guest.agency_membership.agency, role="lead")


@pytest.fixture
def to_peru(project, agency_member, peru):
    return actions.add_country(project, by=agency_member, country=peru, role="provider", share=40)


def sees(user, project) -> bool:
    return Project.objects.visible_to(user).filter(pk=project.pk).exists()


def test_an_agency_that_is_added_is_asked_first(project, invitation, guest):
    assert isinstance(invitation, Invitation)
    assert not sees(guest, project)
    assert not policies.can_run(guest, project)
    assert not Partnership.objects.filter(agency__code="hill-institute").exists()


def test_a_country_that_is_added_is_asked_first(project, to_peru, peru_government, asia_office, peru):
    peru.region = asia_office.region
    peru.save()
    assert not sees(peru_government, project)
    assert not sees(asia_office, project)
    actions.accept_invitation(to_peru, by=peru_government)
    assert sees(peru_government, project)
    assert sees(asia_office, project)
    assert ProjectCountry.objects.get(country=peru).share == 40


def places(project, invitation) -> list[str]:
    found = ["/desk/", "/projects/?q=rivers", "/api/v1/projects/", "/search/?q=rivers"]
    return [*found, project.get_absolute_url(), f"/api/v1/projects/{project.code}/", invitation.get_absolute_url()]


def test_whoever_is_asked_reads_the_title_and_nothing_else(project, invitation, guest, client):
    client.force_login(guest)
    pages = {url: client.get(url) for url in places(project, invitation)}
    assert [url for url, page in pages.items() if SECRET in page.getvalue().decode()] == []
    named = [url for url, page in pages.items() if project.title in page.getvalue().decode()]
    assert named == ["/desk/", invitation.get_absolute_url()]
    shown = {url: page for url, page in pages.items() if page.status_code == 200}
    assert [url for url, page in shown.items() if project.code in page.getvalue().decode()] == []


@pytest.mark.parametrize("person", ["visitor", "peru_government", "asia_office"])
def test_nobody_else_knows_of_the_invitation(person, invitation, request, client):
    if person != "visitor":
        client.force_login(request.getfixturevalue(person))
    assert client.get(invitation.get_absolute_url()).status_code == 404


def test_the_desk_and_the_letter_lead_to_the_answer(project, invitation, guest, client):
    assert told() == {("project_invitation", guest.name)}
    letter = Letter.objects.get()
    assert project.title in letter.subject
    assert SECRET not in letter.body
    assert project.code not in letter.subject + letter.body
    assert_readers_can_read_on(client)
    client.force_login(guest)
    assert invitation.get_absolute_url() in client.get("/desk/").getvalue().decode()
    answer = client.post(f"{invitation.get_absolute_url()}accept/")
    assert answer.url == project.get_absolute_url()
    assert SECRET in client.get(answer.url).getvalue().decode()
    assert client.get("/desk/").context["invitations"].count() == 0


def test_accepting_gives_role_and_sight_and_is_told_to_whoever_asked(project, invitation, guest, agency_member):
    actions.accept_invitation(invitation, by=guest)
    assert sees(guest, project)
    assert policies.can_run(guest, project)
    assert not Invitation.objects.exists()
    assert told(ProjectVerb.INVITATION_ACCEPTED) == {("project_invitation_accepted", agency_member.name)}
    line = AuditEvent.objects.get(verb=ProjectVerb.INVITATION_ACCEPTED)
    assert (line.record_code, line.data) == (project.code, {"agency": "hill-institute", "role": "lead"})


def test_declining_leaves_the_sight_as_it_was(project, invitation, guest, agency_member, client):
    client.force_login(guest)
    assert client.post(f"{invitation.get_absolute_url()}decline/").url == "/desk/"
    assert not sees(guest, project)
    assert not Invitation.objects.exists()
    assert told(ProjectVerb.INVITATION_DECLINED) == {("project_invitation_declined", agency_member.name)}


def test_those_who_run_it_withdraw_an_invitation(project, invitation, agency_member, client):
    client.force_login(agency_member)
    assert invitation.get_absolute_url() in client.get(project.get_absolute_url()).getvalue().decode()
    client.post(f"{invitation.get_absolute_url()}withdraw/")
    assert not Invitation.objects.exists()


def test_it_is_answered_once(invitation, guest):
    actions.accept_invitation(invitation, by=guest)
    for again in (actions.accept_invitation, actions.decline_invitation):
        with pytest.raises(RuleBroken):
            again(invitation, by=guest)


@pytest.mark.parametrize("person", ["agency_member", "africa_office", "peru_government"])
def test_only_whoever_is_asked_answers(person, invitation, request):
    for act in (actions.accept_invitation, actions.decline_invitation):
        with pytest.raises(PermissionDenied):
            act(invitation, by=request.getfixturevalue(person))


def test_the_secretariat_notes_the_answer_of_an_agency_without_an_account(invitation, secretariat):
    actions.accept_invitation(invitation, by=secretariat)
    assert Partnership.objects.filter(agency__code="hill-institute").exists()


def test_nobody_is_asked_twice_for_the_same_role(invitation, agency_member, guest):
    with pytest.raises(RuleBroken):
        actions.add_partner(
            invitation.project, by=agency_member, agency=guest.agency_membership.agency, role=invitation.role
        )


def test_shares_of_those_invited_count(project, to_peru, agency_member):
    with pytest.raises(ValidationError):
        actions.add_country(project, by=agency_member, country=CountryFactory(iso3="RWA"), role="provider", share=61)


def test_whoever_takes_part_already_is_not_asked_again(project, agency, agency_member, kenya):
    actions.add_partner(project, by=agency_member, agency=agency, role="funding")
    actions.add_country(project, by=agency_member, country=kenya, role="observer")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.PARTNERS])
def test_whoever_sees_the_project_anyway_takes_part_at_once(visibility, project, agency_member, guest, peru):
    Project.objects.update(visibility=visibility)
    actions.add_partner(project, by=agency_member, agency=guest.agency_membership.agency, role="funding")
    actions.add_country(project, by=agency_member, country=peru, role="provider")
    assert not Invitation.objects.exists()
    assert project.partnerships.count() == project.project_countries.count() == 2


# What a project names when it is opened


@pytest.fixture
def closed(kenya, freshwater):
    return AssistanceRequestFactory(country=kenya, accepted=True, is_open_to_partners=False, title="Clean rivers")


def test_a_lead_named_by_the_office_is_asked_first(closed, africa_office, guest):
    lead = guest.agency_membership.agency
    project = actions.open_response_project(closed, by=africa_office, lead=lead, arrangement="south-south")
    assert not sees(guest, project)
    assert policies.can_run(africa_office, project)
    assert told() >= {("project_invitation", guest.name)}
    actions.accept_invitation(Invitation.objects.get(), by=guest)
    assert policies.can_run(guest, project)


def test_a_lead_whose_offer_was_agreed_takes_part_at_once(closed, africa_office, guest):
    lead, day = guest.agency_membership.agency, closed.decided_on
    offer = OfferFactory(provider=lead)
    offer.matches.create(
        code="MAT-1", assistance=closed, score=1, state="agreed", proposed_on=day, answer_due_on=day, matched_on=day
    )
    project = actions.open_response_project(closed, by=africa_office, lead=lead, arrangement="south-south")
    assert sees(guest, project)
    assert not Invitation.objects.exists()


def test_countries_of_a_hidden_project_of_an_agency_are_asked_first(agency, agency_member, kenya, kenya_government):
    project = actions.open_project(
        by=agency_member,
        lead=agency,
        countries=[kenya],
        title="Rivers",
        visibility="restricted",
        cooperation=["bilateral"],
    )
    assert sees(agency_member, project)
    assert not sees(kenya_government, project)
    assert Invitation.objects.get().country == kenya


# Teeth


def test_a_project_that_opens_to_whoever_is_added_is_noticed(project, agency_member, guest, client, monkeypatch):
    monkeypatch.setattr(actions.taking_part, "_is_known_to", lambda project, party: True)
    actions.add_partner(project, by=agency_member, agency=guest.agency_membership.agency, role="lead")
    client.force_login(guest)
    assert SECRET in client.get(project.get_absolute_url()).getvalue().decode()
