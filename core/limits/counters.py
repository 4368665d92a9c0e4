"""Counts in Redis, by one script each. Where Redis is silent, everybody passes, and the log says so."""

import logging
import secrets
import time
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

WINDOW_SECONDS = 60
PATIENCE_SECONDS = 0.2
SILENCE_SECONDS = 5  # after Redis was silent it is left alone for so long, so that not every request waits for it
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return count
"""
# Places that are held: the key of each, and when it is free again whatever became of its holder.
TAKE_PLACE = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1] + ARGV[3], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""
logger = logging.getLogger("portal.limits")
_silent_until = 0.0


def count_request(key: str) -> int:
    """How often this key was counted in this window, this time included; 0 if nobody can say."""
    return _ask(lambda server: server.eval(COUNT, 1, key, WINDOW_SECONDS), otherwise=0)


def take_place(key: str, places: int, seconds: int) -> str | None:
    """A place of the few that this key has, for so many seconds at most; None where all are taken."""
    place = secrets.token_hex(8)
    taken = _ask(lambda server: server.eval(TAKE_PLACE, 1, key, time.time(), places, seconds, place), otherwise=1)
    return place if taken else None


def leave_place(key: str, place: str) -> None:
    _ask(lambda server: server.zrem(key, place), otherwise=0)


def _ask(question, *, otherwise):
    global _silent_until
    if time.monotonic() < _silent_until:
        return otherwise
    try:
        return question(_connect(settings.REDIS_URL))
    except redis.RedisError as error:
        _silent_until = time.monotonic() + SILENCE_SECONDS
        logger.error("requests are not counted: %s", type(error).__name__)
        return otherwise


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
