"""Is work going forward? A living process proves nothing; a recent beat and a short queue do."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from core.jobs import registry
from core.jobs.models import Job, WorkerBeat


def complaints() -> list[str]:
    """``workers`` when none gave a sign of life lately, ``queue`` when a row waits too long; empty when all is well."""
    now = timezone.now()
    found = []
    heard_since = now - timedelta(seconds=settings.WATCHDOG_HEARTBEAT_SECONDS)
    if not WorkerBeat.objects.filter(seen_at__gte=heard_since).exists():
        found.append("workers")
    overdue = now - timedelta(seconds=settings.WATCHDOG_QUEUED_SECONDS)
    if any(waits_since(model, overdue) for model in registry.job_models()):
        found.append("queue")
    return found


def waits_since(model: type[Job], moment: datetime) -> bool:
    """True if a row of this kind was ordered before the moment and nobody has taken it yet."""
    return model._base_manager.filter(state=model.QUEUED, queued_at__lt=moment).exists()  # type: ignore[misc]
