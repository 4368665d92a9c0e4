"""Pages about the portal itself, to which the foot of every page leads."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core import clock
from core.http.parameters import refuse_unknown
from core.limits.costs import Cost, costs
from core.limits.stored import stored_for_visitors
from core.records.catalogue import open_kinds
from core.records.counting import count_rows

SECURITY_TXT_DAYS = 180  # RFC 9116: the file says until when it holds, less than a year ahead


class PlainPage(TemplateView):
    """A page that only needs to know where people can write."""

    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        refuse_unknown(self.request.GET, ())
        return {"mailbox": settings.CONTACT_MAILBOX}


@costs(Cost.DEAR)
@require_safe
def data(request):
    """What can be downloaded: each list with how many records of it this reader sees, and the API."""
    refuse_unknown(request.GET, ())
    limits = settings.REQUESTS_PER_MINUTE[Cost.API]
    context = {
        "lists": stored_for_visitors(request, lambda: downloads(request.user)),
        "visitors": limits["visitor"],
        "members": limits["member"],
        "licence": settings.OPEN_DATA_LICENCE,
        "attribution": attribution(),
    }
    return render(request, "pages/data.html", context)


def attribution() -> str:
    """How to name the source of data that are taken today: the same words in every language."""
    return f"BSP Portal, {settings.SITE_URL}, {clock.today().isoformat()}, {settings.OPEN_DATA_LICENCE['name']}"


def downloads(reader) -> list[dict]:
    """The lists of the portal: label, page, CSV file, count, and the API's resource where there is one."""
    found = []
    for kind in open_kinds():
        count, is_estimate = count_rows(kind.rows(reader))
        page = reverse(kind.page)
        found.append(
            {
                "label": kind.label,
                "url": page,
                "csv_url": f"{page}?format=csv",
                "api_url": reverse(f"api:{kind.name}-list") if kind.is_resource else "",
                "count": count,
                "is_estimate": is_estimate,
            }
        )
    return found


@require_safe
def security_txt(request):
    """Where to report a weakness of the portal (RFC 9116)."""
    refuse_unknown(request.GET, ())
    policy = settings.SITE_URL + reverse("security")
    expires = clock.now() + timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: mailto:{settings.CONTACT_MAILBOX}" if settings.CONTACT_MAILBOX else f"Contact: {policy}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, fr, es, ru, zh, ar",
        f"Canonical: {settings.SITE_URL}{request.path}",
        f"Policy: {policy}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
