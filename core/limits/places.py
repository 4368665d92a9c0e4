"""How many requests this process answers at once: of one client, and of those that cost much, whosever they are."""

import time
from threading import Condition

SECONDS_HELD = 120  # a place is free again, whatever became of its holder; deploy/Caddyfile cuts off who reads slower


class Places:
    """A few places for each key."""

    def __init__(self):
        self._held: dict[str, dict[object, float]] = {}
        self._changed = Condition()

    def take(self, key: str, number: int, *, patience: float = 0) -> object | None:
        """One of so many places, to be left by ``leave``; None where none became free in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._holders(key)) < number, patience):
                return None
            place = object()
            self._held.setdefault(key, {})[place] = time.monotonic() + SECONDS_HELD
            return place

    def leave(self, key: str, place: object) -> None:
        with self._changed:
            self._held.get(key, {}).pop(place, None)
            if not self._holders(key):
                self._held.pop(key, None)
            self._changed.notify_all()

    def _holders(self, key: str) -> dict[object, float]:
        now = time.monotonic()
        holders = {place: until for place, until in self._held.get(key, {}).items() if until > now}
        if key in self._held:
            self._held[key] = holders
        return holders
