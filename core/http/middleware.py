"""What happens around every request."""

import uuid

import pghistory
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from core.errors import ForeignField, RuleBroken, Unavailable
from core.http import request_context
from core.http.addresses import client_network


class RequestIdMiddleware:
    """Gives each request an id that stands in the log, in the audit and on the error page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = str(uuid.uuid4())
        context = request_context.RequestContext(
            request_id=request.id, network=client_network(request), user_agent=request.headers.get("User-Agent", "")
        )
        token = request_context.enter(context)
        try:
            response = self.get_response(request)
        finally:
            request_context.leave(token)
        response["X-Request-Id"] = request.id
        return response


class UnavailableMiddleware:
    """Answers 503 when the database is away, a query takes too long or too much is to be done at once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError | InterfaceError | Unavailable):
            return unavailable(request)
        return None


def unavailable(request):
    """503 with the time after which to try again. Needs neither the database nor the session."""
    page = render_to_string("503.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


class CompressionMiddleware(GZipMiddleware):
    """Text travels compressed, lists for download line by line; a PDF is compressed already and keeps its length."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("application/pdf"):
            return response
        return super().process_response(request, response)


class ResponseHeadersMiddleware:
    """Headers that every answer carries; pages of signed-in people are kept by no cache.

    Those of Django's SecurityMiddleware, too, which leaves them out where a host is refused.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.security = SecurityMiddleware(get_response)

    def __call__(self, request):
        response = self.security.process_response(request, self.get_response(request))
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(getattr(request, "user", None), "is_authenticated", False):
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response


class AuditContextMiddleware:
    """Ties every row that triggers write during a change to the person and request that caused it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        actor = request.user.pk if request.user.is_authenticated else None
        with pghistory.context(actor=actor, request_id=request.id):
            return self.get_response(request)


class RuleBrokenMiddleware:
    """The record has moved on: 409 with the sentence of the rule. A form with a field that is not its own: 422."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, RuleBroken):
            return render(request, "409.html", {"reason": str(exception)}, status=409)
        if isinstance(exception, ForeignField):
            return render(request, "400.html", {"reason": str(exception), "status": 422}, status=422)
        return None
