"""Answers to what cannot be read, is not there, is not allowed, or went wrong."""

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bsp_portal.limits import refuse_beyond_rate
from core.api.problems import is_api, problem
from core.errors import BadQuery
from core.limits.costs import Cost

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    """400, or 413 for too much. Only our own sentences are shown; what the framework says stays in the log."""
    if is_api(request):
        named = isinstance(exception, BadQuery)
        return problem(request, "invalid-query", str(exception)) if named else problem(request, "bad-request")
    if isinstance(exception, TOO_MUCH):
        context = {"reason": _("More was sent at once than the portal can take. Send less at a time."), "status": 413}
        return render(request, "400.html", context, status=413)
    reason = str(exception) if isinstance(exception, BadQuery) else ""
    # Pages name the address they were asked under, which cannot be read where the host itself is refused.
    shown_for = None if isinstance(exception, DisallowedHost) else request
    return render(shown_for, "400.html", {"reason": reason}, status=400)


def forbidden(request, exception):
    if is_api(request):
        return problem(request, "forbidden")
    return render(request, "403.html", status=403)


def not_found(request, exception):
    """404; an address that leads to no view has not been counted yet."""
    refused = None if request.resolver_match else refuse_beyond_rate(request, _cost_of_nothing(request))
    if refused:
        return refused
    if is_api(request):
        return problem(request, "not-found")
    return render(request, "404.html", status=404)


def _cost_of_nothing(request) -> Cost:
    return Cost.API if is_api(request) else Cost.ORDINARY


def failed(request):
    """500, with nothing but the id under which the log knows it."""
    if is_api(request):
        return problem(request, "internal")
    page = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=500)
