"""Ringing for workers. Nothing hangs on a ring being heard: the row is in the database, the sweeper rings again."""

import logging
import time
from functools import partial

from celery import Task, current_app
from django.db import transaction

from core.jobs.models import Job

logger = logging.getLogger(__name__)

# After a ring that nobody took a process does not ring for that task for so many seconds, and leaves it to the sweeper:
# an act that writes twenty letters waits once for a silent broker, not twenty times. Each task rests by itself, so that
# one whose messages are refused does not silence the others.
REST_SECONDS = 5
_rests_until: dict[str, float] = {}


def enqueue(record: Job) -> None:
    """Ring for this row once the transaction around it is committed.

    A broker that is down, full or silent is logged; the act that calls this never fails and waits a second at most
    (``CELERY_BROKER_TRANSPORT_OPTIONS``). A task name that nobody registered is a mistake in the code and raises
    ``celery.exceptions.NotRegistered`` at once.
    """
    task = current_app.tasks[record.task_name]
    transaction.on_commit(partial(ring, task, record.pk), robust=True)


def ring(task: Task, *arguments, **options) -> bool:
    """Publish one message; False, and a line in the log, if the broker does not take it."""
    if time.monotonic() < _rests_until.get(task.name, 0.0):
        return False
    try:
        task.apply_async(args=arguments, retry=False, **options)
    except Exception as error:  # whatever the broker does, the row is safe
        logger.warning("The bell for %s %s did not ring: %s", task.name, arguments, error)
        _rests_until[task.name] = time.monotonic() + REST_SECONDS
        return False
    return True
