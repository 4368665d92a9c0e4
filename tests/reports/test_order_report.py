"""Ordering: who may, for what, and that an order is never doubled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.urls import reverse

from core.errors import RuleBroken
from core.models import AuditEvent
from reports import actions
from reports.choices import ReportState
from reports.management.commands import order_report
from reports.models import Report
from tests.factories.reports import ReportFactory, SessionFactory

ORDER = "reports:report_order"


def test_the_secretariat_orders_a_report_and_lands_on_its_page(client, session, secretariat):
    client.force_login(secretariat)
    response = client.post(reverse(ORDER), {"session": "GC.26", "year": "2010"})
    report = Report.objects.get()
    assert response.status_code == 302
    assert response["Location"] == report.get_absolute_url()
    assert (report.state, report.symbol, report.requested_by) == (ReportState.QUEUED, "UNEP/GC.26/99", secretariat)
    assert AuditEvent.objects.filter(verb="report.ordered", actor=secretariat).count() == 1
    assert report.narratives.filter(language="en").exists()


def test_ordering_twice_while_it_waits_is_one_order(session, secretariat, africa_office):
    first = actions.order_report(session, 2010, by=secretariat)
    second = actions.order_report(session, 2010, by=africa_office)
    assert first == second
    assert second.build_number == 1
    assert AuditEvent.objects.filter(verb="report.ordered").count() == 1


def test_a_ready_report_is_built_again_from_new_figures(session, secretariat):
    ready = ReportFactory(session=session)
    report = actions.order_report(session, 2010, by=secretariat)
    assert report == ready
    assert (report.state, report.build_number, report.attempt) == (ReportState.QUEUED, 2, 0)


@pytest.mark.parametrize("state", [ReportState.CLEARED])
def test_a_report_beyond_ready_is_not_built_again(session, secretariat, state):
    ReportFactory(session=session, state=state)
    with pytest.raises(RuleBroken):
        actions.order_report(session, 2010, by=secretariat)


@pytest.mark.parametrize("account", ["kenya_signatory", "agency_member", "mea_focal_point"])
def test_other_roles_may_not_order(request, client, session, account):
    user = request.getfixturevalue(account)
    client.force_login(user)
    response = client.post(reverse(ORDER), {"session": "GC.26", "year": "2010"})
    assert response.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.order_report(session, 2010, by=user)
    assert not Report.objects.exists()


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, session):
    response = client.get(reverse(ORDER))
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={reverse(ORDER)}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"session": "GC.99", "year": "2010"}, "This session does not exist"),
        ({"session": "GC.26", "year": ""}, "This field is required"),
        ({"session": "GC.26", "year": "ten"}, "Enter the year with four digits"),
        ({"session": "GC.26", "year": "2003"}, "There is no report for 2003"),
        ({"session": "GC.26", "year": "2011"}, "had not ended"),
        ({"session": "GC.26", "year": "9" * 400}, "Enter the year with four digits"),
        ({"session": "GC.26\0", "year": "2010"}, "Null characters are not allowed"),
    ],
)
def test_wrong_input_is_named_and_kept(client, session, secretariat, typed, words):
    client.force_login(secretariat)
    response = client.post(reverse(ORDER), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert not Report.objects.exists()


def test_what_was_typed_stays_in_the_form(client, session, secretariat):
    client.force_login(secretariat)
    page = client.post(reverse(ORDER), {"session": "GC.26", "year": "ten"}).content.decode()
    assert 'value="ten"' in page


def test_a_session_without_an_annual_report_is_refused(secretariat):
    session = SessionFactory(code="GCSS.IX", is_council=False)
    with pytest.raises(RuleBroken, match="does not receive the annual report"):
        actions.order_report(session, 2010, by=secretariat)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--session", "GC.99", "--year", "2010"], "There is no session “GC.99”"),
        (["--session", "GC.26", "--year", "1999"], "There is no report for 1999"),
        (["--session", "GC.26", "--year", "2010", "--by", "nobody@office.example"], "There is no such account"),
        (["--session", "GC.26", "--year", "2010", "--out", "report.pdf"], "--out needs --wait"),
    ],
)
def test_the_command_says_what_is_wrong_in_one_sentence(session, secretariat, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("order_report", *arguments)


def test_the_command_refuses_an_account_that_may_not_order(session, kenya_government):
    with pytest.raises(CommandError, match="may not order"):
        call_command("order_report", "--session", "GC.26", "--year", "2010", "--by", kenya_government.email)


def test_the_command_waits_through_a_restart_of_the_database(ready_report, secretariat, monkeypatch, capsys):
    """The order is a row: losing the connection while waiting loses nothing."""
    read, tries = Report.refresh_from_db, []

    def refresh(report, *arguments, **keywords):
        tries.append(report)
        if len(tries) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        return read(report, *arguments, **keywords)

    monkeypatch.setattr(Report, "refresh_from_db", refresh)
    monkeypatch.setattr(order_report.connection, "close", lambda: None)  # this test's own transaction
    Report.objects.update(state=ReportState.CLEARED)
    call_command("order_report", "--session", "GC.26", "--year", "2010", "--wait")
    assert len(tries) == 2
    assert f"sha256={ready_report.current_snapshot.editions.get(language='en').digest}" in capsys.readouterr().out


def test_the_command_answers_with_the_file_of_a_report_that_is_final(ready_report, secretariat, tmp_path, capsys):
    actions.clear_report(ready_report, by=secretariat)
    target = tmp_path / "report.pdf"
    call_command("order_report", "--session", "GC.26", "--year", "2010", "--wait", "--out", str(target))
    assert target.read_bytes() == b"%PDF-1.7"
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"report {target} pages=1 sha256=")
