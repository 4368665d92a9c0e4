"""Requests and responses: M1 to M10, M19, M20, M25b and the group shares of requests (M28)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from reports.facts import Facts, RequestFact
from reports.metrics.definitions import GROUPS, REFUSAL_REASONS, SOUTH_SOUTH
from reports.metrics.values import Figures, Period, median, nearest_rank, percentage


def codes(records: list[RequestFact]) -> list[str]:
    return [record.code for record in records]


def is_admitted(request: RequestFact) -> bool:
    return request.decided_on is not None and request.decision == "admitted"


def is_refused(request: RequestFact) -> bool:
    return request.decided_on is not None and request.decision == "not_admitted"


def is_undecided(request: RequestFact) -> bool:
    return not is_admitted(request) and not is_refused(request)


def refusal_reason(request: RequestFact) -> str:
    """A refusal without a recorded reason counts as other, so that the reasons add up."""
    return request.refusal_reason or "other"


def is_south_south(request: RequestFact) -> bool:
    return request.arrangement in SOUTH_SOUTH


def response_days(requests: list[RequestFact]) -> list[int]:
    return [(r.first_response_on - r.received_on).days for r in requests if r.first_response_on]


def closed_on(request: RequestFact) -> date | None:
    """The day on which an admitted request left the stock: completed, or withdrawn after admission."""
    if request.decided_on is None:
        return None
    days = [day for day in (request.completed_on, request.withdrawn_on) if day and day >= request.decided_on]
    return min(days, default=None)


def groups_of(request: RequestFact, memberships: Mapping[str, AbstractSet[str]]) -> set[str]:
    """Groups of the requesting country; Africa also holds the regional requests of Africa."""
    groups = set(memberships.get(request.country or "", ()))
    return groups | ({"africa"} if request.region == "africa" else set())


def _scopes(facts: Facts, requests: list[RequestFact]) -> Iterator[tuple[dict[str, str], list[RequestFact]]]:
    """The whole, every region, every country that asked or may ask, and every region's own requests."""
    yield {}, requests
    for region in facts.regions:
        yield {"region": region.code}, [r for r in requests if r.region == region.code]
    asking = {r.country for r in requests}
    for country in facts.countries:
        if country.is_eligible or country.code in asking:
            yield {"country": country.code}, [r for r in requests if r.country == country.code]
    for region in facts.regions:
        yield {"regional": region.code}, [r for r in requests if r.region == region.code and r.country is None]


def _add_cohort(figures: Figures, cohort: list[RequestFact], scope: dict[str, str]) -> None:
    """M1 and M3 to M8 of the requests received in the period."""
    admitted = [r for r in cohort if is_admitted(r)]
    answered = [r for r in admitted if r.first_response_on]
    figures.count("M1", codes(cohort), **scope)
    figures.count("M3", codes(admitted), **scope)
    figures.count("M4", codes([r for r in cohort if is_refused(r)]), **scope)
    figures.count("M4b", codes([r for r in cohort if is_undecided(r) and r.withdrawn_on]), **scope)
    figures.count("M4c", codes([r for r in cohort if is_undecided(r) and not r.withdrawn_on]), **scope)
    figures.count("M5", codes(answered), **scope)
    figures.rate("M6", codes(answered), codes(admitted), **scope)
    figures.exact("M7", median(response_days(answered)), codes(answered), **scope)
    figures.count("M8", codes([r for r in admitted if r.completed_on]), **scope)
    if set(scope) <= {"region"}:
        figures.number("M2", len({r.country for r in cohort if r.country}), codes(cohort), **scope)
        figures.number("M7b", nearest_rank(response_days(answered), 90), codes(answered), **scope)
        figures.rate("M20", codes([r for r in answered if is_south_south(r)]), codes(answered), **scope)


def _add_stock(figures: Figures, requests: list[RequestFact], period: Period, scope: dict[str, str]) -> None:
    """M8b and M9: what moved in the period, whenever it was received."""
    figures.count("M8b", codes([r for r in requests if r.completed_on in period]), **scope)
    opening, inflow, outflow, closing = [], [], [], []
    for request in requests:
        if request.decided_on is None or not is_admitted(request):
            continue
        closed = closed_on(request)
        if request.decided_on < period.start and (closed is None or closed >= period.start):
            opening.append(request)
        if request.decided_on in period:
            inflow.append(request)
        if closed in period:
            outflow.append(request)
        if request.decided_on <= period.end and (closed is None or closed > period.end):
            closing.append(request)
    figures.count("M9a", codes(opening), **scope)
    figures.count("M9b", codes(inflow), **scope)
    figures.count("M9c", codes(outflow), **scope)
    figures.number("M9", len(opening) + len(inflow) - len(outflow), codes(closing), **scope)
    figures.count("M9d", codes(closing), **scope)


def add_request_figures(figures: Figures, facts: Facts, period: Period) -> None:
    """All figures of requests. ``facts`` stand as at the reference date."""
    standing = [r for r in facts.requests if not r.merged_into]
    cohort = [r for r in standing if r.received_on in period]
    for scope, part in _scopes(facts, cohort):
        _add_cohort(figures, part, scope)
    for scope, part in _scopes(facts, standing):
        if set(scope) <= {"region"}:
            _add_stock(figures, part, period, scope)
    refused = [r for r in cohort if is_refused(r)]
    for reason in REFUSAL_REASONS:
        figures.count("M4", codes([r for r in refused if refusal_reason(r) == reason]), reason=reason)
    for name in [item.code for item in facts.fields] + ["none"]:
        figures.count("M10", codes([r for r in cohort if (r.field or "none") == name]), field=name)
        if name != "none":
            figures.count("M10b", codes([r for r in cohort if name in r.secondary_fields]), field=name)
    checked = [r for r in facts.requests if r.is_merged_after_clearing_house and r.merged_on in period]
    figures.count("M19", codes([r for r in refused if refusal_reason(r) == "duplicate"] + checked))
    entered = [r for r in standing if r.entered_exchange_on in period]
    matched = {match.request for match in facts.matches if match.matched_on}
    figures.count("M21b", codes(entered))
    figures.rate("M21d", [r.code for r in entered if r.code in matched], codes(entered))
    completed = [r for r in standing if r.completed_on in period]
    figures.rate("M25b", codes([r for r in completed if r.has_verified_result]), codes(completed))
    _add_groups(figures, facts, cohort)


def _add_groups(figures: Figures, facts: Facts, cohort: list[RequestFact]) -> None:
    memberships = {country.code: set(country.groups) for country in facts.countries}
    answered = [r for r in cohort if is_admitted(r) and r.first_response_on]
    for group in GROUPS:
        received = [r for r in cohort if group in groups_of(r, memberships)]
        responded = [r for r in answered if group in groups_of(r, memberships)]
        figures.count("M1", codes(received), group=group)
        figures.count("M5", codes(responded), group=group)
        figures.exact("M28", percentage(len(received), len(cohort)), codes(received), codes(cohort), group=group)
        figures.exact("M28b", percentage(len(responded), len(answered)), codes(responded), codes(answered), group=group)
