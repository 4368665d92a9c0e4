"""The Celery task of the portal."""

from typing import Any

import pghistory
from celery import Task

from core.http import request_context
from core.http.request_context import RequestContext


class NamedTask(Task):
    """What a task changes is kept under its name and id, as what a request changes under the request's."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        task_id = self.request.id or ""
        outer = request_context.enter(RequestContext(request_id=task_id))
        try:
            with pghistory.context(task=self.name, request_id=task_id):
                return super().__call__(*arguments, **options)
        finally:
            request_context.leave(outer)
