"""Claiming, holding and ending a job, seen on the rows of reports. What dies outright is in tests/faults.

A claim lets no exception out, a failed assertion neither: what is to be checked is carried out of it.
"""

import logging
from datetime import timedelta

import pytest
from celery import current_app
from celery.exceptions import NotRegistered, SoftTimeLimitExceeded
from django.db import connections, transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError as BrokerAway

from core import acts, jobs
from core.errors import RuleBroken
from core.jobs import bell, health, sweeper, watchdog
from core.jobs.models import WorkerBeat
from reports.choices import BuildStep
from reports.models import Report
from tests.factories.reports import ReportFactory

LONG_AGO = timedelta(hours=1)


@pytest.fixture
def report(db):
    return ReportFactory(state=Report.QUEUED)


@pytest.fixture
def rung(monkeypatch):
    """What was rung for, as (task name, key); nothing goes to a broker."""
    heard = []
    monkeypatch.setattr(bell, "ring", lambda task, pk: heard.append((task.name, pk)) or True)
    monkeypatch.setattr(sweeper, "ring", bell.ring)
    return heard


def report_of_session(number, **columns):
    return ReportFactory(session__code=f"GC.{number}", **columns)


def store_something(held):
    with held.storing():
        WorkerBeat.objects.create(worker="a trace of the attempt", seen_at=timezone.now())


def age(report, **columns):
    Report.objects.filter(pk=report.pk).update(**columns)


def test_a_claimed_row_runs_under_a_lease_and_counts_the_attempt(report):
    with jobs.claim(Report, report.pk) as held:
        running = Report.objects.get(pk=report.pk)
        held.step(BuildStep.TEXTS)
        held.finish(job_number="K1060001")

    assert (running.state, running.attempt, held.attempt) == (Report.RUNNING, 1, 1)
    assert timezone.now() < running.lease_until < timezone.now() + timedelta(seconds=61)
    report.refresh_from_db()
    assert (report.state, report.step, report.job_number) == (Report.DONE, BuildStep.TEXTS, "K1060001")
    assert report.finished_at is not None
    assert report.lease_until is None


def test_a_row_that_another_worker_holds_is_left_alone(report):
    with jobs.claim(Report, report.pk) as held:
        with jobs.claim(Report, report.pk) as second:
            pass
        held.finish()

    assert held.attempt == 1
    assert second is None


def test_a_finished_row_is_not_worked_on_again(report):
    with jobs.claim(Report, report.pk) as held:
        held.finish()
    with jobs.claim(Report, report.pk) as again:
        pass

    assert again is None


def test_a_row_whose_lease_ran_out_is_taken_over_and_the_first_worker_stores_nothing(report):
    refused = []
    with jobs.claim(Report, report.pk) as first:
        age(report, lease_until=timezone.now() - LONG_AGO)
        with jobs.claim(Report, report.pk) as second:
            refused.append(not first.renew())
            for write in (lambda: first.step(BuildStep.TEXTS), lambda: store_something(first)):
                try:
                    write()
                except jobs.LeaseLost:
                    refused.append(True)
            second.finish()
        first.finish()  # LeaseLost, which the claim keeps to itself

    assert refused == [True, True, True]
    assert second.attempt == 2
    assert not WorkerBeat.objects.exists()
    report.refresh_from_db()
    assert (report.state, report.attempt, report.step) == (Report.DONE, 2, 0)


def test_a_row_ordered_anew_is_safe_from_a_worker_of_the_earlier_order(report):
    with jobs.claim(Report, report.pk) as old:
        report.refresh_from_db()
        acts.save(report, {"state": Report.QUEUED, **report.ordered_anew()}, by=None)
        with jobs.claim(Report, report.pk) as new:
            renewed = old.renew()
            new.finish()
        old.fail("too late")

    assert new.attempt == old.attempt == 1
    assert not renewed
    report.refresh_from_db()
    assert (report.state, report.last_error) == (Report.DONE, "")


def test_what_is_stored_is_rolled_back_with_a_lost_lease(report):
    with jobs.claim(Report, report.pk) as held, transaction.atomic():
        WorkerBeat.objects.create(worker="a trace of the attempt", seen_at=timezone.now())
        age(report, attempt=2)
        held.finish()

    assert not WorkerBeat.objects.exists()


@pytest.mark.parametrize("refusal", [jobs.JobRefused, RuleBroken])
def test_input_that_will_never_work_fails_at_once_with_its_sentence(report, refusal):
    with jobs.claim(Report, report.pk):
        raise refusal("The text is too large.")

    report.refresh_from_db()
    assert (report.state, report.attempt, report.last_error) == (Report.FAILED, 1, "The text is too large.")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ValueError("secret detail"),
            "An unexpected error stopped the work. Try again. If it fails again, have the technical log checked.",
        ),
        (SoftTimeLimitExceeded(), "The work took longer than allowed. Try again."),
    ],
)
def test_an_error_gives_the_row_back_in_plain_words(report, error, sentence):
    age(report, queued_at=timezone.now() - LONG_AGO)
    with translation.override("fr"), jobs.claim(Report, report.pk):
        raise error

    report.refresh_from_db()
    assert (report.state, report.attempt, report.last_error) == (Report.QUEUED, 1, sentence)
    assert report.queued_at > timezone.now() - LONG_AGO / 2


def test_a_worker_that_is_told_to_stop_gives_the_row_back_and_stops(report):
    with pytest.raises(SystemExit), jobs.claim(Report, report.pk):
        raise SystemExit

    report.refresh_from_db()
    assert (report.state, report.last_error) == (Report.QUEUED, "The work was interrupted. Try again.")


def test_a_task_that_forgets_to_finish_is_an_error(report, caplog):
    with jobs.claim(Report, report.pk):
        pass

    report.refresh_from_db()
    assert report.state == Report.QUEUED
    assert "ended without finishing its row" in caplog.text


def test_the_last_attempt_fails_the_row(report, settings):
    age(report, attempt=settings.JOB_ATTEMPTS - 1)
    with jobs.claim(Report, report.pk):
        raise ValueError

    report.refresh_from_db()
    assert (report.state, report.attempt) == (Report.FAILED, settings.JOB_ATTEMPTS)
    assert report.last_error.startswith("An unexpected error")


def test_a_row_without_attempts_left_fails_instead_of_being_claimed(report, settings):
    age(report, state=Report.RUNNING, attempt=settings.JOB_ATTEMPTS, lease_until=timezone.now() - LONG_AGO)
    with jobs.claim(Report, report.pk) as held:
        pass

    assert held is None
    report.refresh_from_db()
    assert (report.state, report.last_error) == (Report.FAILED, "The work was interrupted. Try again.")


def test_the_bell_rings_after_the_commit_only(report, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.enqueue(report)
        assert rung == []
    assert rung == [("reports.build_report", report.pk)]


def test_a_broker_that_is_away_is_logged_and_fails_nothing(
    report, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def refuse(**_options):
        raise BrokerAway("Timeout reading from socket")

    monkeypatch.setattr(current_app.tasks[Report.task_name], "apply_async", refuse)
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True) as callbacks:
        jobs.enqueue(report)

    assert len(callbacks) == 1
    assert "did not ring" in caplog.text


def test_a_task_that_nobody_registered_is_found_when_it_is_ordered(report, monkeypatch):
    monkeypatch.setattr(Report, "task_name", "reports.no_such_task")
    with pytest.raises(NotRegistered):
        jobs.enqueue(report)


def test_the_sweeper_rings_for_overdue_rows_only(db, rung):
    now = timezone.now()
    overdue = report_of_session(1, state=Report.QUEUED, queued_at=now - LONG_AGO)
    report_of_session(2, state=Report.QUEUED)
    abandoned = report_of_session(3, state=Report.RUNNING, attempt=1, queued_at=now, lease_until=now - LONG_AGO)
    report_of_session(4, state=Report.RUNNING, attempt=1, lease_until=now + LONG_AGO)
    report_of_session(5, state=Report.FAILED, queued_at=now - LONG_AGO)

    sweeper.sweep()

    assert rung == [("reports.build_report", overdue.pk), ("reports.build_report", abandoned.pk)]


def test_the_sweeper_fails_rows_without_attempts_left(report, rung, settings):
    age(report, state=Report.RUNNING, attempt=settings.JOB_ATTEMPTS, lease_until=timezone.now() - LONG_AGO)

    sweeper.sweep()

    report.refresh_from_db()
    assert report.state == Report.FAILED
    assert report.finished_at is not None
    assert rung == []


def test_one_sweep_at_a_time(report, rung):
    age(report, queued_at=timezone.now() - LONG_AGO)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [sweeper.ADVISORY_LOCK])
        sweeper.sweep()
        assert rung == []
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [sweeper.ADVISORY_LOCK])
    finally:
        other.close()
    sweeper.sweep()
    assert len(rung) == 1


def test_workers_that_are_long_gone_are_forgotten(db, rung):
    WorkerBeat.objects.create(worker="gone", seen_at=timezone.now() - 2 * sweeper.FORGET_WORKERS_AFTER)
    WorkerBeat.objects.create(worker="here", seen_at=timezone.now())

    sweeper.sweep()

    assert list(WorkerBeat.objects.values_list("worker", flat=True)) == ["here"]


def test_readiness_complains_of_silent_workers_and_of_a_queue_that_stands(report, settings):
    assert health.complaints() == ["workers"]

    WorkerBeat.objects.create(worker="here", seen_at=timezone.now())
    assert health.complaints() == []

    age(report, queued_at=timezone.now() - timedelta(seconds=settings.WATCHDOG_QUEUED_SECONDS + 1))
    assert health.complaints() == ["queue"]


@pytest.fixture
def watched(db, monkeypatch):
    """A watchdog whose rings are accepted while ``broker["answers"]``."""
    broker = {"answers": True}
    monkeypatch.setattr(watchdog, "ring", lambda *_arguments, **_options: broker["answers"])
    return watchdog.Watchdog("worker@here", task=None), broker


@pytest.fixture
def patience(settings):
    """How many rings a worker may leave unheard."""
    return int(settings.WATCHDOG_HEARTBEAT_SECONDS / settings.JOB_HEARTBEAT_SECONDS)


def test_a_worker_that_hears_its_own_bell_goes_on(watched, patience):
    watcher, _ = watched
    for _ in range(patience):
        watcher.look()
    WorkerBeat.objects.create(worker="worker@here", seen_at=timezone.now())
    watcher.look()
    assert not watcher.is_stalled()


def test_a_worker_that_no_longer_hears_its_bell_is_stalled(watched, patience):
    watcher, _ = watched
    WorkerBeat.objects.create(worker="another@here", seen_at=timezone.now() + LONG_AGO)
    for _ in range(patience):
        watcher.look()
    assert not watcher.is_stalled()
    watcher.look()
    assert watcher.is_stalled()


def test_a_worker_is_not_blamed_for_a_broker_that_is_away(watched, patience):
    watcher, broker = watched
    for _ in range(patience):
        watcher.look()
    broker["answers"] = False
    watcher.look()
    broker["answers"] = True
    watcher.look()
    assert not watcher.is_stalled()


def test_a_worker_on_a_machine_that_slept_is_not_stalled(watched):
    watcher, _ = watched
    watcher.look()
    watcher.unheard_since -= LONG_AGO
    watcher.look()
    assert not watcher.is_stalled()
