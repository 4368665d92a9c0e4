"""Is work going forward? A living process proves nothing; a recent beat and a short queue do."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core.jobs import registry
from core.jobs.models import WorkerBeat


def complaints() -> list[str]:
    """``workers`` when none gave a sign of life lately, ``queue`` when a row waits too long; empty when all is well."""
    now = timezone.now()
    found = []
    heard_since = now - timedelta(seconds=settings.WATCHDOG_HEARTBEAT_SECONDS)
    if not WorkerBeat.objects.filter(seen_at__gte=heard_since).exists():
        found.append("workers")
    overdue = now - timedelta(seconds=settings.WATCHDOG_QUEUED_SECONDS)
    if any(model.objects.filter(state=model.QUEUED, queued_at__lt=overdue).exists() for model in registry.job_models()):
        found.append("queue")
    return found
