"""Answers that no floor owns: health, error pages, and the one way in which acts answer."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.jobs import health
from core.limits.costs import Cost, costs


def answer(request, record, *, fragment, **context):
    """After an act: the fragment for htmx, the record's page for a plain form."""
    if request.htmx:
        return render(request, fragment, context)
    return redirect(record.get_absolute_url())


def csrf_failed(request, reason=""):
    """403 for a form that did not come from our own page."""
    return render(request, "403.html", {"csrf": True}, status=403)


@costs(Cost.FREE)
@require_safe
@never_cache
def healthz(request):
    """Alive; says nothing more."""
    return HttpResponse("ok", content_type="text/plain")


@costs(Cost.FREE)
@require_safe
@never_cache
def readyz(request):
    """200 when database, migrations and the queue are in order; otherwise 503 with what is not."""
    try:
        complaints = [*pending_migrations(), *health.complaints()]
    except DatabaseError:
        complaints = ["database"]
    status = 503 if complaints else 200
    return JsonResponse({"ready": not complaints, "missing": complaints, "demo": settings.DEMO}, status=status)


def pending_migrations() -> list[str]:
    """``["migrations"]`` when the database lags behind the code."""
    executor = MigrationExecutor(connection)
    return ["migrations"] if executor.migration_plan(executor.loader.graph.leaf_nodes()) else []
