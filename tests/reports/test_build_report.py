"""Building: the snapshot is taken once, the edition printed once, and a failure says why."""

import hashlib

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError

from core.models import AuditEvent
from reports import actions, builder, snapshot_format
from reports.choices import ReportState
from reports.models import Edition, Report, Snapshot
from reports.tasks import build_report


def test_a_build_freezes_the_figures_and_prints_one_edition_however_often_it_runs(built_report):
    edition = Edition.objects.get()
    assert built_report.state == ReportState.READY
    assert edition.snapshot == built_report.current_snapshot
    with edition.file.open("rb") as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == edition.digest
    assert edition.manifest["snapshot_sha256"] == snapshot_format.digest(edition.snapshot.content)
    build_report(built_report.pk)
    assert Edition.objects.count() == Snapshot.objects.count() == 1
    assert AuditEvent.objects.filter(verb="report.built").count() == 1


def test_a_half_written_file_of_a_killed_worker_is_replaced(media):
    (media / "editions").mkdir()
    (media / "editions/aa.pdf").write_bytes(b"half")
    name = actions.store_once("editions/aa.pdf", b"the whole file")
    assert (media / name).read_bytes() == b"the whole file"


def test_figures_that_do_not_add_up_end_the_build_with_the_reason(session, secretariat, media, monkeypatch):
    report = actions.order_report(session, 2010, by=secretariat)

    def refuse(report):
        raise snapshot_format.FiguresDoNotAddUp(["M1: the regions add up to 5, the total is 6"])

    monkeypatch.setattr(builder, "collect", refuse)
    build_report(report.pk)
    report = Report.objects.get(pk=report.pk)
    assert report.state == ReportState.FAILED
    assert "M1: the regions add up to 5, the total is 6" in report.last_error


def test_a_failed_report_can_be_tried_again(session, secretariat, media, monkeypatch):
    test_figures_that_do_not_add_up_end_the_build_with_the_reason(session, secretariat, media, monkeypatch)
    monkeypatch.undo()
    report = actions.order_report(session, 2010, by=secretariat)
    build_report(report.pk)
    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.last_error) == (ReportState.READY, "")


@pytest.mark.parametrize("table", ["reports_snapshot", "reports_edition"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET digest = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nobody_rewrites_what_is_frozen(ready_report, table, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the making of the rows left to check
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_two_builds_from_the_same_records_print_the_same_bytes(built_report, session, secretariat):
    first = Edition.objects.get().digest
    report = actions.order_report(session, 2010, by=secretariat)
    build_report(report.pk)
    assert Edition.objects.get(snapshot__number=2).digest == first
