"""All figures of the council report, M1 to M28, from facts alone (docs/design/report.md#metrics)."""

from __future__ import annotations

from reports.facts import Facts, facts_at
from reports.metrics.definitions import DEFINITIONS, Definition
from reports.metrics.delivery import add_delivery_figures
from reports.metrics.identities import check_identities
from reports.metrics.money import add_money_figures
from reports.metrics.needs import add_need_figures, ranked_fields
from reports.metrics.requests import add_request_figures
from reports.metrics.values import (
    Figures,
    Metric,
    MetricSettings,
    Period,
    UnknownMetric,
    metric_from_json,
    metric_id,
    parse_metric_id,
)


def compute(facts: Facts, period: Period, settings: MetricSettings | None = None) -> Figures:
    """Every figure with its scopes and the records behind it; nothing dated after the reference date is used."""
    settings = settings or MetricSettings()
    known = facts_at(facts, period.cut_off)
    figures = Figures()
    add_request_figures(figures, known, period)
    add_need_figures(figures, known, period, settings)
    add_delivery_figures(figures, known, period, settings)
    add_money_figures(figures, known, period, settings)
    return figures


__all__ = [
    "DEFINITIONS",
    "Definition",
    "Figures",
    "Metric",
    "MetricSettings",
    "Period",
    "UnknownMetric",
    "check_identities",
    "compute",
    "metric_from_json",
    "metric_id",
    "parse_metric_id",
    "ranked_fields",
]
