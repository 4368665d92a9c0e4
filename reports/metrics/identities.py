"""What must add up; a report whose figures do not is not built (docs/design/report.md#identities)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.metrics.definitions import COUNT, FUNDS, NUMBER_OF_REFORMS, REFORM_STATUSES, REFUSAL_REASONS
from reports.metrics.values import Metric

_BY_PLACE = ("M1", "M3", "M4", "M4b", "M4c", "M5", "M8")
_BY_REGION = (*_BY_PLACE, "M2", "M8b", "M9", "M9a", "M9b", "M9c", "M9d", "M11b", "M13", "M13b", "M13c", "M18", "M18b")


def check_identities(metrics: Mapping[str, Metric]) -> list[str]:
    """Every identity that does not hold, as a sentence for the log and the report's page; empty if all hold."""
    return [*_requests(metrics), *_places(metrics), *_parts(metrics), *_records(metrics)]


def _value(metrics: Mapping[str, Metric], name: str) -> int:
    return int(metrics[name].value or 0)


def _sum(metrics: Mapping[str, Metric], base: str, dimension: str) -> int:
    """Sum of a figure over all parts of one dimension, taken alone."""
    start = f"{base}|{dimension}="
    return sum(int(m.value or 0) for name, m in metrics.items() if name.startswith(start) and name.count("|") == 1)


def _requests(metrics: Mapping[str, Metric]) -> Iterable[str]:
    for name in metrics:
        base, bar, scope = name.partition("|")
        suffix = bar + scope
        if base == "M1" and f"M4b{suffix}" in metrics:
            parts = sum(_value(metrics, part + suffix) for part in ("M3", "M4", "M4b", "M4c"))
            if _value(metrics, name) != parts:
                yield f"{name}: {_value(metrics, name)} received, but {parts} admitted, refused, withdrawn or pending"
        if base == "M9":
            opening, inflow, outflow = (_value(metrics, part + suffix) for part in ("M9a", "M9b", "M9c"))
            if not opening + inflow - outflow == _value(metrics, name) == _value(metrics, "M9d" + suffix):
                yield f"{name}: {opening} + {inflow} - {outflow} is not the stock of {_value(metrics, 'M9d' + suffix)}"


def _places(metrics: Mapping[str, Metric]) -> Iterable[str]:
    for base in _BY_REGION:
        whole, regions = _value(metrics, base), _sum(metrics, base, "region")
        if whole != regions:
            yield f"{base}: the regions add up to {regions}, the total is {whole}"
    for base in _BY_PLACE:
        whole = _value(metrics, base)
        places = _sum(metrics, base, "country") + _sum(metrics, base, "regional")
        if whole != places:
            yield f"{base}: countries and regional requests add up to {places}, the total is {whole}"


def _parts(metrics: Mapping[str, Metric]) -> Iterable[str]:
    reasons = sum(_value(metrics, f"M4|reason={reason}") for reason in REFUSAL_REASONS)
    if reasons != _value(metrics, "M4"):
        yield f"M4: the reasons add up to {reasons}, the total is {_value(metrics, 'M4')}"
    if (fields := _sum(metrics, "M10", "field")) != _value(metrics, "M1"):
        yield f"M10: the fields add up to {fields}, the total is {_value(metrics, 'M1')}"
    for base in ("M13", "M13b", "M13c"):
        if (fields := _sum(metrics, base, "field")) != _value(metrics, base):
            yield f"{base}: the fields add up to {fields}, the total is {_value(metrics, base)}"
    statuses = sum(_value(metrics, f"M27|status={status}") for status in REFORM_STATUSES)
    if not statuses == _value(metrics, "M27") == NUMBER_OF_REFORMS:
        yield f"M27: {statuses} statuses of {_value(metrics, 'M27')} reforms; there are {NUMBER_OF_REFORMS} reforms"
    for base in ("M22", "M22b", "M22c"):
        funds = sum(metrics[f"{base}|fund={fund}"].cents or 0 for fund in FUNDS)
        if funds != metrics[base].cents:
            yield f"{base}: the funds add up to {funds} cents, the total is {metrics[base].cents}"


def _records(metrics: Mapping[str, Metric]) -> Iterable[str]:
    for name, metric in metrics.items():
        if metric.unit == COUNT and not metric.definition.is_distinct and metric.value != len(metric.records):
            yield f"{name}: the figure is {metric.value}, the records behind it are {len(metric.records)}"
