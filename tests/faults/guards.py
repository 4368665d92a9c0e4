"""Teeth: a child process started with ``BSP_GUARD_OFF=<name>`` runs without that guard, and its test must fail."""

import os

from django.db import transaction

from core import jobs
from core.jobs import sweeper
from core.jobs.claims import Claim


def no_sweeper():
    sweeper.sweep = lambda: None


def no_fence():
    Claim.mine = lambda self: type(self.record).objects.filter(pk=self.record.pk)


def no_robust_ring():
    def enqueue(record):
        from celery import current_app

        task = current_app.tasks[record.task_name]
        transaction.on_commit(lambda: task.apply_async(args=[record.pk]))

    jobs.enqueue = enqueue


def no_heartbeat():
    Claim.renew = lambda self: True


def no_watchdog():
    from core.jobs.watchdog import Watchdog

    Watchdog.is_stalled = lambda self: False


GUARDS = {
    "sweeper": no_sweeper,
    "fence": no_fence,
    "robust ring": no_robust_ring,
    "heartbeat": no_heartbeat,
    "watchdog": no_watchdog,
    "publish timeout": lambda: None,  # in settings.py
}


def switch_off_as_asked():
    if name := os.environ.get("BSP_GUARD_OFF"):
        GUARDS[name]()
