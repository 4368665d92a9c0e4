"""Counts every request before its view begins, and sends away what is too much."""

from contextlib import ExitStack

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.api.problems import is_api, problem
from core.http.middleware import unavailable
from core.limits.costs import Cost, cost_of
from core.limits.counters import leave_place, take_place
from core.limits.places import SECONDS_HELD, Places
from core.limits.rates import client_of, seconds_to_wait

PATIENCE_SECONDS = 5  # how long a client's request waits for its others
SECONDS_BETWEEN_PAGES, SECONDS_BETWEEN_FILES = 1, 10
places = Places()


class LimitsMiddleware:
    """What one client may ask for in a minute and at once, and what may be dear at once.

    It stands outside of whatever may put another answer in the place of the view's, so that it sees the one that is
    sent: a stream holds its places until it is closed, which the server also does when the client went away.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as worked_on, ExitStack() as held:
            request.worked_on, request.held = worked_on, held
            response = self.get_response(request)
            if response.streaming:
                _close_too(response, held.pop_all().close)
        return response

    def process_view(self, request, view, arguments, named_arguments):
        is_resource = hasattr(view, "cls")  # is counted once its token is read (core.api.throttles)
        cost = Cost.API if is_resource else cost_of(view, request.GET)
        if cost == Cost.FREE:
            return None
        return _refuse_at_once(request, cost) or (None if is_resource else refuse_beyond_rate(request, cost))


def _refuse_at_once(request, cost: Cost) -> HttpResponse | None:
    """Takes the places that the request needs; 429 if its client holds too many, 503 if all clients together do.

    Of what a client has asked at once a part is worked on and the rest waits, so that a window with many pages opens,
    and yet others get the larger part of the processor.
    """
    most, client = settings.REQUESTS_AT_ONCE, client_of(request)
    if not _hold(request.held, client, most["held"]):
        return _too_many_at_once(request)
    if cost == Cost.FILE and not request.user.is_authenticated and not _hold_file(request, f"files:{client}"):
        reason = _("Two files are being sent to you already. Wait until one of them has arrived.")
        return _too_many(request, SECONDS_BETWEEN_FILES, reason)
    if not _hold(request.worked_on, f"work:{client}", most["worked on"], patience=PATIENCE_SECONDS):
        return _too_many_at_once(request)
    is_dear = cost in (Cost.DEAR, Cost.FILE)
    return unavailable(request) if is_dear and not _hold(request.held, "dear", most["dear"]) else None


def refuse_beyond_rate(request, cost: Cost) -> HttpResponse | None:
    """Counts the request; 429 if its client has asked too often in this minute."""
    seconds = seconds_to_wait(request, cost)
    if not seconds:
        return None
    reason = ngettext(
        "You have opened too many pages in a short time. Try again in %(count)d second.",
        "You have opened too many pages in a short time. Try again in %(count)d seconds.",
        seconds,
    ) % {"count": seconds}
    return _too_many(request, seconds, reason)


def _too_many_at_once(request) -> HttpResponse:
    reason = _("You have opened many pages at the same time. Try again in a moment.")
    return _too_many(request, SECONDS_BETWEEN_PAGES, reason)


def _too_many(request, seconds: int, reason: str) -> HttpResponse:
    if is_api(request):
        return problem(request, "too-many-requests", headers={"Retry-After": str(seconds)})
    response = render(request, "429.html", {"reason": reason}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _hold(held: ExitStack, key: str, number: int, **options) -> bool:
    """A place in this process, until what is held is let go."""
    place = places.take(key, number, **options)
    if place is None:
        return False
    held.callback(places.leave, key, place)
    return True


def _hold_file(request, key: str) -> bool:
    """A place in all processes."""
    place = take_place(key, settings.FILES_AT_ONCE, SECONDS_HELD)
    if place is None:
        return False
    request.held.callback(leave_place, key, place)
    return True


def _close_too(response, act) -> None:
    close = response.close

    def close_both():
        try:
            close()
        finally:
            act()

    response.close = close_both
