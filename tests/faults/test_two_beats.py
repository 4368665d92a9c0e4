"""Two clocks and two workers by mistake: more bells, no more work."""

import pytest

from tests.faults.stage import wait_until

pytestmark = pytest.mark.nightly

JOBS = 20


def test_two_clocks_double_nothing(stage_with):
    stage = stage_with()
    orderer = stage.start_orderer()
    for _ in range(2):
        stage.start_worker(concurrency=2)
        stage.start_beat()
    for _ in range(JOBS):
        orderer.order("parcel", 0.5)

    statement = "SELECT count(*) FROM parcels_parcel WHERE state <> 'done'"
    wait_until(lambda: stage.ledger.value(statement) == 0, seconds=60, what="all jobs are done")

    deliveries = "SELECT count(*), count(DISTINCT parcel_id), max(attempt) FROM parcels_delivery"
    assert stage.ledger.rows(deliveries) == [(JOBS + 1, JOBS + 1, 1)]
