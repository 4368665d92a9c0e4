"""How often a client may ask. Counted in Redis by one script; where Redis is silent, everybody passes."""

import logging
import math
import time
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.throttling import BaseThrottle

from core.http.addresses import client_address

WINDOW_SECONDS = 60
PATIENCE_SECONDS = 0.2
SILENCE_SECONDS = 5  # after Redis was silent it is left alone for so long, so that not every request waits for it
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count
"""
logger = logging.getLogger("portal.throttles")
_silent_until = 0.0


def count_request(key: str) -> int:
    """How often this key was counted in this window, this time included; 0 if nobody can say."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return 0
    try:
        return _connect(settings.REDIS_URL).eval(COUNT, 1, key, WINDOW_SECONDS)
    except redis.RedisError as error:
        _silent_until = time.monotonic() + SILENCE_SECONDS
        logger.error("requests are not counted: %s", type(error).__name__)
        return 0


@cache
def _connect(url: str) -> redis.Redis:
    """A client that never waits long and never asks twice. Understands the queue's way to name a socket."""
    patience: dict[str, Any] = {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    parts = urlsplit(url)
    if parts.scheme == "redis+socket":
        number = parse_qs(parts.query).get("virtual_host", ["0"])[0]
        return redis.Redis(unix_socket_path=parts.path, db=int(number), **patience)
    return redis.Redis.from_url(url, **patience)


class RateThrottle(BaseThrottle):
    """So many requests a minute: by account for whoever signed in or sent a token, by address for visitors."""

    def allow_request(self, request, view):
        if request.user.is_authenticated:
            key, limit = f"account:{request.user.pk}", settings.API_REQUESTS_PER_MINUTE["member"]
        else:
            key, limit = f"address:{client_address(request)}", settings.API_REQUESTS_PER_MINUTE["visitor"]
        window, passed = divmod(time.time(), WINDOW_SECONDS)
        self._wait = math.ceil(WINDOW_SECONDS - passed)
        return count_request(f"requests:{key}:{int(window)}") <= limit

    def wait(self):
        return self._wait
