"""Answers to what cannot be read, is not there, is not allowed, or went wrong."""

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.errors import BadQuery
from core.problems import is_api, problem


def bad_request(request, exception):
    """400. Only our own sentence about a parameter is shown; what the framework says stays in the log."""
    if is_api(request):
        named = isinstance(exception, BadQuery)
        return problem(request, "invalid-query", str(exception)) if named else problem(request, "bad-request")
    reason = str(exception) if isinstance(exception, BadQuery) else ""
    # Pages name the address they were asked under, which cannot be read where the host itself is refused.
    shown_for = None if isinstance(exception, DisallowedHost) else request
    return render(shown_for, "400.html", {"reason": reason}, status=400)


def forbidden(request, exception):
    if is_api(request):
        return problem(request, "forbidden")
    return render(request, "403.html", status=403)


def not_found(request, exception):
    if is_api(request):
        return problem(request, "not-found")
    return render(request, "404.html", status=404)


def failed(request):
    """500, with nothing but the id under which the log knows it."""
    if is_api(request):
        return problem(request, "internal")
    page = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=500)
