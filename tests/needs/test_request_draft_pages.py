"""Drafting, handing over and submitting a request on pages."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEvent
from needs import actions
from needs.choices import RequestState
from needs.forms.amounts import AmountField, read_amount
from needs.models import AssistanceRequest
from tests.factories import (
    AssessmentFactory,
    AssistanceRequestFactory,
    NeedFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.needs.typed_forms import DRAFT, address, typed

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf|next)([^"]+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def theme(db):
    return ThemeFactory(code="freshwater")


def test_a_government_drafts_a_request_with_all_it_says(client, kenya_government, kenya):
    need = NeedFactory(code="NEED-1", countries=[kenya])
    AssessmentFactory(adopted=True, needs=[need])
    client.force_login(kenya_government)
    assert client.get("/requests/new/").status_code == 200
    response = client.post("/requests/new/", DRAFT | {"needs": ["NEED-1"]}, follow=True)
    drafted = AssistanceRequest.objects.get()
    assert response.redirect_chain == [(f"/requests/{drafted.code}/edit/", 302)]
    assert "saved as a draft and has not been submitted" in response.content.decode()
    assert (drafted.country, drafted.state, drafted.budget, drafted.currency, drafted.own_share) == (
        kenya,
        RequestState.DRAFT,
        180_000,
        "EUR",
        20,
    )
    assert not drafted.is_open_to_partners
    assert list(drafted.needs.all()) == [need]


def test_a_title_is_enough_for_a_draft_but_not_to_go_on(client, kenya_government):
    client.force_login(kenya_government)
    short = {name: DRAFT[name] for name in ("language", "currency", "urgency", "is_open_to_partners")}
    short |= {"title": "Laboratory"}
    response = client.post("/requests/new/", short | {"act": "continue"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert 'href="#id_asked">Describe what is requested, in at least one sentence.' in page
    assert 'value="Laboratory"' in page
    assert not AssistanceRequest.objects.exists()
    assert client.post("/requests/new/", short | {"act": "draft"}).status_code == 302
    drafted = AssistanceRequest.objects.get()
    assert (drafted.currency, drafted.budget, drafted.theme) == ("", None, None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the request a title."),
        ({"title": "x" * 201}, "200"),
        ({"wished_start": "2009-02"}, "Enter a preferred start date in the future."),
        ({"wished_start": "soon"}, "is not a date"),
        ({"budget": "a lot"}, "Enter the amount in figures"),
        ({"budget": "-5"}, "Enter an amount of zero or more"),
        ({"own_share": "120"}, "between 0 and 100"),
        ({"theme": "alchemy"}, "Choose a theme from the list"),
        ({"needs": ["NEED-FOREIGN"]}, "Choose needs from the list"),
        ({"asked": "a\0b"}, "Null characters"),
    ],
)
def test_bad_input_is_refused_in_words_and_what_was_typed_stays(client, kenya_government, peru, wrong, sentence):
    AssessmentFactory(adopted=True, country=peru, needs=[NeedFactory(code="NEED-FOREIGN", countries=[peru])])
    client.force_login(kenya_government)
    response = client.post("/requests/new/", DRAFT | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert ("Training of twelve technicians." in page) == ("asked" not in wrong)
    assert not AssistanceRequest.objects.exists()


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "agency_member", "mea_focal_point"])
def test_only_a_government_drafts(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get("/requests/new/").status_code == 403
    assert client.post("/requests/new/", DRAFT).status_code == 403
    assert client.get("/requests/look-alikes/").status_code == 403


def test_a_second_press_finds_the_draft_of_the_first(client, kenya_government):
    client.force_login(kenya_government)
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/requests/new/").content.decode())[1]
    first = client.post("/requests/new/", DRAFT | {"form_key": key})
    second = client.post("/requests/new/", DRAFT | {"form_key": key})
    assert first["Location"] == second["Location"]
    assert AssistanceRequest.objects.get().version == 1


def test_the_form_of_a_new_draft_sent_again_with_another_text_changes_that_draft(client, kenya_government):
    client.force_login(kenya_government)
    key = {"form_key": "0123456789abcdef", "version": "1"}
    client.post("/requests/new/", DRAFT | key)
    response = client.post("/requests/new/", DRAFT | key | {"title": "Two laboratories", "act": "continue"})
    drafted = AssistanceRequest.objects.get()
    assert response["Location"] == address(drafted, "participants")
    assert (drafted.title, drafted.version) == ("Two laboratories", 2)


def test_look_alikes_are_shown_and_never_block(client, kenya_government, kenya):
    ProjectFactory(title="Rivers of the highlands", country=kenya).themes.set([ThemeFactory(code="freshwater")])
    AssistanceRequestFactory(code="REQ-ALIKE", submitted=True, title="Older laboratory")
    client.force_login(kenya_government)
    fragment = client.get("/requests/look-alikes/?theme=freshwater").content.decode()
    assert "2 similar records" in fragment
    assert "Rivers of the highlands" in fragment
    assert "same theme, same country" in fragment
    assert not client.get("/requests/look-alikes/?theme=").content.strip()
    page = client.post("/requests/new/", DRAFT, follow=True).content.decode()
    assert "Older laboratory" in page


def test_the_three_parts_follow_each_other(client, kenya_government):
    client.force_login(kenya_government)
    first = client.post("/requests/new/", DRAFT | {"act": "continue"})
    drafted = AssistanceRequest.objects.get()
    assert first["Location"] == address(drafted, "participants")
    people = {"stakeholders": "41 women, 48 men.", "version": drafted.version, "act": "continue"}
    second = client.post(first["Location"], people)
    assert second["Location"] == address(drafted, "check")
    page = client.get(second["Location"]).content.decode()
    assert "41 women, 48 men." in page
    assert "Send to the signatory" in page


def test_a_draft_is_changed_and_its_needs_with_it(client, kenya_government, kenya):
    assistance = AssistanceRequestFactory()
    assistance.needs.add(NeedFactory(countries=[kenya]))
    client.force_login(kenya_government)
    response = client.post(address(assistance, "edit"), typed(assistance, title="Two laboratories"))
    assert response["Location"] == address(assistance, "edit")
    assistance.refresh_from_db()
    assert (assistance.title, assistance.version, assistance.needs.count()) == ("Two laboratories", 2, 0)


@pytest.mark.parametrize("part", ["edit", "participants", "check", "hand-over"])
@pytest.mark.parametrize(
    ("person", "status"),
    [("peru_government", 404), ("africa_office", 404), ("secretariat", 403), ("agency_member", 404)],
)
def test_a_draft_is_the_business_of_its_own_country(client, request, part, person, status):
    assistance = AssistanceRequestFactory()
    client.force_login(request.getfixturevalue(person))
    if part in ("edit", "participants", "check"):
        assert client.get(address(assistance, part)).status_code == status
    if part != "check":
        assert client.post(address(assistance, part), typed(assistance)).status_code == status


@pytest.mark.parametrize("part", ["edit", "participants", "check"])
def test_what_was_submitted_is_not_changed(client, kenya_government, part):
    assistance = AssistanceRequestFactory(submitted=True)
    client.force_login(kenya_government)
    response = client.get(address(assistance, part))
    assert response.status_code == 409
    assert assistance.get_absolute_url() in response.content.decode()
    if part != "check":
        assert client.post(address(assistance, part), typed(assistance)).status_code == 409


def test_a_stale_save_shows_both_texts_and_loses_nothing(client, kenya_government, kenya_signatory):
    assistance = AssistanceRequestFactory(title="Laboratory")
    stale = typed(assistance, title="Laboratory for <rivers>", act="draft")
    actions.edit_request(
        assistance, by=kenya_signatory, version=1, title="Laboratory for lakes", budget=5, currency="USD"
    )
    client.force_login(kenya_government)
    response = client.post(address(assistance, "edit"), stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="Laboratory for &lt;rivers&gt;"' in page
    assert "Laboratory for <mark>lakes</mark>" in page
    assert "<mark>EUR</mark> <mark>180000</mark>" in page
    assert "<mark>USD</mark> <mark>5</mark>" in page
    assistance.refresh_from_db()
    assert assistance.title == "Laboratory for lakes"
    # The reader's choice: own title, the colleague's budget with its currency.
    chosen = {name: unescape(value) for name, value in HIDDEN.findall(page)}
    assert chosen["version"] == "2"
    chosen |= {"keep-title": "yours", "keep-budget": "saved", "keep-asked": "yours"}
    response = client.post(address(assistance, "edit"), chosen, follow=True)
    assert response.status_code == 200
    assistance.refresh_from_db()
    assert (assistance.title, assistance.budget, assistance.currency) == ("Laboratory for <rivers>", 5, "USD")
    assert assistance.asked == DRAFT["asked"]


def test_a_stale_text_becomes_a_draft_of_its_own(client, kenya_government, kenya_signatory):
    assistance = AssistanceRequestFactory(stakeholders="Nobody.")
    actions.edit_request(assistance, by=kenya_signatory, version=1, stakeholders="Farmers.")
    client.force_login(kenya_government)
    response = client.post(address(assistance, "participants"), {"stakeholders": "Fishers.", "version": "1"})
    assert response.status_code == 409
    mine = {"stakeholders": "Fishers.", "version": "2", "act": "copy"}
    client.post(address(assistance, "participants"), mine)
    assistance.refresh_from_db()
    assert assistance.stakeholders == "Farmers."
    others = AssistanceRequest.objects.exclude(pk=assistance.pk)
    assert [(other.stakeholders, other.title) for other in others] == [("Fishers.", assistance.title)]


def test_a_choice_made_too_late_comes_back_once_more(client, kenya_government):
    assistance = AssistanceRequestFactory(stakeholders="Farmers.")
    client.force_login(kenya_government)
    late = {"stakeholders": "Fishers.", "version": "7", "keep-stakeholders": "yours"}
    assert client.post(address(assistance, "participants"), late).status_code == 409


def test_a_drafter_hands_over_and_the_signatory_submits(client, kenya_government, kenya_signatory):
    assistance = AssistanceRequestFactory()
    client.force_login(kenya_government)
    assert client.post(address(assistance, "submit")).status_code == 403
    response = client.post(address(assistance, "hand-over"), follow=True)
    assert "has been sent to the signatory of Kenya" in response.content.decode()
    assert client.post(address(assistance, "hand-over")).status_code == 409
    client.force_login(kenya_signatory)
    assert "Sign and submit" in client.get(address(assistance, "check")).content.decode()
    response = client.post(address(assistance, "submit"), follow=True)
    assert "has been submitted. It is now with the Regional Office for Africa" in response.content.decode()
    assistance.refresh_from_db()
    assert (assistance.state, assistance.handed_over_on) == (RequestState.SUBMITTED, None)
    assert client.post(address(assistance, "submit")).status_code == 409
    assert AuditEvent.objects.filter(verb="request.submitted").count() == 1


def test_the_check_page_names_what_is_missing_and_offers_no_signature(client, kenya_signatory):
    assistance = AssistanceRequestFactory(asked="", theme=None)
    client.force_login(kenya_signatory)
    page = client.get(address(assistance, "check")).content.decode()
    assert "Still missing" in page
    assert "/submit/" not in page
    assert client.post(address(assistance, "submit")).status_code == 409


@pytest.mark.parametrize(("person", "status"), [("peru_government", 404), ("africa_office", 403), ("secretariat", 403)])
def test_nobody_else_submits(client, request, person, status):
    assistance = AssistanceRequestFactory(returned=True)
    client.force_login(request.getfixturevalue(person))
    assert client.post(address(assistance, "submit")).status_code == status


def test_other_methods_do_nothing(client, kenya_signatory):
    assistance = AssistanceRequestFactory()
    client.force_login(kenya_signatory)
    for act in ("submit", "hand-over", "messages", "criteria", "accept", "return", "decline"):
        assert client.get(address(assistance, act)).status_code == 405
    assert client.post("/requests/").status_code == 405
    assert client.post(address(assistance, "check")).status_code == 405


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("180000", "180000"),
        ("180,000", "180000"),
        ("180 000,50", "180000.50"),
        ("1.180.000,5", "1180000.5"),
        ("1,180,000.25", "1180000.25"),
        ("180.000", "180000"),
        ("12.5", "12.5"),
        ("١٨٠٬٠٠٠", "180000"),
        ("180\u202f000", "180000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, amount):
    assert str(read_amount(text)) == amount


@pytest.mark.parametrize("text", ["1e9", "NaN", "Infinity", "12abc", "--5", "-5", "1" * 17])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValidationError):
        AmountField().clean(text)
