"""The doors of the clock and of the workers themselves."""

from celery import shared_task

from core import keyed
from core.jobs import signs, sweeper


@shared_task(name="core.sweep_jobs")
def sweep_jobs():
    sweeper.sweep()


@shared_task(name="core.forget_keys")
def forget_keys():
    keyed.forget()


@shared_task(name="core.worker_beat", bind=True)
def worker_beat(self):
    """A worker that runs this takes work."""
    signs.note(self.request.hostname)
