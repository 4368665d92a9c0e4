"""Needs, assessments and gaps: M11 to M14, M19b and M25."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reports.facts import Facts, NeedFact, NeedResponse
from reports.metrics.definitions import PRIORITY_RANKS
from reports.metrics.values import Figures, Metric, MetricSettings, Period, metric_id


def years_before(day: date, years: int) -> date:
    """The same calendar day some years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def is_active(response: NeedResponse) -> bool:
    """Responded to, and neither completed nor ended (facts stand as at the reference date)."""
    return response.responded_on is not None and response.completed_on is None and response.ended_on is None


def is_open(need: NeedFact) -> bool:
    return need.is_current and need.met_on is None


def is_gap(need: NeedFact) -> bool:
    return is_open(need) and not any(is_active(response) for response in need.responses)


def is_overlap(need: NeedFact) -> bool:
    """Two or more providers at work on one need of one country, and nobody recorded that they coordinate."""
    active = {provider for response in need.responses if is_active(response) for provider in response.providers}
    return need.country is not None and len(active) >= 2 and not need.coordination_record


def ranked_fields(figures: Mapping[str, Metric], facts: Facts, **scope: str) -> list[str]:
    """Fields that any country of the scope ranks 1 to 3, in the order of M12."""

    def order(code: str) -> tuple[int, int, str]:
        counts = (figures[metric_id(base, field=code, **scope)].value for base in ("M12", "M12b"))
        ranked, first = (int(count or 0) for count in counts)
        return -ranked, -first, code

    ranked = [item.code for item in facts.fields if figures[metric_id("M12", field=item.code, **scope)].value]
    return sorted(ranked, key=order)


def _scopes(facts: Facts) -> Iterator[tuple[dict[str, str], list[NeedFact]]]:
    yield {}, list(facts.needs)
    for item in facts.fields:
        yield {"field": item.code}, [n for n in facts.needs if n.field == item.code]
    for region in facts.regions:
        regional = [n for n in facts.needs if n.region == region.code]
        yield {"region": region.code}, regional
        for item in facts.fields:
            yield {"region": region.code, "field": item.code}, [n for n in regional if n.field == item.code]


def _add_gaps(figures: Figures, needs: list[NeedFact], scope: dict[str, str]) -> None:
    open_needs = [n.code for n in needs if is_open(n)]
    gaps = [n.code for n in needs if is_gap(n)]
    first_open = [n.code for n in needs if is_open(n) and n.rank == 1]
    first_gaps = [n.code for n in needs if is_gap(n) and n.rank == 1]
    figures.count("M13", open_needs, **scope)
    figures.count("M13b", gaps, **scope)
    figures.count("M13c", first_gaps, **scope)
    figures.rate("M14", gaps, open_needs, **scope)
    figures.rate("M14b", first_gaps, first_open, **scope)


def _add_priorities(figures: Figures, needs: list[NeedFact], scope: dict[str, str]) -> None:
    ranked = [n for n in needs if n.is_current and n.country and n.rank in PRIORITY_RANKS]
    first = [n for n in ranked if n.rank == 1]
    figures.number("M12", len({n.country for n in ranked}), [n.code for n in ranked], **scope)
    figures.number("M12b", len({n.country for n in first}), [n.code for n in first], **scope)


def _add_coverage(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    oldest = years_before(period.cut_off, settings.assessment_valid_years)
    valid = {a.country for a in facts.assessments if a.country and a.endorsed_on and a.endorsed_on >= oldest}
    for scope in ({}, *({"region": region.code} for region in facts.regions)):
        region = scope.get("region")
        eligible = [c.code for c in facts.countries if c.is_eligible and region in (None, c.region)]
        covered = [code for code in eligible if code in valid]
        figures.count("M11b", covered, **scope)
        figures.rate("M11", covered, eligible, **scope)


def add_need_figures(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    """All figures of needs. ``facts`` stand as at the reference date."""
    _add_coverage(figures, facts, period, settings)
    for scope, needs in _scopes(facts):
        _add_gaps(figures, needs, scope)
        if "field" in scope:
            _add_priorities(figures, needs, scope)
    figures.count("M19b", [n.code for n in facts.needs if is_overlap(n)])
    met = [
        n
        for n in facts.needs
        if n.met_on in period and n.has_verified_evidence and any(r.completed_on for r in n.responses)
    ]
    figures.count("M25", [n.code for n in met])
