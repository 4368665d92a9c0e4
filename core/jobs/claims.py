"""Holding a job: one worker at a time, under a lease that a heartbeat renews, fenced by the number of the attempt."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Generic, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Coalesce, Now, NullIf
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import RuleBroken
from core.jobs import heartbeats
from core.jobs.models import Job

logger = logging.getLogger(__name__)
J = TypeVar("J", bound=Job)

# Stored in English on the row (these and the sentences of refusals) and translated where they are shown, so they carry
# no placeholders.
WORKER_LOST = _("The work was interrupted. Try again.")
OUT_OF_TIME = _("The work took longer than allowed. Try again.")
UNEXPECTED = _("An unexpected error stopped the work. Try again. If it fails again, have the technical log checked.")


class JobRefused(RuleBroken):
    """The input will never work, so trying again is of no use. Its text is a sentence for the person who ordered."""


class LeaseLost(Exception):
    """Another worker has taken over; whoever sees this stores nothing more."""


class Claim(Generic[J]):
    """One attempt at one row. ``record`` is the row as it was claimed; every write asks whether it is still ours."""

    def __init__(self, record: J):
        self.record = record
        self.attempt = record.attempt
        self.is_settled = False

    def step(self, number: int) -> None:
        """Show how far the work is. Raises LeaseLost when replaced."""
        self._write(step=number)

    @contextmanager
    def storing(self) -> Iterator[None]:
        """A transaction for results: the row is locked and still ours, or LeaseLost is raised and nothing is stored."""
        with transaction.atomic():
            if not self.mine().select_for_update().values_list("pk").first():
                raise LeaseLost
            yield

    def finish(self, **fields) -> None:
        """The work is done; ``fields`` are further columns of the row, written with it. LeaseLost when replaced."""
        self._write(state=self.record.DONE, finished_at=Now(), lease_until=None, last_error="", **fields)

    def fail(self, reason: str | Promise) -> None:
        """The work will not be tried again, for this reason. LeaseLost when replaced."""
        self._write(state=self.record.FAILED, finished_at=Now(), lease_until=None, last_error=in_english(reason))

    def give_back(self, reason: str | Promise, *, pause: timedelta = timedelta(0)) -> None:
        """Let another attempt follow, after a pause, or fail if this was the last one. LeaseLost when replaced."""
        if self.attempt >= settings.JOB_ATTEMPTS:
            self.fail(reason)
        else:
            queued = {"state": self.record.QUEUED, "queued_at": Now() + pause, "lease_until": None}
            self._write(**queued, last_error=in_english(reason))

    def renew(self) -> bool:
        """Hold the row for another lease; False when replaced."""
        return bool(self.mine().update(lease_until=lease_end()))

    def mine(self):
        """The row, if this attempt still holds it; none otherwise.

        A row that a person orders again counts its attempts from one, so the moment of the claim belongs to the fence.
        """
        return type(self.record)._base_manager.filter(
            pk=self.record.pk,
            state=self.record.RUNNING,
            attempt=self.attempt,
            started_at=self.record.started_at,
        )

    def _write(self, **fields) -> None:
        if not self.mine().update(**fields):
            raise LeaseLost
        self.is_settled = "state" in fields


@contextmanager
def claim(model: type[J], pk: int) -> Iterator[Claim[J] | None]:
    """Work on a row as its only worker; None if it is done, held by another, or has used up its attempts.

    The body calls ``finish``. A RuleBroken (JobRefused) that leaves it fails the job with its sentence; any other
    exception gives it back for another attempt, with the cause in the log and a plain sentence on the row. None of
    them leaves this context, so that Celery never repeats the work on its own account.
    """
    record = take(model, pk)
    if record is None:
        fail_used_up(model, pk=pk)
        yield None
        return
    held = Claim(record)
    logger.info("%s %s: attempt %s begins.", record.task_name, pk, held.attempt)
    with beating(held):
        try:
            yield held
            if not held.is_settled:
                raise RuntimeError(f"The task {record.task_name} ended without finishing its row.")
        except LeaseLost:
            logger.warning("%s %s: attempt %s was replaced and stores nothing.", record.task_name, pk, held.attempt)
        except RuleBroken as refusal:
            settle(held.fail, refusal)
        except SoftTimeLimitExceeded:
            settle(held.give_back, OUT_OF_TIME)
        except Exception:
            logger.exception("%s %s: attempt %s failed.", record.task_name, pk, held.attempt)
            settle(held.give_back, UNEXPECTED)
        except BaseException:  # the worker is told to stop
            settle(held.give_back, WORKER_LOST)
            raise


def take(model: type[J], pk: int) -> J | None:
    """Claim the row in one statement, by the database's clock; None if it is not to be had."""
    quote = connection.ops.quote_name
    statement = f"""
        UPDATE {quote(model._meta.db_table)}
        SET state = %(running)s, attempt = attempt + 1, started_at = statement_timestamp(), finished_at = NULL,
            lease_until = statement_timestamp() + make_interval(secs => %(lease)s), last_error = ''
        WHERE {quote(str(model._meta.pk.column))} = %(pk)s AND attempt < %(attempts)s
          AND (state = %(queued)s OR (state = %(running)s AND lease_until < statement_timestamp()))
        RETURNING *
    """  # noqa: S608 - only the names of the model's own table and key are put in
    values = {
        "running": model.RUNNING,
        "queued": model.QUEUED,
        "lease": settings.JOB_LEASE_SECONDS,
        "pk": pk,
        "attempts": settings.JOB_ATTEMPTS,
    }
    return next(iter(model._base_manager.raw(statement, values)), None)


def fail_used_up(model: type[Job], **narrowed) -> int:
    """Fail the rows that have no attempt left and that nobody holds; the number of them."""
    # An attempt clears the column when it starts, so a text in it is the reason of the last one.
    reason = Coalesce(NullIf("last_error", Value("")), Value(in_english(WORKER_LOST)), output_field=TextField())
    used_up = model._base_manager.filter(waiting(model), attempt__gte=settings.JOB_ATTEMPTS, **narrowed)
    failed = used_up.update(  # type: ignore[misc]
        state=model.FAILED, finished_at=Now(), lease_until=None, last_error=reason
    )
    if failed:
        logger.error("%s: %s rows failed after their last attempt.", model.task_name, failed)
    return failed


def waiting(model: type[Job]) -> Q:
    """Rows that a worker may take: queued, or held under a lease that has run out."""
    return Q(state=model.QUEUED) | Q(state=model.RUNNING, lease_until__lt=Now())


def lease_end():
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def in_english(sentence) -> str:
    with translation.override("en"):
        return str(sentence)


def settle(write, reason) -> None:
    """Note the end of an attempt. If even that cannot be stored, the lease runs out and the sweeper finds the row."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        write(reason)
    except (LeaseLost, Error) as error:
        logger.warning("The end of an attempt could not be noted: %r", error)


@contextmanager
def beating(held: Claim) -> Iterator[None]:
    """Renew the lease from a thread of its own, with its own connection, until the body ends."""
    ended = threading.Event()
    worker = heartbeats.this_worker()

    def beat() -> None:
        try:
            while not ended.wait(settings.JOB_HEARTBEAT_SECONDS):
                try:
                    if not held.renew():
                        return  # replaced or finished: the next write of the body says which
                    if worker:
                        heartbeats.note(worker)
                except Error as error:
                    logger.warning("A heartbeat could not be stored: %s", error)
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
