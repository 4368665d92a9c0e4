"""What the clock does, and how workers prove that they work."""

from celery import shared_task

from core import jobs
from core.forms import idempotency
from core.jobs import heartbeats, sweeper
from core.letters import mail
from core.letters.models import Letter
from core.pdf import printing


@shared_task(name="core.sweep_jobs")
def sweep_jobs():
    sweeper.sweep()


@shared_task(name="core.forget_keys")
def forget_keys():
    idempotency.forget()


@shared_task(name=Letter.task_name)
def send_letter(letter_id):
    with jobs.claim(Letter, letter_id) as held:
        if held is not None:
            mail.send(held)


@shared_task(name="core.forget_letters")
def forget_letters():
    mail.forget()


@shared_task(name="core.sweep_print_folders")
def sweep_print_folders():
    printing.sweep_folders()


@shared_task(name="core.worker_beat", bind=True)
def worker_beat(self):
    """A worker that runs this takes work."""
    heartbeats.note(self.request.hostname)
