"""What concerns a person is in no answer unless that person agrees, field by field, and for as long as that lasts."""

import pytest
from django.utils import timezone

from accounts.models import User
from partners.models import Consent, FocalPoint

POSTS = "/api/v1/focal-points/"
PERSONAL = {
    "person_name": "Wanjiru Example",
    "person_function": "Desk officer",
    "office_mailbox": "desk@office.example",
    "telephone": "+254 20 555 0100",
}


@pytest.fixture
def post(agency):
    return FocalPoint.objects.create(
        code="FP-1", kind="mea_focal_point", post="Focal point", host=agency, created_by=None, **PERSONAL
    )


def shown(client) -> list[dict]:
    """The personal fields in the list and by itself."""
    answers = [client.get(POSTS).json()["results"][0], client.get(f"{POSTS}FP-1/").json()]
    return [{field: answer[field] for field in PERSONAL} for answer in answers]


def test_nothing_is_shown_to_anybody_without_consent(post, client, secretariat):
    for _reader in ("visitor", "secretariat"):
        assert shown(client) == [dict.fromkeys(PERSONAL, "")] * 2
        table = client.get(f"{POSTS}?format=csv").content.decode()
        assert not any(value in table for value in PERSONAL.values())
        client.force_login(secretariat)


def test_consent_shows_one_field_and_its_end_hides_it_at_once(post, client):
    consent = Consent.objects.create(
        focal_point=post, field="office_mailbox", given_at=timezone.now(), text_version="1"
    )
    assert shown(client) == [dict.fromkeys(PERSONAL, "") | {"office_mailbox": PERSONAL["office_mailbox"]}] * 2
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert shown(client) == [dict.fromkeys(PERSONAL, "")] * 2


@pytest.mark.parametrize("value", PERSONAL.values())
def test_nobody_is_found_by_searching(value, post, client):
    assert client.get(POSTS, {"q": value}).json()["results"] == []


def test_no_answer_names_an_account(post, client, secretariat):
    FocalPoint.objects.update(created_by=secretariat, updated_by=secretariat)
    client.force_login(secretariat)
    text = client.get(POSTS).content.decode()
    assert not any(account.name in text or account.email in text for account in User.objects.all())
