"""Every error of the API in one form: problem details (RFC 9457), with a stable, untranslated name.

The bytes of “not found” are the same whether a record is missing or invisible; its request id stands in the header.
"""

import logging
from dataclasses import dataclass

import orjson
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from core.errors import BadQuery

API_PATH = "/api/"
logger = logging.getLogger("portal.api")


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, its title, and what a client can do about it."""

    name: str
    status: int
    title: str | Promise
    advice: str | Promise


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "invalid-query",
            400,
            _("The address contains a parameter that cannot be read"),
            _(
                "A parameter is unknown, appears twice or has a value that is not allowed. The detail names it. "
                "Correct the address and try again."
            ),
        ),
        Kind(
            "bad-request",
            400,
            _("The call cannot be read"),
            _("The call is malformed, or was sent to a host name that this portal does not use."),
        ),
        Kind(
            "unauthenticated",
            401,
            _("Sign in or send a token"),
            _("The token is missing, unknown, expired or revoked. Send a valid one: Authorization: Bearer bsp_…"),
        ),
        Kind(
            "forbidden",
            403,
            _("You cannot do this"),
            _(
                "You have been recognized, but your role or the scopes of your token do not allow this. The detail "
                "says why."
            ),
        ),
        Kind(
            "not-found",
            404,
            _("Nothing was found at this address"),
            _(
                "The record does not exist, or you do not have access to it. The portal deliberately does not say "
                "which."
            ),
        ),
        Kind(
            "method-not-allowed",
            405,
            _("This method is not allowed here"),
            _("The Allow header of the HTTP response lists the methods that are allowed."),
        ),
        Kind(
            "not-acceptable",
            406,
            _("This format is not available"),
            _("Lists and records are available as JSON and CSV. Send Accept: application/json or text/csv."),
        ),
        Kind(
            "too-many-requests",
            429,
            _("Too many calls"),
            _(
                "Wait for the number of seconds given in the Retry-After header, then try again. More calls are "
                "allowed with a token."
            ),
        ),
        Kind(
            "internal",
            500,
            _("Something went wrong on our side"),
            _(
                "Report the error to the secretariat and quote the request ID, so that the cause can be found in "
                "the log."
            ),
        ),
        Kind(
            "unavailable",
            503,
            _("The portal is not available at the moment"),
            _("Try again after the number of seconds given in the Retry-After header."),
        ),
    )
}
RETRY_SECONDS = 5
NAMES_OF_STATUS = {kind.status: kind.name for kind in KINDS.values()}


def is_api(request) -> bool:
    return request.path.startswith(API_PATH)


def problem(request, name: str, detail: str = "", headers: dict | None = None) -> HttpResponse:
    """The answer for one kind of problem. Texts follow the language of the request."""
    kind = KINDS[name]
    content = {"type": f"/problems/{name}", "title": str(kind.title), "status": kind.status}
    if detail:
        content["detail"] = detail
    if kind.status != 404:
        content["request_id"] = getattr(request, "id", "")
    return HttpResponse(
        orjson.dumps(content), status=kind.status, content_type="application/problem+json", headers=headers
    )


def answer_exception(error: Exception, context: dict) -> HttpResponse:
    """The problem for whatever an endpoint of the API raised."""
    request = context["request"]._request
    if isinstance(error, BadQuery):
        return problem(request, "invalid-query", str(error))
    if isinstance(error, Http404 | exceptions.NotFound):
        return problem(request, "not-found")
    if isinstance(error, OperationalError | InterfaceError):
        return problem(request, "unavailable", headers={"Retry-After": str(RETRY_SECONDS)})
    if isinstance(error, DjangoPermissionDenied):
        return problem(request, "forbidden")
    if isinstance(error, exceptions.APIException):
        return _answer_framework(request, error, context)
    logger.error("the API failed", exc_info=error)
    return problem(request, "internal")


def _answer_framework(request, error: exceptions.APIException, context: dict) -> HttpResponse:
    """What the framework refuses. Only our own sentences are shown: those of refusals that we raise ourselves."""
    name = NAMES_OF_STATUS.get(error.status_code, "bad-request")
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = error.auth_header
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(int(error.wait or 1))
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    detail = str(error.detail) if isinstance(error, exceptions.PermissionDenied) else ""
    return problem(request, name, detail, headers)
