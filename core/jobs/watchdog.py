"""A worker that watches itself: it ends when it no longer takes the messages it sends itself, and is started anew.

A consumer can hang for ever on a half-open connection while its process looks healthy; whoever started the process
(compose, systemd, ``./bsp``) only sees that it lives. So each worker puts a small message into a queue that only it
reads. The pool child that takes it, or the heartbeat of a job in progress, writes the worker's sign of life.
"""

import logging
import os
import threading
import time
from datetime import datetime

from celery.utils.nodenames import worker_direct
from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from core.jobs.bell import ring
from core.jobs.models import WorkerBeat

logger = logging.getLogger(__name__)

STALLED = 70  # exit code


class Watchdog(threading.Thread):
    """Rings for its own worker and ends the process when that is not heard. ``worker`` is the Celery node's name."""

    def __init__(self, worker: str, task):
        super().__init__(name="worker-watchdog", daemon=True)
        self.worker, self.task = worker, task
        self.unheard_rings = 0
        self.unheard_since: datetime | None = None

    def run(self) -> None:
        while True:
            self.look()
            if self.is_stalled():
                logger.critical("The worker %s takes no messages; it ends, to be started anew.", self.worker)
                os._exit(STALLED)
            time.sleep(settings.JOB_HEARTBEAT_SECONDS)

    def look(self) -> None:
        """Ring, and count the rings that stay unheard. While the broker or the database is away nothing is counted."""
        now = timezone.now()
        try:
            heard = bool(self.unheard_rings) and self._signs_since(self.unheard_since).exists()
        except Error:
            connection.close()
            self.unheard_rings = 0
            return
        rang = ring(self.task, queue=worker_direct(self.worker), expires=4 * settings.JOB_HEARTBEAT_SECONDS)
        if heard or not rang:
            self.unheard_rings = 0
        if rang:
            self.unheard_since = self.unheard_since if self.unheard_rings else now
            self.unheard_rings += 1

    def is_stalled(self) -> bool:
        """Rings are counted, not seconds: a machine that slept has rung for nobody."""
        return self.unheard_rings * settings.JOB_HEARTBEAT_SECONDS > settings.WATCHDOG_HEARTBEAT_SECONDS

    def _signs_since(self, moment):
        return WorkerBeat.objects.filter(worker=self.worker, seen_at__gte=moment)
