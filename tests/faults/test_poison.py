"""Work that kills whoever touches it ends failed with a reason, and the worker lives on."""

import pytest

from tests.faults.stage import wait_until
from tests.security.swelling_documents import SWELLING

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


def test_texts_without_end_fail_with_a_reason_and_the_worker_lives_on(stage_with):
    stage = stage_with(further={"WATCHDOG_HEARTBEAT_SECONDS": "120"})
    orderer, worker, _ = stage.start_orderer(), stage.start_worker(), stage.start_beat()
    swelling = {name: orderer.order("leaflet", place)["pk"] for place, name in enumerate(SWELLING)}
    harmless = orderer.order("parcel", 0.1)["pk"]

    statement = "SELECT state, last_error FROM parcels_parcel WHERE id = %s"
    wait_until(
        lambda: all(stage.ledger.rows(statement, pk)[0][0] in ("done", "failed") for pk in swelling.values()),
        seconds=len(SWELLING) * 60,
        what="all leaflets are given up",
    )
    ends = {name: stage.ledger.rows(statement, pk)[0] for name, pk in swelling.items()}
    assert {state for state, _reason in ends.values()} == {"failed"}
    assert all(reason for _state, reason in ends.values())
    wait_until(lambda: stage.ledger.rows(statement, harmless) == [("done", "")], seconds=60, what="the parcel is done")
    assert not worker.ended()
