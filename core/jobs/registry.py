"""Which models are jobs."""

from django.apps import apps

from core.jobs.models import Job


def job_models() -> list[type[Job]]:
    """Every model whose rows are long work."""
    return [model for model in apps.get_models() if issubclass(model, Job)]
