"""Who asks, and how often: by account whoever is known, by address visitors."""

import logging
import math
import time

from django.conf import settings

from core.http.addresses import client_address
from core.limits.costs import Cost
from core.limits.counters import WINDOW_SECONDS, count_request

logger = logging.getLogger("portal.limits")


def client_of(request) -> str:
    """Whom a request counts for: an office behind one address is not kept out by its neighbours once it signed in."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"address:{client_address(request)}"


def seconds_to_wait(request, cost: Cost) -> int:
    """Counts the request. 0 if it is within the limit or there is none, else the seconds until the next may come."""
    limit = settings.REQUESTS_PER_MINUTE[cost]["member" if request.user.is_authenticated else "visitor"]
    if not limit:
        return 0
    window, passed = divmod(time.time(), WINDOW_SECONDS)
    count = count_request(f"requests:{cost}:{client_of(request)}:{int(window)}")
    if count == limit + 1:
        logger.warning("a client has reached the limit of %s requests", cost)
    return math.ceil(WINDOW_SECONDS - passed) if count > limit else 0
