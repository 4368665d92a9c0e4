"""A real worker, a real queue, a real mail server: whichever dies, no letter is lost or comes as a second one."""

import pytest

from tests.faults.mailbox import Mailbox
from tests.faults.stage import wait_until

SEND = "core.send_letter"


@pytest.fixture
def mailbox():
    mailbox = Mailbox()
    yield mailbox
    mailbox.close()


def state_of(stage, letter: int) -> tuple:
    return stage.ledger.rows("SELECT state, attempt FROM core_letter WHERE id = %s", letter)[0]


def begun(stage, orderer, mailbox):
    """A letter that has arrived, and the worker that has not heard of it yet."""
    mailbox.confirms.clear()
    letter = orderer.order("letter", "report_issued")["pk"]
    worker = wait_until(lambda: stage.worker_at(SEND, letter), seconds=60, what="the letter is begun")
    wait_until(lambda: mailbox.letters, seconds=60, what="the letter arrives")
    return letter, worker


def killed_between_sending_and_noting(stage, mailbox) -> None:
    orderer, _, _ = stage.start_orderer(), stage.start_beat(), stage.start_worker()
    letter, worker = begun(stage, orderer, mailbox)
    worker.kill()
    mailbox.confirms.set()
    stage.start_worker()
    wait_until(
        lambda: state_of(stage, letter) == ("sent", 2), seconds=stage.patience, what="the letter is noted as sent"
    )
    first, second = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert (first["Subject"], first.get_payload()) == (second["Subject"], second.get_payload())


def test_a_worker_killed_between_sending_and_noting_repeats_the_same_letter(stage_with, mailbox):
    killed_between_sending_and_noting(stage_with(further={"EMAIL_URL": mailbox.url}), mailbox)


@pytest.mark.nightly
def test_teeth_the_letter_stays_unsettled_without_the_sweeper(stage_with, mailbox):
    with pytest.raises(AssertionError, match="the letter is noted as sent"):
        killed_between_sending_and_noting(stage_with(further={"EMAIL_URL": mailbox.url}, guard_off="sweeper"), mailbox)


def test_letters_go_out_once_each_after_the_mail_server_and_redis_were_away(stage_with, mailbox):
    stage = stage_with(further={"EMAIL_URL": mailbox.url})
    mailbox.server.shutdown()
    mailbox.server.server_close()
    orderer, worker = stage.start_orderer(), stage.start_worker()
    stage.wait_for_worker(worker)
    first = orderer.order("letter", "report_issued")
    assert first["error"] is None
    wait_until(lambda: state_of(stage, first["pk"]) == ("waiting", 1), seconds=60, what="the letter is put off")
    assert "could not be passed to the mail server" in stage.ledger.value("SELECT last_error FROM core_letter")
    stage.redis.kill()
    second = orderer.order("letter", "report_issued")
    assert (second["error"], second["seconds"] < 2) == (None, True)

    back = Mailbox(mailbox.server.server_address[1])
    stage.redis.start()
    stage.start_beat()
    stage.ledger.rows("UPDATE core_letter SET queued_at = now() - interval '1 minute'")  # the pause is over
    letters = "SELECT count(*) FROM core_letter WHERE state = 'sent'"
    wait_until(lambda: stage.ledger.value(letters) == 2, seconds=stage.patience, what="both letters are sent")
    back.close()
    assert len({letter["Message-ID"] for letter in back.letters}) == len(back.letters) == 2
    assert "secretariat@example.org" not in worker.log.read_text()
