"""Workers that die, hang, freeze or are slow: each report is built once, whatever dies meanwhile.

``BSP_FAULT_SEED`` repeats a run, ``BSP_FAULT_TRIALS`` asks for more trials than the twenty of every check.
"""

import hashlib
import os
import random
import secrets
import signal
import time
from pathlib import Path

import pytest

from core.jobs.watchdog import STALLED
from tests.faults.stage import wait_until

TRIALS = int(os.environ.get("BSP_FAULT_TRIALS", "20"))
BUILD = "reports.build_report"
DELIVER = "parcels.deliver"


@pytest.mark.slow
def test_reports_are_built_once_each_when_their_workers_are_killed(stage_with, proof):
    seed = int(os.environ.get("BSP_FAULT_SEED") or secrets.randbelow(10**6))
    print(f"BSP_FAULT_SEED={seed}")
    chance = random.Random(seed)
    stage = stage_with()
    orderer, _ = stage.start_orderer(), stage.start_beat()
    workers = [stage.start_worker(), stage.start_worker()]
    for worker in workers:
        stage.wait_for_worker(worker)
    usual = undisturbed_build(stage, orderer)

    number = killed_at_work = 0
    while killed_at_work < TRIALS:
        number += 1
        assert number < 2 * TRIALS, "most builds end before their worker is killed"
        report = ordered(orderer, number)
        worker = wait_until(lambda: stage.worker_at(BUILD, report), seconds=90, what=f"report {report} is begun")  # noqa: B023
        time.sleep(chance.uniform(0, usual))
        if report_state(stage, report) == "building":
            killed_at_work += 1
        else:  # the machine has become quicker
            usual *= 0.8
        worker.kill()
        stage.start_worker()
    wait_until(
        lambda: not stage.ledger.rows("SELECT 1 FROM reports_report WHERE state IN ('queued', 'building')"),
        seconds=120,
        what="no report is waiting",
    )

    assert built(stage) == [("ready", 1, 1, 1)] * (number + 1)
    for name, digest in stage.ledger.rows("SELECT file, digest FROM reports_edition"):
        content = Path(stage.environment["MEDIA_ROOT"], name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
    print(f"{TRIALS} killed at work, 0 failures; at 95 % at most {3 / TRIALS:.3f} fail")
    proof("kills of workers that build a report", TRIALS)


def undisturbed_build(stage, orderer) -> float:
    """Seconds that a build takes when nobody is killed."""
    report = ordered(orderer, 0)
    wait_until(lambda: report_state(stage, report) == "ready", seconds=120, what="an undisturbed report is ready")
    statement = "SELECT extract(epoch FROM finished_at - started_at)::float FROM reports_report WHERE id = %s"
    return stage.ledger.value(statement, report)


def ordered(orderer, number: int) -> int:
    answer = orderer.order("report", number)
    assert answer["error"] is None
    return answer["pk"]


def report_state(stage, report: int) -> str:
    return stage.ledger.value("SELECT state FROM reports_report WHERE id = %s", report)


def built(stage) -> list[tuple]:
    """State, snapshots, editions and audit lines of each report."""
    return stage.ledger.rows(
        """SELECT state,
                  (SELECT count(*) FROM reports_snapshot WHERE report_id = report.id),
                  (SELECT count(*) FROM reports_edition AS edition JOIN reports_snapshot AS snapshot
                   ON snapshot.id = edition.snapshot_id WHERE report_id = report.id),
                  (SELECT count(*) FROM core_auditevent WHERE verb = 'report.built' AND record_code = report.code)
           FROM reports_report AS report"""
    )


def parcel(stage, number: int) -> tuple:
    """State, attempt, reason of a parcel, and the attempts that delivered it."""
    return stage.ledger.rows(
        """SELECT state, attempt, last_error,
                  ARRAY(SELECT attempt FROM parcels_delivery WHERE parcel_id = parcel.id ORDER BY id)
           FROM parcels_parcel AS parcel WHERE id = %s""",
        number,
    )[0]


def wait_until_settled(stage, number: int) -> None:
    wait_until(
        lambda: parcel(stage, number)[0] in ("done", "failed"), seconds=stage.patience, what="the job comes to its end"
    )


def begun(stage, orderer, seconds: float):
    """A parcel and the worker that has begun to work on it."""
    number = orderer.order("parcel", seconds)["pk"]
    worker = wait_until(lambda: stage.worker_at(DELIVER, number), seconds=60, what="the job is begun")
    return number, worker


def killed_at_work(stage) -> None:
    orderer, _, _ = stage.start_orderer(), stage.start_beat(), stage.start_worker()
    number, worker = begun(stage, orderer, 3)
    worker.kill()
    stage.start_worker()
    wait_until_settled(stage, number)
    assert parcel(stage, number) == ("done", 2, "", [2])


def frozen_and_woken(stage) -> None:
    """A worker sleeps beyond its lease, another one takes over, then the first goes on as if nothing had been."""
    orderer, _ = stage.start_orderer(), stage.start_beat()
    stage.start_worker(), stage.start_worker()
    number, worker = begun(stage, orderer, 2)
    worker.signal_group(signal.SIGSTOP)
    wait_until_settled(stage, number)
    worker.signal_group(signal.SIGCONT)
    # It takes the next parcel only after it has ended with the first.
    wait_until(lambda: "was replaced" in worker.log.read_text(), seconds=10, what="the sleeper stores nothing")
    assert parcel(stage, number) == ("done", 2, "", [2])


def slower_than_the_lease(stage) -> None:
    orderer, _ = stage.start_orderer(), stage.start_beat()
    stage.start_worker(), stage.start_worker()
    number, _ = begun(stage, orderer, 6)
    wait_until_settled(stage, number)
    assert parcel(stage, number) == ("done", 1, "", [1])


def takes_no_messages(stage) -> None:
    """The pool hangs while the worker's own process lives: it ends itself, and whoever started it starts another."""
    orderer, worker = stage.start_orderer(), stage.start_worker()
    stage.wait_for_worker(worker)
    for child in worker.children():
        os.kill(child, signal.SIGSTOP)
    wait_until(worker.ended, seconds=stage.patience, what="the worker ends itself")
    assert worker.process.returncode == STALLED
    stage.start_beat(), stage.start_worker()
    number = orderer.order("parcel", 0.1)["pk"]
    wait_until_settled(stage, number)


FAULTS = [killed_at_work, frozen_and_woken, slower_than_the_lease, takes_no_messages]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_job_is_done_once_by_workers_with(stage_with, fault):
    fault(stage_with())


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("fault", "guard", "complaint"),
    [
        (killed_at_work, "sweeper", "the job comes to its end"),
        (frozen_and_woken, "fence", "the sleeper stores nothing"),
        (slower_than_the_lease, "heartbeat", "the job comes to its end"),
        (takes_no_messages, "watchdog", "the worker ends itself"),
    ],
)
def test_teeth_the_fault_shows_without_its_guard(stage_with, fault, guard, complaint):
    with pytest.raises(AssertionError, match=complaint):
        fault(stage_with(guard_off=guard))
