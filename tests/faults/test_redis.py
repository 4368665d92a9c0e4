"""Redis is only the bell: flushed, killed, refusing or silent, it loses no job, doubles none and delays no act."""

import time

import pytest

from tests.faults.stage import SPEED, wait_until

ANSWER_SECONDS = 2
JOBS = 20


def deliveries(stage) -> list[tuple]:
    """State and number of deliveries of each parcel."""
    return stage.ledger.rows(
        """SELECT state, (SELECT count(*) FROM parcels_delivery WHERE parcel_id = parcel.id)
           FROM parcels_parcel AS parcel WHERE seconds > 0 ORDER BY id"""
    )


def order(orderer, *, seconds: float, count: int) -> None:
    """Order parcels; each order must answer in time and without an error, whatever Redis does."""
    for _ in range(count):
        answer = orderer.order("parcel", seconds, patience=2 * ANSWER_SECONDS)
        assert answer["error"] is None, f"an order failed: {answer['error']}"
        assert answer["seconds"] < ANSWER_SECONDS


def are_all_done(stage) -> bool:
    return all(state == "done" for state, _ in deliveries(stage))


def assert_all_delivered_once(stage, count: int) -> None:
    wait_until(lambda: are_all_done(stage), seconds=stage.patience, what="all jobs are done")
    assert deliveries(stage) == [("done", 1)] * count


def flushed_with_jobs_waiting(stage) -> None:
    orderer = stage.start_orderer()
    order(orderer, seconds=0.2, count=JOBS)
    assert stage.redis.ask("FLUSHALL") == "OK"
    stage.start_worker(concurrency=2)
    stage.start_beat()
    assert_all_delivered_once(stage, JOBS)


def killed_and_back_empty(stage) -> None:
    worker = stage.start_worker(concurrency=2)
    orderer, _ = stage.start_orderer(), stage.start_beat()
    stage.wait_for_worker(worker)
    order(orderer, seconds=0.4, count=JOBS // 2)
    stage.redis.kill()
    order(orderer, seconds=0.4, count=JOBS // 2)
    stage.redis.start()
    assert_all_delivered_once(stage, JOBS)


def silent(stage) -> None:
    worker = stage.start_worker(concurrency=2)
    orderer, _ = stage.start_orderer(), stage.start_beat()
    stage.wait_for_worker(worker)
    stage.redis.silence()
    order(orderer, seconds=0.2, count=JOBS)
    time.sleep(1.5 * float(SPEED["WATCHDOG_HEARTBEAT_SECONDS"]))
    assert not worker.ended()  # a restart would help nothing and kill what it works on
    stage.redis.speak()
    # Silenced while it acknowledges, a worker hangs; it ends itself, and whoever started it starts another.
    wait_until(lambda: worker.ended() or are_all_done(stage), seconds=stage.patience, what="the worker works or ends")
    if worker.ended():
        stage.start_worker(concurrency=2)
    assert_all_delivered_once(stage, JOBS)


def refusing(stage) -> None:
    worker = stage.start_worker(concurrency=2)
    orderer, _ = stage.start_orderer(), stage.start_beat()
    stage.wait_for_worker(worker)
    stage.redis.ask("CONFIG", "SET", "maxmemory", "1")
    order(orderer, seconds=0.2, count=JOBS)
    stage.redis.ask("CONFIG", "SET", "maxmemory", "0")
    assert_all_delivered_once(stage, JOBS)


@pytest.mark.parametrize("fault", [flushed_with_jobs_waiting, killed_and_back_empty, silent, refusing])
def test_no_job_is_lost_or_done_twice(stage_with, fault):
    fault(stage_with())


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("fault", "guard", "complaint"),
    [
        (flushed_with_jobs_waiting, "sweeper", "all jobs are done"),
        (killed_and_back_empty, "sweeper", "all jobs are done"),
        (killed_and_back_empty, "robust ring", "an order failed"),
        (refusing, "robust ring", "an order failed"),
        (silent, "publish timeout", "no answer"),
    ],
)
def test_teeth_each_fault_shows_without_its_guard(stage_with, fault, guard, complaint):
    with pytest.raises(AssertionError, match=complaint):
        fault(stage_with(guard_off=guard))
