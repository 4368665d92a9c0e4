"""Signs of life: a worker has one when it took a message or works on a job, not because its process lives."""

from celery import current_task
from django.utils import timezone

from core.jobs.models import WorkerBeat


def note(worker: str) -> None:
    """This worker takes work, as of now."""
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def this_worker() -> str | None:
    """The name of the Celery worker that runs this code; None outside of one."""
    return current_task.request.hostname if current_task else None
