"""Finds in the database what a lost bell, a killed worker or a dead Redis left behind."""

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from core.jobs.bell import ring
from core.jobs.claims import fail_used_up
from core.jobs.models import WorkerBeat
from core.jobs.registry import job_models

ADVISORY_LOCK = 0x6A6F6273  # any fixed number of our own
FORGET_WORKERS_AFTER = timedelta(days=1)


def sweep() -> None:
    """Fail what has no attempt left; ring for what waits too long or whose lease ran out. One sweep at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
            if not cursor.fetchone()[0]:
                return
        overdue = []
        for model in job_models():
            fail_used_up(model)
            overdue += [(model.task_name, pk) for pk in overdue_rows(model)]
        WorkerBeat.objects.filter(seen_at__lt=timezone.now() - FORGET_WORKERS_AFTER).delete()
    for task_name, pk in overdue:
        if not ring(current_app.tasks[task_name], pk):
            return  # the broker is away; the next sweep will try again


def overdue_rows(model) -> list[int]:
    """Keys of the rows that somebody should have taken by now, the oldest first."""
    grace = timedelta(seconds=settings.JOB_QUEUED_GRACE_SECONDS)
    overdue = Q(state=model.QUEUED, queued_at__lt=Now() - grace) | Q(state=model.RUNNING, lease_until__lt=Now())
    return list(model._base_manager.filter(overdue).order_by("queued_at").values_list("pk", flat=True))
