"""Figures of small sets beside the golden one."""

from __future__ import annotations

from reports.facts import Facts
from reports.metrics import compute
from tests.reports.golden import COUNTRIES, FIELDS, PERIOD, REGIONS


def figures(**lists):
    """Figures of the regions, countries and fields of the golden set and of the lists given."""
    return compute(Facts(**{"regions": REGIONS, "countries": COUNTRIES, "fields": FIELDS, **lists}), PERIOD)


def values(computed, *names):
    return [computed[name].value for name in names]
