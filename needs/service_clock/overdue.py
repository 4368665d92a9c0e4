"""Requests that are longer where they are than the service clock allows."""

from functools import reduce
from operator import or_

from django.db.models import Q

from core import clock
from needs.service_clock.holders import service_limits
from needs.service_clock.working_days import SATURDAY_AND_SUNDAY, WEEKENDS, overdue_before


def over_limit() -> Q:
    """Requests that are longer in their state than its limit allows, by the working days of their own office."""
    today = clock.today()
    other_regions = ~Q(country__region__in=WEEKENDS) | Q(country__region=None)
    parts = []
    for state, limit in service_limits().items():
        in_state = Q(state=state)
        before = overdue_before(today, limit, SATURDAY_AND_SUNDAY)
        parts.append(in_state & other_regions & Q(state_since__lt=before))
        for region, weekend in WEEKENDS.items():
            before = overdue_before(today, limit, weekend)
            parts.append(in_state & Q(country__region=region, state_since__lt=before))
    return reduce(or_, parts, Q(pk__in=[]))
