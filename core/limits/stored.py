"""Answers that many visitors ask for, kept for half a minute: what is read for one serves those who come next.

Visitors all see the same, so that the key is what they ask for: address, parameters and language. People who are signed
in are always answered from the database. What is kept is what was read, never a page: a page holds a form's token.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

ANSWERS_KEPT = 50


class _Answer:
    def __init__(self):
        self.being_made = Lock()
        self.made_at: float | None = None
        self.content: Any = None

    def is_younger_than(self, seconds: float) -> bool:
        return self.made_at is not None and time.monotonic() - self.made_at < seconds


class Store:
    """The answers of this process. One thread makes an answer; others take the last one meanwhile, or wait for it."""

    def __init__(self, number: int):
        self.number = number
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any], seconds: float) -> Any:
        """The answer for this key, made within these seconds, or twice as many while somebody makes the next."""
        answer = self._answer(key)
        if answer.is_younger_than(seconds):
            return answer.content
        if not answer.being_made.acquire(blocking=not answer.is_younger_than(2 * seconds)):
            return answer.content
        try:
            if not answer.is_younger_than(seconds):
                answer.content, answer.made_at = make(), time.monotonic()
            return answer.content
        finally:
            answer.being_made.release()

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()

    def _answer(self, key: Hashable) -> _Answer:
        with self._lock:
            answer = self._answers.setdefault(key, _Answer())
            self._answers.move_to_end(key)
            if len(self._answers) > self.number:
                self._answers.popitem(last=False)
            return answer


store = Store(ANSWERS_KEPT)


def stored_for_visitors(request, make: Callable[[], Any]) -> Any:
    """What ``make`` gives; for a visitor what it gave to the last who asked the same."""
    if request.user.is_authenticated or not settings.SECONDS_STORED:
        return make()
    asked = sorted((name, *values) for name, values in request.GET.lists())
    return store.get((request.path, tuple(asked), get_language()), make, settings.SECONDS_STORED)
