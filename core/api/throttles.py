"""How often a client may ask the API, in the framework's own place: there the token has been read."""

from rest_framework.throttling import BaseThrottle

from core.limits.costs import Cost
from core.limits.rates import seconds_to_wait


class RateThrottle(BaseThrottle):
    """So many requests a minute: by account for whoever signed in or sent a token, by address for visitors."""

    def allow_request(self, request, view):
        self._wait = seconds_to_wait(request, Cost.API)
        return not self._wait

    def wait(self):
        return self._wait
