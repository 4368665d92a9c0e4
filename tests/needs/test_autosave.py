"""A draft that saves itself while it is written: what the page's script sends, and what it is told."""

import re

import pytest

from core.models import AuditEvent
from needs import actions
from needs.models import AssistanceRequest, Need, NeedsAssessment
from tests.factories import AssistanceRequestFactory
from tests.needs.typed_forms import DRAFT, HTMX, KEY, NEED, NEW_ASSESSMENT, address, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def written(client, kenya_government, freshwater):
    client.force_login(kenya_government)


def autosave(client, page, values):
    """What the script sends: the form as it stands, without a button."""
    return client.post(page, {name: value for name, value in values.items() if name != "act"}, headers=HTMX)


def test_what_was_changed_is_saved_and_the_form_gets_the_new_version(client):
    assistance = AssistanceRequestFactory()
    response = autosave(client, address(assistance, "edit"), typed(assistance, title="Two laboratories"))
    words = response.content.decode()
    assistance.refresh_from_db()
    assert (assistance.title, assistance.version) == ("Two laboratories", 2)
    assert re.search(r"Saved <time [^>]+>\d\d:\d\d</time>, not submitted\.", words)
    assert '<input type="hidden" name="version" value="2" id="id_version" hx-swap-oob="true">' in words
    assert "<html" not in words
    page = client.get(address(assistance, "edit")).content.decode()
    assert re.search(r'id="saved" role="status"></p>', page)


def test_a_form_in_which_nothing_changed_writes_nothing(client):
    assistance = AssistanceRequestFactory()
    autosave(client, address(assistance, "edit"), typed(assistance))
    again = autosave(client, address(assistance, "edit"), DRAFT | {"version": "2"})
    assistance.refresh_from_db()
    assert (assistance.version, AuditEvent.objects.filter(verb="request.edited").count()) == (2, 1)
    assert "Saved" in again.content.decode()


def test_a_wrong_field_keeps_no_other_from_being_saved(client):
    assistance = AssistanceRequestFactory(title="Laboratory")
    wrong = {"title": "", "wished_start": "2027-13", "budget": "a lot", "asked": "Ten courses."}
    words = autosave(client, address(assistance, "edit"), typed(assistance, **wrong)).content.decode()
    assistance.refresh_from_db()
    assert (assistance.asked, assistance.title, assistance.budget) == ("Ten courses.", "Laboratory", None)
    assert "Not saved until corrected: Title, Preferred start date, Estimated budget." in words


def test_a_stale_autosave_says_so_and_both_texts_are_kept(client, kenya_signatory):
    assistance = AssistanceRequestFactory(title="Laboratory")
    actions.edit_request(assistance, by=kenya_signatory, version=1, title="Laboratory for lakes")
    mine = typed(assistance, title="Laboratory for rivers")
    response = autosave(client, address(assistance, "edit"), mine)
    words = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else has saved this draft in the meantime. Your text is still here" in words
    assert "id_version" not in words
    assistance.refresh_from_db()
    assert assistance.title == "Laboratory for lakes"
    page = client.post(address(assistance, "edit"), mine)
    assert page.status_code == 409
    assert "Laboratory for <mark>rivers</mark>" in page.content.decode()


def test_a_button_pressed_a_moment_after_the_autosave_goes_on(client):
    assistance = AssistanceRequestFactory()
    mine = typed(assistance, title="Two laboratories")
    autosave(client, address(assistance, "edit"), mine)
    response = client.post(address(assistance, "edit"), mine | {"act": "continue"})
    assert (response.status_code, response.url) == (302, address(assistance, "participants"))


def test_a_new_draft_begins_with_its_title_and_is_the_only_one(client):
    unfinished = DRAFT | KEY | {"title": ""}
    assert "To save a draft, fill in: Title." in autosave(client, "/requests/new/", unfinished).content.decode()
    assert not AssistanceRequest.objects.exists()
    begun = autosave(client, "/requests/new/", DRAFT | KEY | {"budget": "a lot"})
    drafted = AssistanceRequest.objects.get()
    assert begun["HX-Replace-Url"] == address(drafted, "edit")
    assert (drafted.title, drafted.budget) == (DRAFT["title"], None)
    # The answer was lost on the way: the form is still at its old address, with another text.
    autosave(client, "/requests/new/", DRAFT | KEY | {"title": "Two laboratories"})
    assert AssistanceRequest.objects.get().title == "Two laboratories"
    # It arrived: the form sends itself to the draft, with the key that it still carries.
    on = autosave(client, address(drafted, "edit"), DRAFT | KEY | {"title": "Three laboratories", "version": "2"})
    assert on.status_code == 200
    assert AssistanceRequest.objects.get().title == "Three laboratories"


def test_a_new_assessment_and_its_needs_save_themselves(client):
    begun = autosave(client, "/assessments/new/", NEW_ASSESSMENT | {"consulted": "x" * 201})
    assessment = NeedsAssessment.objects.get()
    assert begun["HX-Replace-Url"] == f"/assessments/{assessment.code}/edit/"
    autosave(client, begun["HX-Replace-Url"], NEW_ASSESSMENT | {"summary": "Ten needs."})
    assessment.refresh_from_db()
    assert assessment.summary == "Ten needs."
    added = autosave(client, f"/assessments/{assessment.code}/needs/add/", NEED | KEY)
    need = Need.objects.get()
    assert added["HX-Replace-Url"] == f"/assessments/{assessment.code}/needs/{need.code}/edit/"
    response = client.post(f"/assessments/{assessment.code}/needs/add/", NEED | KEY | {"rank": "2"})
    assert response.url == f"/assessments/{assessment.code}/edit/"
    assert (Need.objects.count(), assessment.entries.get().rank) == (1, 2)


def test_a_draft_handed_over_meanwhile_is_told_in_a_sentence(client):
    assistance = AssistanceRequestFactory(submitted=True)
    response = autosave(client, address(assistance, "edit"), typed(assistance, title="Two laboratories"))
    assert response.status_code == 409
    assert response.content.decode().strip().startswith("A request can be changed only while it is a draft")


def test_the_second_part_saves_itself(client):
    assistance = AssistanceRequestFactory()
    autosave(client, address(assistance, "participants"), {"stakeholders": "Fishers.", "version": "1"})
    assistance.refresh_from_db()
    assert (assistance.stakeholders, assistance.version) == ("Fishers.", 2)


@pytest.mark.parametrize("person", ["peru_government", "africa_office", "agency_member"])
def test_nobody_else_saves_it(client, request, person):
    assistance = AssistanceRequestFactory()
    client.force_login(request.getfixturevalue(person))
    assert autosave(client, address(assistance, "edit"), typed(assistance, title="Ours")).status_code == 404
