"""A kind of job at fault keeps no other kind from its work, and one without a task is found at the start."""

from datetime import timedelta
from functools import partial

import pytest
from celery import current_app
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.utils import timezone

from accounts.models import AccountLetter
from core.jobs import bell, checks, sweeper
from reports.models import Report
from tests.factories.reports import ReportFactory

BOTH = pytest.mark.parametrize("kind", [AccountLetter, Report])


@pytest.fixture
def overdue(db):
    """A row of each of two kinds that somebody should have taken by now."""
    since = timezone.now() - timedelta(hours=1)
    letter = AccountLetter.objects.create(address="ann@office.example", notice="reset", queued_at=since)
    return [letter, ReportFactory(state=Report.QUEUED, queued_at=since)]


@pytest.fixture(autouse=True)
def published(overdue, monkeypatch):
    """The rows for which a message was published; nothing goes to a broker."""
    found = []

    def note(row, **_message):
        found.append(row)

    monkeypatch.setattr(bell, "_rests_until", {})
    for row in overdue:
        monkeypatch.setattr(current_app.tasks[row.task_name], "apply_async", partial(note, row))
    return found


def all_but(kind, overdue):
    return [row for row in overdue if not isinstance(row, kind)]


def test_rows_of_every_kind_are_rung_for(overdue, published):
    sweeper.sweep()
    assert published == overdue


@BOTH
def test_a_kind_without_a_task_keeps_no_other_from_being_rung(kind, overdue, published, monkeypatch, caplog):
    monkeypatch.setattr(kind, "task_name", "nobody.knows_it")
    sweeper.sweep()
    assert published == all_but(kind, overdue)
    assert "the task 'nobody.knows_it', which is not registered" in caplog.text


@BOTH
def test_a_kind_that_cannot_be_swept_keeps_no_other_from_being_rung(kind, overdue, published, monkeypatch, caplog):
    def fail(model):
        if model is kind:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

    monkeypatch.setattr(sweeper, "fail_used_up", fail)
    sweeper.sweep()
    assert published == all_but(kind, overdue)
    assert f"{kind._meta.label}: the rows could not be swept." in caplog.text


@BOTH
def test_a_kind_whose_messages_are_refused_keeps_no_other_from_being_rung(kind, overdue, published, monkeypatch):
    def refuse(**_options):
        raise ValueError("no queue for it")

    monkeypatch.setattr(current_app.tasks[kind.task_name], "apply_async", refuse)
    sweeper.sweep()
    assert published == all_but(kind, overdue)


def test_every_kind_of_job_has_its_task():
    assert checks.every_job_has_its_task() == []


@pytest.mark.parametrize("name", ["", "reports.no_such_task"])
def test_a_kind_of_job_without_a_task_stops_the_start(monkeypatch, name):
    monkeypatch.setattr(Report, "task_name", name)
    with pytest.raises(SystemCheckError, match=r"core\.E001"):
        call_command("check")
