"""Every error has one form; what is missing and what is invisible cannot be told apart."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client

from bsp_portal import api
from bsp_portal.api import CATALOGUE
from core.api.problems import KINDS
from core.choices import Visibility
from projects.models.projects import ProjectQuerySet
from tests.factories import ProjectFactory

PROJECTS = "/api/v1/projects/"


def shape(answer) -> tuple:
    content = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert content["status"] == answer.status_code
    assert content.get("request_id", answer["X-Request-Id"]) == answer["X-Request-Id"]
    assert content["title"]
    return answer.status_code, content["type"].removeprefix("/problems/")


@pytest.mark.parametrize(
    ("method", "url", "headers", "expected"),
    [
        ("GET", f"{PROJECTS}PRJ-ABSENT/", {}, (404, "not-found")),
        ("GET", f"{PROJECTS}PRJ%00/", {}, (404, "not-found")),
        ("GET", "/api/v1/results/99999999999999999/", {}, (404, "not-found")),
        ("GET", "/api/v1/results/none/", {}, (404, "not-found")),
        ("GET", "/api/v1/unknown/", {}, (404, "not-found")),
        ("GET", "/api/", {}, (404, "not-found")),
        ("GET", f"{PROJECTS}?page_size=x", {}, (400, "invalid-query")),
        ("GET", "/api/v1/?page=2", {}, (400, "invalid-query")),
        ("GET", "/api/v1/schema/?version=2", {}, (400, "invalid-query")),
        ("GET", PROJECTS, {"host": "elsewhere.example"}, (400, "bad-request")),
        ("GET", "/api/v1/requests/", {}, (401, "unauthenticated")),
        ("GET", "/api/v1/matches/MAT-1/", {}, (401, "unauthenticated")),
        ("POST", PROJECTS, {}, (405, "method-not-allowed")),
        ("PUT", f"{PROJECTS}PRJ-1/", {}, (405, "method-not-allowed")),
        ("DELETE", f"{PROJECTS}PRJ-1/", {}, (405, "method-not-allowed")),
        ("OPTIONS", PROJECTS, {}, (405, "method-not-allowed")),
        ("POST", "/api/v1/", {}, (405, "method-not-allowed")),
        ("DELETE", "/api/v1/schema/", {}, (405, "method-not-allowed")),
        ("POST", "/api/v1/docs/", {}, (405, "method-not-allowed")),
        ("GET", PROJECTS, {"accept": "application/xml"}, (406, "not-acceptable")),
        ("GET", PROJECTS, {"accept": "text/html"}, (406, "not-acceptable")),
    ],
)
def test_each_refusal_has_its_status_and_name(method, url, headers, expected, db):
    answer = Client(enforce_csrf_checks=True).generic(method, url, headers=headers)
    assert shape(answer) == expected
    if expected[0] == 405:
        assert set(answer["Allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("url", [PROJECTS, f"{PROJECTS}PRJ-1/", "/api/v1/"])
def test_another_method_of_a_session_is_refused_like_that_of_a_visitor(method, url, secretariat):
    session = Client(enforce_csrf_checks=True)
    session.force_login(secretariat)
    for client in (session, Client(enforce_csrf_checks=True)):
        assert shape(client.generic(method, url)) == (405, "method-not-allowed")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_refused_before_anybody_is_known_does_not_ask_afterwards(method, secretariat):
    session = Client(enforce_csrf_checks=True)
    session.force_login(secretariat)
    for client in (session, Client(headers={"authorization": "Bearer bsp_guess"})):
        answer = client.generic(method, PROJECTS, headers={"accept": "application/xml"})
        assert shape(answer) == (406, "not-acceptable")


def test_a_missing_record_and_an_invisible_one_are_answered_with_the_same_bytes(client, db):
    ProjectFactory(code="PRJ-HIDDEN", visibility=Visibility.RESTRICTED)
    hidden, missing = (client.get(f"{PROJECTS}{code}/") for code in ("PRJ-HIDDEN", "PRJ-ABSENT"))
    assert hidden.content == missing.content
    assert {name: hidden[name] for name in hidden.headers if name != "X-Request-Id"} == {
        name: missing[name] for name in missing.headers if name != "X-Request-Id"
    }


def test_a_mistake_of_ours_shows_nothing_but_the_request_id(client, db, monkeypatch):
    def fail(rows, user):
        raise ValueError("SELECT secret FROM projects_project")

    monkeypatch.setattr(ProjectQuerySet, "visible_to", fail)
    answer = client.get(PROJECTS)
    assert shape(answer) == (500, "internal")
    assert set(answer.json()) == {"type", "title", "status", "request_id"}


@pytest.mark.parametrize(
    ("error", "expected"), [(PermissionDenied(), (403, "forbidden")), (ValueError("SELECT"), (500, "internal"))]
)
def test_endpoints_beside_the_resources_fail_in_the_same_form(error, expected, db, monkeypatch):
    def fail(*asked):
        raise error

    monkeypatch.setattr(api, "refuse_unknown", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/")
    assert shape(answer) == expected
    assert "SELECT" not in answer.content.decode()


def test_a_database_that_is_away_is_said_so(client, db, monkeypatch):
    def fail(rows, user):
        raise OperationalError("could not connect to server /var/run")

    monkeypatch.setattr(ProjectQuerySet, "visible_to", fail)
    answer = client.get(PROJECTS)
    assert shape(answer) == (503, "unavailable")
    assert answer["Retry-After"] == "5"
    assert "/var" not in answer.content.decode()


def test_titles_follow_the_language_and_names_do_not(client, db):
    answers = [client.get(f"{PROJECTS}X/", headers={"accept-language": language}) for language in ("en", "fr")]
    assert {answer.json()["type"] for answer in answers} == {"/problems/not-found"}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_has_a_page_that_everybody_may_read(name, client, db):
    assert client.get(f"/problems/{name}", follow=True).status_code == 200
    page = client.get(f"/problems/{name}/")
    assert str(KINDS[name].title) in page.content.decode()


def test_there_is_no_page_for_a_problem_that_does_not_exist(client, db):
    assert client.get("/problems/nothing/").status_code == 404
    assert client.get("/problems/not-found/?a=1").status_code == 400


@pytest.mark.parametrize("name", CATALOGUE)
def test_nobody_may_write(name, secretariat, client):
    client.force_login(secretariat)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"/api/v1/{name}/").status_code == 405
        assert getattr(client, method)(f"/api/v1/{name}/1/").status_code == 405
