"""Clearing and issuing: a second person, once, and then never changed."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError
from django.urls import reverse

from core.errors import RuleBroken
from core.models import AuditEvent
from reports import actions, lints
from reports.choices import ReportState
from reports.models import Narrative, Report
from tests.fresh import sign_in_freshly

PASSWORD = "correct horse battery staple"


@pytest.fixture
def issuer(second_secretariat):
    second_secretariat.set_password(PASSWORD)
    second_secretariat.save()
    return second_secretariat


@pytest.fixture
def cleared(ready_report, secretariat):
    return actions.clear_report(ready_report, by=secretariat)


def post(client, name, report, data=None):
    return client.post(reverse(f"reports:{name}", args=[report.code]), data or {})


def test_a_second_person_issues_a_cleared_report(client, cleared, issuer):
    sign_in_freshly(client, issuer)
    response = post(client, "report_issue", cleared)
    report = Report.objects.get()
    assert response.status_code == 302
    assert (report.state, report.issued_by) == (ReportState.ISSUED, issuer)
    assert AuditEvent.objects.filter(verb="report.issued", actor=issuer).count() == 1


def test_the_person_who_cleared_it_cannot_issue_it(client, cleared, secretariat):
    client.force_login(secretariat)
    response = post(client, "report_issue", cleared)
    assert response.status_code == 409
    assert "A second member of the secretariat" in response.content.decode()
    assert Report.objects.get().state == ReportState.CLEARED


def test_whoever_signed_in_a_while_ago_shows_the_password_first_and_then_the_report_is_issued(client, cleared, issuer):
    sign_in_freshly(client, issuer, seconds_ago=11 * 60)
    proof = post(client, "report_issue", cleared)["Location"]
    assert proof.startswith("/accounts/proof/?next=")
    assert Report.objects.get().state == ReportState.CLEARED
    assert client.post(proof, {"password": "not mine"}).status_code == 422
    assert Report.objects.get().state == ReportState.CLEARED
    assert client.post(proof, {"password": PASSWORD})["Location"] == cleared.get_absolute_url()
    assert Report.objects.get().state == ReportState.ISSUED


def test_a_second_issue_of_the_same_report_is_told_that_it_moved_on(client, cleared, issuer):
    sign_in_freshly(client, issuer)
    post(client, "report_issue", cleared)
    response = post(client, "report_issue", cleared)
    assert response.status_code == 409
    assert AuditEvent.objects.filter(verb="report.issued").count() == 1


@pytest.mark.parametrize("act", ["report_clear", "report_issue", "report_reopen"])
def test_a_regional_office_sees_the_report_but_these_acts_are_not_its_own(client, ready_report, africa_office, act):
    client.force_login(africa_office)
    assert post(client, act, ready_report, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("act", ["report_clear", "report_issue", "report_rebuild"])
def test_a_government_cannot_tell_that_the_report_exists(client, ready_report, kenya_signatory, act):
    client.force_login(kenya_signatory)
    assert post(client, act, ready_report).status_code == 404


def test_a_report_that_is_only_ready_cannot_be_issued(client, ready_report, issuer):
    sign_in_freshly(client, issuer)
    assert post(client, "report_issue", ready_report).status_code == 409


def test_a_report_over_the_limit_needs_a_waiver(client, ready_report, secretariat, monkeypatch):
    monkeypatch.setattr(lints, "WORD_LIMIT", 10)
    client.force_login(secretariat)
    response = post(client, "report_clear", ready_report, {"waiver": ""})
    assert response.status_code == 422
    assert "only with the reference of a waiver" in response.content.decode()
    post(client, "report_clear", ready_report, {"waiver": "Memorandum of 3 January 2011"})
    assert Report.objects.get().length_waiver == "Memorandum of 3 January 2011"


def test_a_cleared_report_is_taken_back_with_a_reason(client, cleared, secretariat):
    client.force_login(secretariat)
    assert post(client, "report_reopen", cleared, {"reason": ""}).status_code == 422
    post(client, "report_reopen", cleared, {"reason": "A table is wrong."})
    assert Report.objects.get().state == ReportState.READY
    assert AuditEvent.objects.get(verb="report.reopened").reason == "A table is wrong."


def test_every_act_raises_the_version_and_says_whose_it_was(ready_report, session, secretariat, issuer):
    report, seen = ready_report, []
    for act in (
        lambda: actions.order_report(session, report.year, by=secretariat),
        lambda: actions.clear_report(report, by=issuer),
        lambda: actions.reopen_report(report, by=secretariat, reason="A table is wrong."),
        lambda: actions.clear_report(report, by=secretariat),
        lambda: actions.issue_report(report, by=issuer),
    ):
        act()
        report.refresh_from_db()
        seen.append((report.version, report.updated_by))
        if report.state == ReportState.QUEUED:
            Report.objects.update(state=ReportState.READY, build_number=1)  # built, in the same words
    assert seen == [(2, secretariat), (3, issuer), (4, secretariat), (5, secretariat), (6, issuer)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET state = 'ready'",
        "DELETE FROM reports_report",
        "TRUNCATE reports_report CASCADE",
        "UPDATE reports_narrative SET blocks = '[]'",
        "DELETE FROM reports_narrative",
    ],
)
def test_the_database_itself_refuses_to_change_an_issued_report(cleared, issuer, statement):
    actions.issue_report(cleared, by=issuer)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the act itself left to check
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_text_is_added_to_an_issued_report(cleared, issuer):
    report = actions.issue_report(cleared, by=issuer)
    with pytest.raises(InternalError), transaction.atomic():
        Narrative.objects.create(report=report, section="late", language="en")
    with pytest.raises(RuleBroken):
        actions.write_narrative(report, "summary", "en", [], version=1, by=issuer)


def test_an_issued_report_is_open_to_everybody(client, cleared, issuer):
    address = cleared.get_absolute_url()
    assert client.get(address).status_code == 404
    actions.issue_report(cleared, by=issuer)
    assert client.get(address).status_code == 200
    file = client.get(reverse("reports:edition_download", args=[cleared.code, "en"]))
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="UNEP-GC-26-99-en.pdf"'
