"""The columns every long job carries, and the sign of life of each worker."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A row that a worker claims, works on under an attempt number and finishes under the same number.

    Subclasses define ``state`` with their own words and name them in the four class attributes below, and name the
    Celery task that works on one row in ``task_name``.
    """

    QUEUED: str
    RUNNING: str
    DONE: str
    FAILED: str
    task_name = ""

    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    # In the future while a job pauses between two attempts: nobody rings for it before.
    queued_at = models.DateTimeField(_("ordered"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    step = models.PositiveSmallIntegerField(_("step"), default=0, editable=False)
    last_error = models.TextField(_("why it failed"), blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @staticmethod
    def ordered_anew() -> dict[str, Any]:
        """The columns that forget earlier attempts, for the app's own act: it moves the state and calls ``enqueue``."""
        nothing_yet = dict.fromkeys(("started_at", "finished_at", "lease_until"))
        return {"attempt": 0, "step": 0, "queued_at": timezone.now(), "last_error": "", **nothing_yet}


class WorkerBeat(models.Model):
    """When a worker process last proved that it takes work; a living process alone proves nothing."""

    worker = models.CharField(max_length=200, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "core"

    def __str__(self):
        return self.worker
