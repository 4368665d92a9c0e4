"""The service clock of a request: for how many working days of the regional office it has been where it is.

Pure: dates and numbers in, dates and numbers out. The day of arrival is day 0; public holidays are not known here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY_AND_SUNDAY = frozenset({5, 6})
FRIDAY_AND_SATURDAY = frozenset({4, 5})
# Weekday numbers of the free days where the office sits, as date.weekday() counts them; Manama rests on other days.
WEEKENDS = {"west-asia": FRIDAY_AND_SATURDAY}


@dataclass(frozen=True)
class ServiceClock:
    """How long a request has been in its state. ``limit`` is None where the state has none."""

    day: int
    limit: int | None
    due_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.limit is not None and self.day > self.limit


def weekend_of(region: str | None) -> Collection[int]:
    """The free weekdays of the office of that region."""
    return WEEKENDS.get(region or "", SATURDAY_AND_SUNDAY)


def working_days(since: date, until: date, weekend: Collection[int]) -> int:
    """Working days after ``since`` up to and with ``until``; 0 where ``until`` is not later."""
    days = max(0, (until - since).days)
    weeks, rest = divmod(days, 7)
    tail = (until - timedelta(days=place) for place in range(rest))
    return weeks * (7 - len(weekend)) + sum(day.weekday() not in weekend for day in tail)


def add_working_days(start: date, days: int, weekend: Collection[int]) -> date:
    """The day on which so many working days after ``start`` have passed."""
    weeks, rest = divmod(days, 7 - len(weekend))
    day = start + timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() not in weekend
    while days and day.weekday() in weekend:  # begun on a free day: whole weeks end on one
        day -= timedelta(days=1)
    return day


def overdue_before(today: date, limit: int, weekend: Collection[int]) -> date:
    """Whatever arrived before this day is over its limit today."""
    day = today - timedelta(weeks=limit // (7 - len(weekend)))
    passed = working_days(day, today, weekend)
    while passed <= limit:
        passed += day.weekday() not in weekend
        day -= timedelta(days=1)
    return day + timedelta(days=1)


def read_clock(since: date, today: date, limit: int | None, region: str | None) -> ServiceClock:
    """The clock of a request that came into its state on ``since``, with the office of ``region``."""
    weekend = weekend_of(region)
    due_on = None if limit is None else add_working_days(since, limit, weekend)
    return ServiceClock(working_days(since, today, weekend), limit, due_on)
