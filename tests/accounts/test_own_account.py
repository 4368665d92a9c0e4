"""What people change of their own account, and what they do not."""

import pytest

from core.models import AuditEvent

EDIT = "/accounts/edit/"
FIELDS = {"name": "Wanjiru Mwangi", "language": "fr", "wants_letters": "on"}


@pytest.fixture
def person(client, kenya_government):
    client.force_login(kenya_government)
    return kenya_government


def test_a_person_changes_name_and_letters(client, person):
    answer = client.post(EDIT, {"name": "Wanjiru Mwangi", "language": "fr"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/")
    person.refresh_from_db()
    assert (person.name, person.language, person.wants_letters) == ("Wanjiru Mwangi", "fr", False)
    assert AuditEvent.objects.about(person).get().verb == "account.edited"
    page = client.get("/accounts/").content.decode()
    assert "Your changes have been saved" in page
    assert "French" in page


def test_the_form_shows_what_is_on_record(client, person):
    page = client.get(EDIT).content.decode()
    assert f'value="{person.name}"' in page
    assert "checked" in page


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 121}, {"name": "a\0b"}, {"language": "la"}])
def test_what_cannot_be_is_refused_in_words(client, person, wrong):
    assert client.post(EDIT, FIELDS | wrong).status_code == 422
    person.refresh_from_db()
    assert person.name != "Wanjiru Mwangi"


@pytest.mark.parametrize(
    "foreign", [{"role": "secretariat"}, {"is_signatory": "on"}, {"email": "new@office.example"}, {"is_active": ""}]
)
def test_the_rest_of_the_account_is_not_the_persons_to_change(client, person, foreign):
    before = (person.role, person.is_signatory, person.email)
    assert client.post(EDIT, FIELDS | foreign).status_code == 422
    person.refresh_from_db()
    assert (person.role, person.is_signatory, person.email) == before


@pytest.mark.parametrize(
    ("who", "links"),
    [
        ("kenya_government", set()),
        ("agency_member", {"/accounts/tokens/"}),
        ("secretariat", {"/accounts/tokens/", "/accounts/people/"}),
    ],
)
def test_the_page_of_the_account_leads_to_what_is_ones_own(client, request, who, links):
    client.force_login(request.getfixturevalue(who))
    page = client.get("/accounts/").content.decode()
    assert {link for link in ("/accounts/tokens/", "/accounts/people/") if f'href="{link}"' in page} == links
    assert 'href="/accounts/sessions/"' in page
    assert 'href="/accounts/edit/"' in page
