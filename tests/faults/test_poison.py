"""Work that kills whoever touches it ends failed with a reason, and the worker lives on."""

import pytest

from tests.faults.stage import wait_until

pytestmark = pytest.mark.nightly


def test_a_job_that_kills_each_worker_fails_after_five_attempts(stage_with):
    # A pool takes some seconds to notice that its hand is dead, in service as here: the watchdog keeps its patience.
    stage = stage_with(further={"WATCHDOG_HEARTBEAT_SECONDS": "120"})
    orderer, worker, _ = stage.start_orderer(), stage.start_worker(), stage.start_beat()
    poison, harmless = orderer.order("parcel", -1)["pk"], orderer.order("parcel", 0.1)["pk"]

    statement = "SELECT state, attempt, last_error FROM parcels_parcel WHERE id = %s"
    wait_until(
        lambda: stage.ledger.rows(statement, poison)[0][0] == "failed", seconds=180, what="the poison is given up"
    )

    assert stage.ledger.rows(statement, poison) == [("failed", 5, "The work was interrupted. Try again.")]
    assert stage.ledger.rows(statement, harmless) == [("done", 1, "")]
    assert not worker.ended()
