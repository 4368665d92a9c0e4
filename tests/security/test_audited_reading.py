"""What is taken out and what is refused stands in the audit, and never costs the reader the answer."""

from datetime import timedelta
from itertools import islice
from types import SimpleNamespace

import pytest
from django import db as database
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import create_token
from accounts.choices import Scope
from core.audit.refusals import MOST_IN_AN_HOUR
from core.choices import Visibility
from core.models import AuditEvent
from core.records.exports import csv_response
from tests.crowd import all_at_once
from tests.factories import AssistanceRequestFactory, ProjectFactory


def noted() -> list[tuple]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", "actor__name", "record_code", "data"))


def test_a_list_taken_as_a_file_is_noted_with_its_rows(client, secretariat):
    ProjectFactory.create_batch(3)
    client.force_login(secretariat)
    file = client.get("/projects/?format=csv").getvalue()
    assert file.count(b"\n") == 4
    assert noted() == [("list.exported", "Secretariat", "projects", {"rows": 3})]
    assert AuditEvent.objects.get().request_id


def test_a_file_that_was_taken_in_part_is_noted_with_the_rows_that_were_sent(secretariat):
    request = SimpleNamespace(user=secretariat)
    file = csv_response(request, ({"number": row} for row in range(3)), ["number"], "numbers")
    assert b"".join(islice(file, 2)).endswith(b"0\r\n")
    del file
    assert noted() == [("list.exported", "Secretariat", "numbers", {"rows": 1})]


def test_what_visitors_read_and_what_is_shown_on_a_page_is_not_noted(client, secretariat):
    client.get("/projects/?format=csv").getvalue()
    client.get("/projects/NONE/")
    client.force_login(secretariat)
    client.get("/projects/")
    client.head("/projects/?format=csv")
    client.get("/nowhere/")
    assert noted() == []


def test_a_refused_act_and_a_record_that_is_not_there_for_the_reader_are_noted(client, agency_member, kenya):
    AssistanceRequestFactory(code="REQ-OPEN", accepted=True, country=kenya)
    ProjectFactory(code="PRJ-HIDDEN", visibility=Visibility.RESTRICTED)
    client.force_login(agency_member)
    assert client.post("/requests/REQ-OPEN/close/", {"rating": "4"}).status_code == 403
    assert client.get("/projects/PRJ-HIDDEN/").status_code == 404
    name = agency_member.name
    assert noted() == [
        ("access.refused", name, "REQ-OPEN", {"method": "POST", "view": "needs:request_close"}),
        ("record.not_found", name, "PRJ-HIDDEN", {"method": "GET", "view": "projects:project_detail"}),
    ]


def test_a_token_that_is_refused_is_noted_by_its_prefix(agency_member):
    token, text = create_token(agency_member, by=None, name="Register", scopes=[Scope.PROJECTS_READ])
    client = Client(headers={"authorization": f"Bearer {text}"})
    before = AuditEvent.objects.count()
    assert client.get("/api/v1/requests/").status_code == 403
    assert client.get("/api/v1/projects/PRJ-NONE/").status_code == 404
    refused, missed = AuditEvent.objects.order_by("pk")[before:]
    assert (refused.verb, refused.reason) == ("access.refused", "")
    assert refused.data == {"method": "GET", "view": "api:requests-list"}
    assert (missed.verb, missed.record_code) == ("record.not_found", "PRJ-NONE")
    assert {refused.token_prefix, missed.token_prefix} == {token.prefix}


@pytest.mark.parametrize("code", ["PRJ%00", "P" * 300])
def test_a_code_that_the_audit_cannot_hold_costs_nobody_the_answer(code, client, secretariat):
    client.force_login(secretariat)
    assert client.get(f"/api/v1/projects/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["/reports/{}/", "/reports/{}/preview/", "/api/v1/projects/{}/"])
def test_a_code_with_a_nul_is_kept_with_a_sign_for_it(path, client, secretariat):
    client.force_login(secretariat)
    assert client.get(path.format("GC%00")).status_code == 404
    assert [code for _verb, _name, code, _data in noted()] == ["GC\N{REPLACEMENT CHARACTER}"]


def test_a_token_that_asks_with_a_nul_is_noted_by_its_prefix(agency_member):
    token, text = create_token(agency_member, by=None, name="Register", scopes=[Scope.PROJECTS_READ])
    assert Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/projects/PRJ%00/").status_code == 404
    note = AuditEvent.objects.get(verb="record.not_found")
    assert (note.token_prefix, note.record_code) == (token.prefix, "PRJ\N{REPLACEMENT CHARACTER}")


def ask_for_others(client, number):
    """The name of a record that is not there, by another address each time."""
    for place in range(number):
        client.get(f"/projects/PRJ-{place}/")
        client.post(f"/projects/PRJ-{place}/start/")


def test_so_many_refusals_of_a_person_are_noted_in_an_hour_and_that_there_were_more(
    client, secretariat, agency_member, monkeypatch
):
    other = Client()
    other.force_login(agency_member)
    client.force_login(secretariat)
    ask_for_others(client, 40)
    ask_for_others(other, 2)
    verbs = [(verb, name) for verb, name, _code, _data in noted()]
    own = [verb for verb, name in verbs if name == secretariat.name]
    assert own == ["record.not_found"] * MOST_IN_AN_HOUR + ["access.more_refused"]
    assert AuditEvent.objects.get(verb="access.more_refused").data == {"noted": MOST_IN_AN_HOUR}
    assert [verb for verb, name in verbs if name == agency_member.name] == ["record.not_found"] * 4
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("core.clock.now", lambda: later)
    ask_for_others(client, 1)
    assert len(noted()) == len(verbs) + 2


def test_the_same_refusal_is_noted_once_an_hour(client, secretariat):
    client.force_login(secretariat)
    for _once in range(5):
        client.get("/projects/NONE/")
        client.get("/needs/NONE/")
    assert [data["view"] for _verb, _name, _code, data in noted()] == ["projects:project_detail", "needs:need_detail"]


@pytest.mark.django_db(transaction=True)
def test_of_many_refusals_at_once_no_more_are_noted(secretariat):
    session = Client()
    session.force_login(secretariat)

    def knock(place):
        client = Client()
        client.cookies = session.cookies.copy()
        client.get(f"/projects/PRJ-{place}/")

    all_at_once(2 * MOST_IN_AN_HOUR, knock, hands=8)
    verbs = [verb for verb, _name, _code, _data in noted()]
    assert verbs.count("record.not_found") == MOST_IN_AN_HOUR
    assert verbs.count("access.more_refused") == 1


def test_an_audit_that_cannot_be_written_costs_nobody_the_answer(client, secretariat, monkeypatch, caplog):
    def fail(**values):
        raise database.OperationalError("disk full")

    monkeypatch.setattr(AuditEvent.objects, "create", fail)
    client.force_login(secretariat)
    assert client.get("/projects/?format=csv").getvalue().startswith(b"\xef\xbb\xbfcode")
    assert client.get("/projects/NONE/").status_code == 404
    assert caplog.text.count("was not noted: OperationalError") == 2


def test_a_note_costs_one_statement_besides_the_count(client, secretariat):
    client.force_login(secretariat)
    client.get("/projects/NONE/")
    for address, cost in {"/projects/OTHER/": 2, "/projects/NONE/": 1}.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert [query["sql"].split()[0] for query in captured].count("INSERT") == cost
