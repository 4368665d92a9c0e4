"""What day it is. One place, so that the demonstration can enter a past season through the same acts as people do."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set_day: ContextVar[date | None] = ContextVar("set_day", default=None)


def today() -> date:
    """The calendar day at the Programme's headquarters."""
    return _set_day.get() or timezone.localdate()


def now() -> datetime:
    """This moment; noon of the day set by ``at``."""
    day = _set_day.get()
    return timezone.make_aware(datetime.combine(day, time(12))) if day else timezone.now()


def is_set() -> bool:
    """Whether somebody acts as if it were another day (``at``)."""
    return _set_day.get() is not None


@contextmanager
def at(day: date):
    """Act as if it were that day."""
    token = _set_day.set(day)
    try:
        yield
    finally:
        _set_day.reset(token)
