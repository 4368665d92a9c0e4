"""Finds in the database what a lost bell, a killed worker or a dead Redis left behind."""

import logging
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from core.jobs.bell import ring
from core.jobs.claims import fail_used_up
from core.jobs.models import Job, WorkerBeat
from core.jobs.registry import job_models

logger = logging.getLogger(__name__)

ADVISORY_LOCK = 0x6A6F6273  # any fixed number of our own
FORGET_WORKERS_AFTER = timedelta(days=1)


def sweep() -> None:
    """Fail what has no attempt left; ring for what waits too long or whose lease ran out. One sweep at a time.

    A kind of job that fails here, whatever its fault, keeps no other from being swept.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
            if not cursor.fetchone()[0]:
                return
        overdue = [(model, sweep_rows(model)) for model in job_models()]
        WorkerBeat.objects.filter(seen_at__lt=timezone.now() - FORGET_WORKERS_AFTER).delete()
    for model, keys in overdue:
        ring_for(model, keys)


def sweep_rows(model: type[Job]) -> list[int]:
    """Fail the rows without an attempt left; the keys of those to ring for."""
    try:
        with transaction.atomic():
            fail_used_up(model)
            return overdue_rows(model)
    except Exception:
        logger.exception("%s: the rows could not be swept.", model._meta.label)
        return []


def ring_for(model: type[Job], keys: list[int]) -> None:
    """Ring for each row until a ring fails; the next sweep will try again."""
    task = current_app.tasks.get(model.task_name)
    if keys and task is None:
        logger.error("%s waits for the task %r, which is not registered.", model._meta.label, model.task_name)
        return
    for pk in keys:
        if not ring(task, pk):
            return


def overdue_rows(model: type[Job]) -> list[int]:
    """Keys of the rows that somebody should have taken by now, the oldest first."""
    grace = timedelta(seconds=settings.JOB_QUEUED_GRACE_SECONDS)
    overdue = Q(state=model.QUEUED, queued_at__lt=Now() - grace) | Q(state=model.RUNNING, lease_until__lt=Now())
    return list(model._base_manager.filter(overdue).order_by("queued_at").values_list("pk", flat=True))
