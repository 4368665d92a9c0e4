"""PostgreSQL is killed under those who write: what was answered with success is there, of all else there is nothing.

``BSP_FAULT_SEED`` repeats a run, ``BSP_FAULT_TRIALS`` asks for more kills than the twenty of every check.
"""

import os
import random
import secrets
import threading
import time

import pytest

from tests.faults.ledger import OwnLedger
from tests.faults.stage import wait_until

TRIALS = int(os.environ.get("BSP_FAULT_TRIALS", "20"))
WRITERS = 3
UNSETTLED = "SELECT count(*) FROM parcels_parcel WHERE state NOT IN ('done', 'failed')"
# A request is drafted with its row, its links, its line in the audit and the number of its code, or not at all.
PARTS_OF_REQUESTS = """
    SELECT (SELECT count(*) FROM needs_assistancerequest_further_themes WHERE assistancerequest_id = request.id),
           (SELECT count(*) FROM needs_assistancerequest_capacity_types WHERE assistancerequest_id = request.id),
           (SELECT count(*) FROM core_auditevent WHERE object_id = request.id AND verb = 'request.drafted')
    FROM needs_assistancerequest AS request
"""
WHOLE = (2, 1, 1)
LINES_OF_REQUESTS = "SELECT count(*) FROM core_auditevent WHERE verb = 'request.drafted'"


class Writer(threading.Thread):
    """Orders one after another from a web process of its own, and keeps what was answered with success."""

    def __init__(self, orderer):
        super().__init__(daemon=True)
        self.orderer, self.told, self.failed = orderer, {"request": [], "parcel": []}, 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            for name in self.told:
                answer = self.orderer.order(name, "0.01", patience=30)
                if answer["error"] is None:
                    self.told[name].append(answer["pk"])
                else:
                    self.failed += 1
                    time.sleep(0.05)


@pytest.fixture
def stage_on(template, stage_with):
    """A stage on a cluster of its own."""
    return lambda settings="": stage_with(ledger=OwnLedger(template, settings))


def kill_under_writers(stage, trials: int, chance: random.Random) -> list[Writer]:
    """So many kills at random moments while people write and a worker works; everything is served again at the end."""
    worker, _ = stage.start_worker(), stage.start_beat()
    stage.wait_for_worker(worker)
    writers = [Writer(stage.start_orderer()) for _number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _trial in range(trials):
        time.sleep(chance.uniform(0.1, 1.2))
        stage.ledger.kill()
        stage.ledger.start()
    for writer in writers:
        writer.ended.set()
        writer.join()
    return writers


def lost(stage, writers: list[Writer]) -> dict[str, set[int]]:
    """What was answered with success and is not there."""
    tables = {"request": "needs_assistancerequest", "parcel": "parcels_parcel"}
    there = {name: {pk for (pk,) in stage.ledger.rows(f"SELECT id FROM {table}")} for name, table in tables.items()}  # noqa: S608
    return {name: {pk for writer in writers for pk in writer.told[name]} - there[name] for name in tables}


@pytest.mark.slow
def test_nothing_is_lost_or_left_half_done_when_postgres_is_killed(stage_on, proof):
    seed = int(os.environ.get("BSP_FAULT_SEED") or secrets.randbelow(10**6))
    print(f"BSP_FAULT_SEED={seed}")
    stage = stage_on()
    writers = kill_under_writers(stage, TRIALS, random.Random(seed))

    assert lost(stage, writers) == {"request": set(), "parcel": set()}
    parts = stage.ledger.rows(PARTS_OF_REQUESTS)
    assert set(parts) == {WHOLE}
    assert stage.ledger.value(LINES_OF_REQUESTS) == len(parts)
    wait_until(lambda: stage.ledger.value(UNSETTLED) == 0, seconds=120, what="every parcel is delivered")
    delivered = "SELECT count(*), count(DISTINCT parcel_id) FROM parcels_delivery"
    assert stage.ledger.rows(delivered) == stage.ledger.rows("SELECT count(*), count(*) FROM parcels_parcel")
    told, failed = sum(len(pks) for writer in writers for pks in writer.told.values()), sum(w.failed for w in writers)
    assert told > TRIALS
    print(f"{TRIALS} kills, {told} acts told done, {failed} refused, 0 lost, 0 half done; 3/n = {3 / TRIALS:.3f}")
    proof("kills of PostgreSQL under writers", TRIALS)


@pytest.mark.nightly
def test_teeth_a_ledger_that_answers_before_it_has_written_is_noticed(stage_on):
    """Without synchronous_commit the last acts before a kill are answered and lost."""
    stage = stage_on("-c synchronous_commit=off -c wal_writer_delay=10s -c wal_writer_flush_after=0")
    writers = kill_under_writers(stage, 10, random.Random(5))
    assert any(lost(stage, writers).values())
