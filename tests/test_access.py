"""Every endpoint, every role: ``access_table.txt`` says who is answered what, and the portal does so."""

import re

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from accounts.models import User
from needs.models.needs import NeedQuerySet
from projects.models.projects import ProjectQuerySet
from reports import policies
from reports.models import ReportQuerySet
from tests.access import FIELDS, Cell, absent, address_of, cells
from tests.walking import addresses


def endpoints() -> set[str]:
    """The names of all addresses of the URL map."""
    return {name for name, _view in addresses()}


def unlisted() -> set[str]:
    """Endpoints without an entry for GET and for POST."""
    listed = {(cell.endpoint, cell.method) for cell in cells()}
    return {
        f"{method} {endpoint}"
        for endpoint in endpoints()
        for method in ("GET", "POST")
        if (endpoint, method) not in listed
    }


@pytest.fixture
def bare_pages(monkeypatch):
    """Write no pages but refusals: thousands of knocks ask for the status, and tests/security/test_headers.py reads."""
    write = Template.render

    def render(page, context=None, request=None):
        return write(page, context, request) if page.template.name in ("403.html", "404.html") else ""

    monkeypatch.setattr(Template, "render", render)


def knock(client: Client, cell: Cell, record: str) -> tuple[int, bytes]:
    """Status and page at the cell's endpoint with that record; whatever the knock changed is taken back."""
    address = address_of(cell, record)
    if cell.method == "GET":
        response = client.get(address)
        return response.status_code, without_tokens(response.getvalue())
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(address, FIELDS.get(cell.endpoint))
        page = response.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, without_tokens(page)


def without_tokens(page: bytes) -> bytes:
    """The page without what differs between two answers to one question: tokens of forms, ids of requests, and the
    seconds that the session still lasts."""
    page = re.sub(rb'(name="csrfmiddlewaretoken" value="|data-last=")[^"]+', rb"\1", page)
    return re.sub(rb'("request_id":\s*")[^"]+', rb"\1", page)


def complaints(actors: dict[str, Client], endpoint: str = "") -> list[str]:
    """Cells that are answered otherwise, and refusals that tell of a record; ``endpoint`` narrows the table."""
    found, of_missing = sorted(unlisted()), {}
    for cell in cells():
        if endpoint and cell.endpoint != endpoint:
            continue
        status, page = knock(actors[cell.actor], cell, cell.record)
        if status != cell.status:
            found.append(f"{cell}: {status} instead of {cell.status}")
        elif status == 404 and "x" not in cell.record:
            missing = absent(cell.record)
            place = (cell.actor, cell.method, cell.endpoint, missing)
            if place not in of_missing:
                of_missing[place] = knock(actors[cell.actor], cell, missing)
            if (status, page.replace(cell.record.encode(), missing.encode())) != of_missing[place]:
                found.append(f"{cell}: the answer differs from that for a missing record")
    return found


def test_every_endpoint_answers_every_role_as_the_table_says(actors, records, bare_pages):
    found = complaints(actors)
    assert not found, "\n".join(found)


def test_the_table_has_a_line_for_every_endpoint_and_a_column_for_every_role(proof):
    assert unlisted() == set()
    assert {cell.endpoint for cell in cells()} == endpoints()
    assert len({cell.actor for cell in cells()}) == 14
    assert len(set(cells())) == len(cells())
    proof("cells of the access table", len(cells()))


def test_an_account_without_its_scope_reads_of_records_what_a_visitor_reads():
    """The progress of a report that is issued is behind the sign-in, the report itself is not."""
    read: dict[str, set] = {"visitor": set(), "none": set(), "token of none": set()}
    for cell in cells():
        if cell.actor in read and cell.record and (cell.method, cell.status) == ("GET", 200):
            read[cell.actor].add((cell.endpoint, cell.record))
    assert read["none"] - read["visitor"] == {("reports:report_progress", "GC.24-issued")}
    assert read["visitor"] <= read["none"]
    of_api = {(endpoint, record) for endpoint, record in read["visitor"] if endpoint.startswith("api:")}
    assert read["token of none"] == of_api


# Teeth


def test_a_new_endpoint_without_a_line_is_noticed(monkeypatch):
    monkeypatch.setattr("tests.test_access.endpoints", lambda: {"start", "needs:need_erase"})
    assert unlisted() == {"GET needs:need_erase", "POST needs:need_erase"}


@pytest.mark.parametrize(
    ("rows", "endpoint"),
    [
        (ProjectQuerySet, "projects:project_detail"),
        (ProjectQuerySet, "api:lessons-detail"),
        (NeedQuerySet, "needs:need_detail"),
        (ReportQuerySet, "reports:report_detail"),
        (ReportQuerySet, "reports:edition_download"),
    ],
)
def test_rows_that_everybody_sees_are_noticed(actors, records, bare_pages, monkeypatch, rows, endpoint):
    monkeypatch.setattr(rows, "visible_to", lambda self, user: self)
    found = complaints(actors, endpoint)
    assert any(f"visitor GET {endpoint}" in complaint and "200 instead of 404" in complaint for complaint in found)


@pytest.mark.parametrize(
    ("policy", "endpoint"),
    [
        ("can_order", "reports:report_order"),
        ("can_write_narrative", "reports:narrative_edit"),
        ("can_clear", "reports:report_reopen"),
    ],
)
def test_a_policy_that_allows_everything_is_noticed(actors, records, bare_pages, monkeypatch, policy, endpoint):
    """Whether it is asked by name, or from the table that says whose each act is."""
    open_policy = getattr(policies, policy)
    for act, asked in policies.REPORT_ACTORS.items():
        if asked is open_policy:
            monkeypatch.setitem(policies.REPORT_ACTORS, act, lambda *asked: True)
    monkeypatch.setattr(policies, policy, lambda *asked: True)
    assert any("instead of 403" in complaint for complaint in complaints(actors, endpoint))


def test_an_account_that_speaks_without_its_scope_is_noticed(actors, records, bare_pages, monkeypatch):
    monkeypatch.setattr(User, "_has_scope", lambda account: True)
    found = complaints(actors, "accounts:token_new")
    assert found == [
        "none GET accounts:token_new : 200 instead of 403",
        "none POST accounts:token_new : 422 instead of 403",
    ]


def test_a_refusal_that_tells_of_the_record_is_noticed(actors, records, bare_pages, monkeypatch):
    knocked = knock

    def telling(client, cell, record):
        status, page = knocked(client, cell, record)
        return status, page + (b"Laboratories" if record == "PRJ-HIDDEN" else b"")

    monkeypatch.setattr("tests.test_access.knock", telling)
    assert any("differs" in complaint for complaint in complaints(actors, "projects:project_detail"))
