"""Tokens on their pages: shown once, ten an agency, seen by its people only (docs/design/security.md#tokens)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions, api_tokens
from accounts.choices import Role, Scope
from accounts.models import ApiToken
from core.errors import RuleBroken
from core.models import AuditEvent
from tests.factories import AgencyFactory, UserFactory
from tests.fresh import sign_in_freshly
from tests.security.signing_in import at_once

TOKENS = "/accounts/tokens/"
NEW = f"{TOKENS}new/"
FIELDS = {"name": "Register", "scopes": ["projects:read", "requests:read"], "days": "30"}
KEY = {"form_key": "8d8bb3c6-8e50-4a86-9c5e-3b1b4f7f9a11"}


@pytest.fixture
def colleague(agency):
    user = UserFactory(name="Colleague at the river institute", role=Role.AGENCY, agency=agency)
    return user


@pytest.fixture
def stranger(db):
    """Speaks for another agency."""
    user = UserFactory(name="Stranger", role=Role.AGENCY, agency=AgencyFactory())
    return user


def shown(answer) -> str:
    """The token on the page, or nothing."""
    found = re.search(r"bsp_\w{8}_\w{43}", answer.content.decode())
    return found[0] if found else ""


def make_token(account, **fields):
    return actions.create_token(account, by=account, **{"name": "Ours", "scopes": [Scope.PROJECTS_READ]} | fields)


def test_an_agency_makes_a_token_that_opens_what_the_agency_may_see(client, agency_member):
    sign_in_freshly(client, agency_member)
    answer = client.post(NEW, FIELDS | KEY)
    text = shown(answer)
    token = ApiToken.objects.get()
    assert answer.status_code == 200
    assert api_tokens.read(text).matches(token.secret_hash)
    assert (token.name, token.scopes) == ("Register", ["projects:read", "requests:read"])
    assert 29 <= (token.expires_at - timezone.now()).days <= 30
    assert Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/requests/").status_code == 200
    assert AuditEvent.objects.get(verb="token.created").actor == agency_member


def test_the_token_is_shown_once_and_kept_by_nobody(client, agency_member):
    sign_in_freshly(client, agency_member)
    answer = client.post(NEW, FIELDS | KEY)
    assert answer["Cache-Control"] == "private, no-store"
    secret = api_tokens.read(shown(answer)).secret
    again = client.post(NEW, FIELDS | KEY)  # a reload, or the second click of two
    assert (again.status_code, again["Location"], shown(again)) == (302, TOKENS, "")
    listed = client.get(TOKENS)
    assert "The form was sent twice, but only one token has been created" in listed.content.decode()
    assert secret not in listed.content.decode()
    assert ApiToken.objects.count() == 1
    assert not any(secret in str(list(model.objects.values())) for model in (ApiToken, AuditEvent))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\0b"},
        {"scopes": []},
        {"scopes": ["all"]},
        {"days": "366"},
        {"days": "0"},
        {"days": "x"},
    ],
)
def test_what_was_typed_wrongly_is_refused_in_words_and_kept(client, agency_member, wrong):
    sign_in_freshly(client, agency_member)
    answer = client.post(NEW, FIELDS | wrong)
    assert answer.status_code == 422
    assert "<title>Error:" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_token_is_made_only_after_a_fresh_sign_in(client, agency_member):
    sign_in_freshly(client, agency_member, seconds_ago=601)
    for answer in (client.get(NEW), client.post(NEW, FIELDS)):
        assert answer.status_code == 302
        assert "next=" in answer["Location"]
    assert not ApiToken.objects.exists()


def test_an_agency_sees_the_tokens_of_all_its_people_and_of_nobody_else(client, agency_member, colleague, stranger):
    make_token(agency_member, name="Own register")
    make_token(colleague, name="Colleague's register")
    make_token(stranger, name="Foreign register")
    sign_in_freshly(client, agency_member)
    page = client.get(TOKENS).content.decode()
    assert "Own register" in page
    assert "Colleague&#x27;s register" in page
    assert "Foreign register" not in page
    assert "Foreign" not in b"".join(client.get(f"{TOKENS}?format=csv")).decode()


def test_the_secretariat_sees_and_revokes_all_but_makes_none(client, secretariat, agency_member, agency):
    token, _text = make_token(agency_member)
    sign_in_freshly(client, secretariat)
    page = client.get(TOKENS).content.decode()
    assert agency.name in page
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, FIELDS).status_code == 403
    assert client.post(f"{TOKENS}{token.prefix}/revoke/", {"reason": "Found in public."}).status_code == 302
    token.refresh_from_db()
    assert token.revoked_at
    event = AuditEvent.objects.get(verb="token.revoked")
    assert (event.actor, event.reason) == (secretariat, "Found in public.")


def test_a_colleague_revokes_a_token_and_it_opens_nothing_at_once(client, agency_member, colleague):
    token, text = make_token(agency_member)
    program = Client(headers={"authorization": f"Bearer {text}"})
    assert program.get("/api/v1/projects/").status_code == 200
    sign_in_freshly(client, colleague)
    address = f"{TOKENS}{token.prefix}/revoke/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "The system is gone."})["Location"] == TOKENS
    assert program.get("/api/v1/projects/").status_code == 401
    assert client.post(address, {"reason": "Again."}).status_code == 409


def test_a_token_of_another_agency_does_not_exist(client, agency_member, stranger):
    token, text = make_token(stranger)
    sign_in_freshly(client, agency_member)
    assert client.get(f"{TOKENS}{token.prefix}/revoke/").status_code == 404
    assert client.post(f"{TOKENS}{token.prefix}/revoke/", {"reason": "Theirs."}).status_code == 404
    assert Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/projects/").status_code == 200


def test_the_list_is_narrowed_by_state(client, agency_member):
    ended, _text = make_token(agency_member, name="Ended register")
    ApiToken.objects.filter(pk=ended.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    gone, _text = make_token(agency_member, name="Gone register")
    actions.revoke_token(gone, by=agency_member)
    make_token(agency_member, name="Live register")
    sign_in_freshly(client, agency_member)
    for state, name in (("expired", "Ended"), ("revoked", "Gone"), ("usable", "Live")):
        assert re.findall(r"(\w+) register</bdi></b>", client.get(f"{TOKENS}?state={state}").content.decode()) == [name]
    assert client.get(f"{TOKENS}?state=lost").status_code == 400


def test_the_people_of_an_agency_share_its_ten_tokens(agency_member, colleague, stranger):
    for number in range(10):
        make_token(agency_member if number % 2 else colleague)
    with pytest.raises(RuleBroken):
        make_token(agency_member)
    with pytest.raises(RuleBroken):
        make_token(colleague)
    assert make_token(stranger)


def press(user, fields):
    """A press of the button, for a thread."""
    client = sign_in_freshly(Client(), user)
    return lambda: client.post(NEW, fields).status_code


@pytest.mark.django_db(transaction=True)
def test_fifty_clients_at_once_make_ten_tokens(agency_member, colleague):
    presses = [press(user, FIELDS) for user in [agency_member, colleague] * 25]
    answers = at_once(lambda number: presses[number]())
    assert ApiToken.objects.count() == 10
    assert answers.count(200) == 10
    assert set(answers) <= {200, 409}


@pytest.mark.django_db(transaction=True)
def test_fifty_presses_of_one_button_make_one_token(agency_member):
    presses = [press(agency_member, FIELDS | KEY) for _time in range(50)]
    answers = at_once(lambda number: presses[number]())
    assert ApiToken.objects.count() == 1
    assert answers.count(200) == 1
    assert set(answers) <= {200, 302}
