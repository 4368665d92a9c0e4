"""What a focal point agreed to is public, and nothing of it is anywhere once the consent or the post has ended."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bsp_portal.api import CATALOGUE
from core.database.personal import personal_fields
from core.records.catalogue import kinds
from partners import actions
from partners.choices import PersonalField
from partners.models import FocalPoint
from partners.serializers import ConsentedField
from reports import builder, preview
from reports.models import Report
from tests.access import address_of, cells
from tests.factories import UserFactory
from tests.personal_records import tables_with

PERSON = {
    "person_name": "Wanjiru Odhiambo",
    "person_function": "Adviser on wetlands",
    "office_mailbox": "wetlands@office.example",
    "telephone": "+254 20 555 0199",
}
MOST_SECONDS = 300  # what a reader's browser may keep without asking again
DOCUMENT = (Path(__file__).parents[2] / "docs/privacy.md").read_text()


@pytest.fixture
def post(records, client, secretariat):
    """The post of the access table, whose holder agreed to everything."""
    client.force_login(secretariat)
    keep(client, agreed=list(PersonalField.values))
    client.logout()
    return FocalPoint.objects.get(code="FP-1")


def keep(client, *, agreed):
    """Save the contact details on their page."""
    page = reverse("partners:contact_edit", args=["FP-1"])
    version = client.get(page).context["form"]["version"].value()
    answer = client.post(page, PERSON | {"agreed": agreed, "version": version})
    assert answer.status_code == 302, answer.context["form"].errors


# Where a visitor reads what a holder agreed to.
DOORS = (
    "/focal-points/FP-1/",
    "/focal-points/?format=csv",
    "/api/v1/focal-points/",
    "/api/v1/focal-points/?format=csv",
    "/api/v1/focal-points/FP-1/",
)


def every_address() -> list[str]:
    """All that a visitor may read: every page, list, file and resource, and a search for each value."""
    pages = {
        address_of(cell, cell.record)
        for cell in cells()
        if (cell.actor, cell.method, cell.status) == ("visitor", "GET", 200)
    }
    lists = {reverse(kind.page) for kind in kinds() if kind.page} & pages
    resources = {reverse(f"api:{name}-list") for name in CATALOGUE} & pages
    # By a part of each value, because the page repeats what was searched for.
    queries = [urlencode({"q": value[:6]}) for value in PERSON.values()]
    searched = (reverse("search"), reverse("partners:focal_point_list"), reverse("api:focal-points-list"))
    pages |= {f"{page}?format=csv" for page in lists | resources}
    return sorted(pages | {f"{page}?{query}" for page in searched for query in queries})


def seen(client, addresses=DOORS) -> dict[str, set[str]]:
    """Where a value of the person stands, by address."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        require_short_lived(answer, address)
        text = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace")
        if values := {name for name, value in PERSON.items() if value in text}:
            found[address] = values
    return found


def require_short_lived(answer, address) -> None:
    """No copy outlives five minutes unasked; from Last-Modified browsers guess how long one is good."""
    assert "Last-Modified" not in answer, address
    ages = re.findall(r"max-age=(\d+)", answer.headers.get("Cache-Control", ""))
    assert all(int(age) <= MOST_SECONDS for age in ages), address


def later_edition() -> str:
    """All that a report says which is built now: figures, facts and pages."""
    content = builder.collect(Report.objects.get(code="GC.26-ready"))
    pages = preview.pages(builder.compose(content, "en"), lambda *_: "/", lambda *_: "/")
    return json.dumps([content, pages], default=str)


def test_withdrawn_consent_is_gone_from_wherever_a_stranger_looks(post, client, secretariat):
    assert seen(client) == dict.fromkeys(DOORS, set(PERSON))
    copies = {address: client.get(address).headers.get("ETag") for address in DOORS}
    client.force_login(secretariat)
    keep(client, agreed=[])
    client.logout()
    assert set(DOORS) - set(every_address()) == set()
    assert seen(client, every_address()) == {}
    asked_again = [client.get(address, headers={"If-None-Match": copy}) for address, copy in copies.items() if copy]
    assert {answer.status_code for answer in asked_again} == {200}
    assert not any(value in later_edition() for value in PERSON.values())


def test_one_field_is_withdrawn_by_itself(post, client, secretariat):
    client.force_login(secretariat)
    keep(client, agreed=["office_mailbox"])
    for _reader in ("secretariat", "visitor"):
        assert set.union(*seen(client).values()) == {"office_mailbox"}
        client.logout()


def test_a_harvester_is_told_of_the_withdrawal(post, client, secretariat):
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    client.force_login(secretariat)
    keep(client, agreed=[])
    [changed] = client.get(f"/api/v1/focal-points/?updated_since={moment}").json()["results"]
    assert (changed["code"], changed["person_name"]) == ("FP-1", "")


def test_a_vacated_post_keeps_nothing_of_the_person_in_any_table(post, secretariat):
    assert tables_with(PERSON.values()) == {"partners_focalpoint"}
    actions.vacate_post(post, by=secretariat)
    assert tables_with(PERSON.values()) == set()


def test_who_agreed_to_which_words_is_kept(post, secretariat):
    consent = post.consents.get(field="telephone")
    assert (consent.text_version, consent.created_by, consent.withdrawn_at) == ("1", secretariat, None)
    actions.keep_contact(post, by=secretariat, version=post.version, agreed=["telephone"], **PERSON)
    assert post.consents.get(field="telephone").given_at == consent.given_at
    withdrawn = post.consents.exclude(field="telephone")
    assert {(one.withdrawn_at is not None, one.updated_by) for one in withdrawn} == {(True, secretariat)}


def test_the_person_withdraws_with_the_own_account(post, client):
    client.force_login(UserFactory(email=PERSON["office_mailbox"], government=True))
    assert reverse("partners:contact_edit", args=["FP-1"]) in client.get("/focal-points/FP-1/").content.decode()
    keep(client, agreed=[])
    client.logout()
    assert seen(client) == {}


def test_an_empty_field_and_a_vacant_post_have_no_consent(post, client, secretariat):
    client.force_login(secretariat)
    page = reverse("partners:contact_edit", args=["FP-1"])
    typed = PERSON | {"telephone": " ", "agreed": ["telephone"], "version": post.version}
    assert client.post(page, typed).status_code == 422
    actions.vacate_post(post, by=secretariat)
    assert client.post(page, PERSON | {"version": post.version + 1}).status_code == 409


# docs/privacy.md


def lines_of(heading: str) -> dict[str, list[str]]:
    """The table under the heading: what stands in the first column between backticks → the further columns."""
    part = DOCUMENT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `")
    ]
    return {name: further for first, *further in rows for name in re.findall(r"`([^`]+)`", first)}


def test_every_personal_field_has_its_purpose_and_its_term():
    listed = lines_of("Personal fields")
    declared = {
        f"{model.__module__}.{model.__name__}.{name}" for model in apps.get_models() for name in personal_fields(model)
    }
    assert set(listed) == declared
    assert all(len(further) == 2 and all(further) for further in listed.values())


def test_every_column_that_names_an_account_is_explained():
    naming = {
        field.name
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is User and model._meta.managed and not hasattr(model, "pgh_tracked_model")
    }
    listed = lines_of("Under a number")
    assert set(listed) == naming
    assert all(all(further) for further in listed.values())


# Teeth


def test_a_field_shown_without_asking_for_consent_is_noticed(post, client, secretariat, monkeypatch):
    client.force_login(secretariat)
    keep(client, agreed=[])
    client.logout()
    monkeypatch.setattr(ConsentedField, "get_attribute", lambda field, post: getattr(post, field.source))
    monkeypatch.setattr(FocalPoint, "agreed_names", lambda post: list(PersonalField.values))
    assert {"/focal-points/FP-1/", "/api/v1/focal-points/FP-1/"} <= set(seen(client))


def test_a_value_that_stays_in_a_table_is_noticed(post, secretariat, monkeypatch):
    monkeypatch.setattr("partners.actions.focal_points.NOBODY", {"person_name": ""})
    actions.vacate_post(post, by=secretariat)
    assert "partners_focalpoint" in tables_with(PERSON.values())
