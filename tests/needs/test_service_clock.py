from datetime import date, timedelta

import pytest

from needs.service_clock.working_days import (
    FRIDAY_AND_SATURDAY,
    SATURDAY_AND_SUNDAY,
    add_working_days,
    overdue_before,
    read_clock,
    weekend_of,
    working_days,
)

FRIDAY = date(2026, 11, 13)


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (FRIDAY, 0),
        (FRIDAY - timedelta(days=3), 0),
        (FRIDAY + timedelta(days=1), 0),
        (FRIDAY + timedelta(days=2), 0),
        (FRIDAY + timedelta(days=3), 1),
        (FRIDAY + timedelta(days=7), 5),
        (FRIDAY + timedelta(days=70), 50),
    ],
)
def test_a_weekend_is_not_counted_and_the_day_of_arrival_is_day_0(until, days):
    assert working_days(FRIDAY, until, SATURDAY_AND_SUNDAY) == days


def test_the_office_in_manama_rests_on_friday_and_saturday():
    sunday = FRIDAY + timedelta(days=2)
    assert working_days(FRIDAY, sunday, weekend_of("west-asia")) == 1
    assert working_days(FRIDAY, sunday, weekend_of("africa")) == 0
    assert working_days(FRIDAY, sunday, weekend_of(None)) == 0


@pytest.mark.parametrize("weekend", [SATURDAY_AND_SUNDAY, FRIDAY_AND_SATURDAY])
@pytest.mark.parametrize("start", [FRIDAY + timedelta(days=day) for day in range(7)])
@pytest.mark.parametrize("days", [0, 1, 4, 5, 6, 20, 41])
def test_days_counted_and_days_added_agree(weekend, start, days):
    due = add_working_days(start, days, weekend)
    assert working_days(start, due, weekend) == days
    assert days == 0 or due.weekday() not in weekend


@pytest.mark.parametrize("weekend", [SATURDAY_AND_SUNDAY, FRIDAY_AND_SATURDAY])
@pytest.mark.parametrize("today", [FRIDAY + timedelta(days=day) for day in range(7)])
@pytest.mark.parametrize("limit", [0, 1, 5, 20, 40])
def test_the_border_of_what_is_overdue_is_where_the_count_passes_the_limit(weekend, today, limit):
    border = overdue_before(today, limit, weekend)
    assert working_days(border - timedelta(days=1), today, weekend) > limit
    assert working_days(border, today, weekend) <= limit


def test_a_clock_says_its_day_its_limit_and_when_it_ends():
    clock = read_clock(FRIDAY, FRIDAY + timedelta(days=10), 5, "africa")
    assert (clock.day, clock.limit, clock.due_on, clock.is_overdue) == (6, 5, FRIDAY + timedelta(days=7), True)


def test_a_state_without_a_limit_is_never_overdue():
    clock = read_clock(FRIDAY, FRIDAY + timedelta(days=100), None, "africa")
    assert clock.due_on is None
    assert not clock.is_overdue
