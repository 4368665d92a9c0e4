"""A kind of job without a task would wait for ever: the portal says so before it starts."""

from celery import current_app
from django.core.checks import CheckMessage, Error

from core.jobs.registry import job_models


def every_job_has_its_task(**_options) -> list[CheckMessage]:
    return [
        Error(
            f"The task {model.task_name!r} of this kind of job is not registered.",
            hint="Write it in a tasks.py, or let the model be no Job.",
            obj=model,
            id="core.E001",
        )
        for model in job_models()
        if model.task_name not in current_app.tasks
    ]
