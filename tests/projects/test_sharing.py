"""Who can see a project is changed in so many words, by whoever it belongs to, and the audit keeps it."""

import pytest
from django.core.exceptions import PermissionDenied

from core.choices import Visibility
from core.errors import RuleBroken
from core.models import AuditEvent
from projects import actions
from projects.choices import ProjectVerb
from projects.models import Project
from tests.factories import AssistanceRequestFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(kenya, agency):
    return ProjectFactory(country=kenya, lead=agency, visibility=Visibility.RESTRICTED)


@pytest.fixture
def response(kenya, agency, africa_office):
    """A project that answers a request which its country keeps closed."""
    closed = AssistanceRequestFactory(country=kenya, accepted=True, is_open_to_partners=False)
    return actions.open_response_project(closed, by=africa_office, lead=agency, arrangement="south-south")


def test_those_who_run_it_show_it_to_others(project, agency_member):
    actions.share_project(project, by=agency_member, visibility=Visibility.PUBLIC)
    project.refresh_from_db()
    assert project.visibility == Visibility.PUBLIC
    line = AuditEvent.objects.get(verb=ProjectVerb.SHARED)
    assert (line.actor, line.data) == (agency_member, {"from": "restricted", "to": "public"})


@pytest.mark.parametrize("person", ["peru_government", "asia_office", "kenya_government"])
def test_nobody_else_does(person, project, request):
    with pytest.raises(PermissionDenied):
        actions.share_project(project, by=request.getfixturevalue(person), visibility=Visibility.PUBLIC)


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "kenya_government"])
@pytest.mark.parametrize("visibility", [Visibility.PARTNERS, Visibility.PUBLIC])
def test_what_a_country_keeps_closed_only_its_signatory_opens(person, visibility, response, request):
    with pytest.raises(PermissionDenied):
        actions.share_project(response, by=request.getfixturevalue(person), visibility=visibility)


def test_the_signatory_opens_it_and_those_who_run_it_may_close_it_again(response, kenya_signatory, africa_office):
    actions.share_project(response, by=kenya_signatory, visibility=Visibility.PUBLIC)
    actions.share_project(response, by=africa_office, visibility=Visibility.PARTNERS)
    with pytest.raises(PermissionDenied):
        actions.share_project(response, by=africa_office, visibility=Visibility.PUBLIC)


@pytest.mark.parametrize("person", ["africa_office", "secretariat"])
def test_it_is_not_opened_at_birth_either(person, kenya, agency, request):
    closed = AssistanceRequestFactory(country=kenya, accepted=True, is_open_to_partners=False)
    by = request.getfixturevalue(person)
    with pytest.raises(PermissionDenied):
        actions.open_response_project(
            closed, by=by, lead=agency, arrangement="south-south", visibility=Visibility.PARTNERS
        )


def test_an_edit_does_not_change_who_sees_it(project, agency_member):
    with pytest.raises(TypeError):
        actions.edit_project(project, by=agency_member, version=project.version, visibility=Visibility.PUBLIC)


def test_the_same_readers_again_are_refused(project, agency_member):
    with pytest.raises(RuleBroken):
        actions.share_project(project, by=agency_member, visibility=Visibility.RESTRICTED)


def test_the_page_says_who_would_see_it(project, agency_member, client):
    client.force_login(agency_member)
    page = client.get(project.get_absolute_url()).getvalue().decode()
    assert f"/projects/{project.code}/share/" in page
    form = client.get(f"/projects/{project.code}/share/").getvalue().decode()
    assert "the report to the Council counts it" in form
    assert client.post(f"/projects/{project.code}/share/", {"visibility": "public"}).status_code == 302
    assert Project.objects.get().visibility == Visibility.PUBLIC


def test_a_closed_response_offers_its_runners_no_wider_choice(response, africa_office, kenya_signatory, client):
    client.force_login(africa_office)
    assert "/share/" not in client.get(response.get_absolute_url()).getvalue().decode()
    assert client.post(f"/projects/{response.code}/share/", {"visibility": "public"}).status_code == 403
    client.force_login(kenya_signatory)
    assert "/share/" in client.get(response.get_absolute_url()).getvalue().decode()
    assert client.post(f"/projects/{response.code}/share/", {"visibility": "public"}).status_code == 302


def test_whoever_opens_a_response_to_an_open_request_chooses_its_readers(kenya, agency, agency_member, client):
    opened = AssistanceRequestFactory(country=kenya, accepted=True)
    client.force_login(agency_member)
    address = f"/projects/open/?request={opened.code}"
    typed = client.get(address).context["form"].initial | {
        "lead": agency.code,
        "arrangement": "south-south",
        "currency": "USD",
    }
    assert typed["visibility"] == Visibility.PARTNERS
    client.post(address, typed | {"visibility": "public"})
    assert Project.objects.get().visibility == Visibility.PUBLIC
