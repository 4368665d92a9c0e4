"""Tokens of agencies' systems: who they speak for, and when they open no endpoint."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions, api_tokens
from accounts.choices import Scope
from accounts.models import ApiToken
from core.choices import Visibility
from tests.factories import AgencyFactory, AssistanceRequestFactory, ProjectFactory

PROJECTS, REQUESTS = "/api/v1/projects/", "/api/v1/requests/"
HIDDEN = f"{PROJECTS}PRJ-HIDDEN/"


@pytest.fixture
def hidden(agency):
    """A project that only its agency and the programme's offices see."""
    return ProjectFactory(code="PRJ-HIDDEN", lead=agency, visibility=Visibility.RESTRICTED)


@pytest.fixture
def token(agency_member):
    """The row, and the token as its owner holds it."""
    return actions.create_token(agency_member, by=None, name="Register", scopes=Scope.values)


def bearer(text) -> Client:
    return Client(headers={"authorization": f"Bearer {text}"})


def test_a_token_sees_what_its_agency_sees(token, hidden):
    ProjectFactory(code="PRJ-FOREIGN", lead=AgencyFactory(), visibility=Visibility.RESTRICTED)
    client = bearer(token[1])
    assert client.get(HIDDEN).status_code == 200
    assert client.get(f"{PROJECTS}PRJ-FOREIGN/").status_code == 404
    assert [row["code"] for row in client.get(PROJECTS).json()["results"]] == ["PRJ-HIDDEN"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_may_be_written_in_any_case(scheme, token, hidden):
    assert Client(headers={"authorization": f"{scheme} {token[1]}"}).get(HIDDEN).status_code == 200


def spoil_secret(token, text):
    return text[:-1] + ("a" if text[-1] != "a" else "b")


def spoil_prefix(token, text):
    return f"bsp_{'z' * 8}_{text[13:]}"


def expire(token, text):
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    return text


def revoke(token, text):
    actions.revoke_token(token, by=None)
    return text


def disable(token, text):
    token.account.is_active = False
    token.account.save()
    return text


@pytest.mark.parametrize("spoil", [spoil_secret, spoil_prefix, expire, revoke, disable])
def test_a_token_that_is_wrong_or_spent_opens_nothing_not_even_what_is_public(spoil, token, hidden):
    assert bearer(token[1]).get(PROJECTS).status_code == 200
    answer = bearer(spoil(*token)).get(PROJECTS)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_why_a_token_opens_nothing_is_never_told(token, hidden):
    bodies = set()
    for text in ("", "bsp_", spoil_secret(*token), spoil_prefix(*token), expire(*token)):
        content = bearer(text).get(PROJECTS).json()
        del content["request_id"]
        bodies.add(str(content))
    assert len(bodies) == 1


@pytest.mark.parametrize("header", ["Basic YTpi", "Token bsp_1", "bsp_1", "Bearer"])
def test_another_way_to_authorise_is_refused(header, db):
    assert Client(headers={"authorization": header}).get(PROJECTS).status_code == 401


def test_in_a_query_string_a_token_opens_nothing_and_is_reported_without_its_secret(token, hidden, client, caplog):
    with caplog.at_level(logging.WARNING):
        answers = [client.get(f"{url}?token={token[1]}") for url in (HIDDEN, PROJECTS)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert token[0].prefix in caplog.text
    assert api_tokens.read(token[1]).secret not in caplog.text


def test_a_comparison_takes_place_even_where_no_token_has_the_prefix(token, monkeypatch):
    compared = []
    monkeypatch.setattr(api_tokens.secrets, "compare_digest", lambda *pair: compared.append(pair) or False)
    bearer(spoil_prefix(*token)).get(PROJECTS)
    assert len(compared) == 1


def test_the_day_of_the_last_use_is_kept_once_a_day(token, django_assert_num_queries):
    assert token[0].last_used_on is None
    bearer(token[1]).get("/api/v1/themes/")
    token[0].refresh_from_db()
    assert token[0].last_used_on == timezone.localdate()
    bearer(token[1]).get("/api/v1/themes/")  # names are in memory from here on
    with django_assert_num_queries(2):  # the token, and the page; nothing is written
        bearer(token[1]).get("/api/v1/themes/")


def test_without_the_scope_a_token_reads_what_visitors_read(agency_member, hidden, make_client):
    ProjectFactory(code="PRJ-PUBLIC")
    client = make_client(agency_member, Scope.IMPORTS_WRITE)
    assert client.get(HIDDEN).status_code == 404
    assert [row["code"] for row in client.get(PROJECTS).json()["results"]] == ["PRJ-PUBLIC"]
    assert make_client(agency_member, Scope.PROJECTS_READ).get(HIDDEN).status_code == 200


def test_requests_are_for_those_who_are_known_and_need_their_scope(agency_member, client, make_client, kenya):
    AssistanceRequestFactory(code="REQ-OPEN", accepted=True, country=kenya)
    AssistanceRequestFactory(code="REQ-KEPT", accepted=True, country=kenya, is_open_to_partners=False)
    assert client.get(REQUESTS).status_code == 401
    refused = make_client(agency_member, Scope.PROJECTS_READ).get(REQUESTS)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")
    assert "requests:read" in refused.json()["detail"]
    reader = make_client(agency_member, Scope.REQUESTS_READ)
    assert [row["code"] for row in reader.get(REQUESTS).json()["results"]] == ["REQ-OPEN"]
    assert reader.get(f"{REQUESTS}REQ-KEPT/").status_code == 404


def test_a_request_behind_a_project_is_named_only_with_its_scope(agency_member, agency, make_client, kenya):
    request = AssistanceRequestFactory(code="REQ-OPEN", accepted=True, country=kenya)
    project = ProjectFactory(code="PRJ-1", lead=agency)
    project.assistance = request
    project.save()
    named = [
        make_client(agency_member, *scopes).get(f"{PROJECTS}PRJ-1/").json()["request"]
        for scopes in ([Scope.PROJECTS_READ], [Scope.PROJECTS_READ, Scope.REQUESTS_READ])
    ]
    assert named == [None, "REQ-OPEN"]


def test_a_session_reads_what_its_account_sees(client, kenya_government, kenya):
    AssistanceRequestFactory(code="REQ-OWN", country=kenya)
    client.force_login(kenya_government)
    answer = client.get(REQUESTS)
    assert [row["code"] for row in answer.json()["results"]] == ["REQ-OWN"]
    assert "no-store" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer
