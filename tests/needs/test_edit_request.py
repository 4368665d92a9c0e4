import pytest
from django.core.exceptions import PermissionDenied

from core.errors import RuleBroken, Stale
from core.models import AuditEvent
from needs import actions
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def test_the_country_changes_its_draft(kenya_government):
    assistance = AssistanceRequestFactory()
    actions.edit_request(assistance, by=kenya_government, version=1, title="Lakes")
    assistance.refresh_from_db()
    assert (assistance.title, assistance.version) == ("Lakes", 2)


def test_whoever_read_an_older_version_is_told(kenya_government):
    assistance = AssistanceRequestFactory()
    actions.edit_request(assistance, by=kenya_government, version=1, title="Lakes")
    with pytest.raises(Stale) as stale:
        actions.edit_request(assistance, by=kenya_government, version=1, title="Seas")
    assert stale.value.current.title == "Lakes"


def test_what_was_handed_over_does_not_change(kenya_government):
    with pytest.raises(RuleBroken):
        actions.edit_request(AssistanceRequestFactory(submitted=True), by=kenya_government, version=1, title="Lakes")


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "peru_government", "agency_member"])
def test_nobody_else_changes_it(person, request):
    with pytest.raises(PermissionDenied):
        actions.edit_request(AssistanceRequestFactory(), by=request.getfixturevalue(person), version=1, title="Lakes")


def test_the_audit_and_the_page_name_what_was_changed(client, kenya_government, freshwater):
    assistance = AssistanceRequestFactory(theme=freshwater, title="Lakes")
    changes = {"title": "Seas", "budget": assistance.budget, "further_themes": [freshwater], "meas": []}
    actions.edit_request(assistance, by=kenya_government, version=1, **changes)
    actions.edit_request(assistance, by=kenya_government, version=2, asked="Two laboratories.", title="Seas")
    lines = AuditEvent.objects.about(assistance).filter(verb="request.edited")
    assert [line.data["fields"] for line in lines] == [["asked"], ["title", "further_themes"]]
    client.force_login(kenya_government)
    page = client.get(assistance.get_absolute_url()).content.decode()
    assert "Draft changed: What is requested, Title" in page
