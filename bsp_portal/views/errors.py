"""Answers to what cannot be read, is not there, is not allowed, or went wrong."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.errors import BadQuery


def bad_request(request, exception):
    """400. Only our own sentence about a parameter is shown; what the framework says stays in the log."""
    reason = str(exception) if isinstance(exception, BadQuery) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def failed(request):
    """500, with nothing but the id under which the log knows it."""
    page = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=500)
