"""How many requests this process answers at once: of one client, and of those that cost much, whosever they are."""

import time
from threading import Lock

SECONDS_HELD = 120  # a place is free again, whatever became of its holder; deploy/Caddyfile cuts off who reads slower


class Places:
    """A few places for each key. Nobody waits for one: whoever waits takes a thread as well."""

    def __init__(self):
        self._held: dict[str, dict[object, float]] = {}
        self._lock = Lock()

    def take(self, key: str, number: int) -> object | None:
        """One of so many places, to be left by ``leave``; None where all are taken."""
        with self._lock:
            now = time.monotonic()
            held = {place: until for place, until in self._held.get(key, {}).items() if until > now}
            if len(held) >= number:
                return None
            place = object()
            self._held[key] = held | {place: now + SECONDS_HELD}
            return place

    def leave(self, key: str, place: object) -> None:
        with self._lock:
            held = self._held.get(key, {})
            held.pop(place, None)
            if not held:
                self._held.pop(key, None)
