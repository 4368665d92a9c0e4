"""Contributions: M22 to M24 and the group shares of money applied (M28c). All sums are whole cents."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.facts import ContributionFact, Facts
from reports.metrics.definitions import FUNDS, FUNDS_WITH_TARGET, GROUPS
from reports.metrics.values import Figures, MetricSettings, Period, percentage

_AMOUNTS = (("M22", "pledged"), ("M22b", "paid"), ("M22c", "applied"))


def total(rows: Sequence[ContributionFact], amount: str) -> int:
    """Sum in cents of what is known; an amount that is not known adds nothing."""
    return sum(getattr(row, amount) or 0 for row in rows)


def with_amount(rows: Sequence[ContributionFact], amount: str) -> list[str]:
    return [row.code for row in rows if getattr(row, amount) is not None]


def contributor_scope(row: ContributionFact) -> tuple[str, str, str]:
    """Fund, contributor and year: one line of annex IV."""
    return row.fund, row.contributor_code.lower() or "not-named", str(row.on.year)


def _add_money(
    figures: Figures, rows: list[ContributionFact], settings: MetricSettings, expenditure: int, scope: dict[str, str]
) -> None:
    for base, amount in _AMOUNTS:
        figures.money(base, total(rows, amount), with_amount(rows, amount), **scope)
    paid, applied = total(rows, "paid"), total(rows, "applied")
    share = percentage(applied, expenditure or paid)
    figures.exact("M23", share, with_amount(rows, "applied"), with_amount(rows, "paid"), **scope)
    collected = percentage(paid, total(rows, "pledged"))
    figures.exact("M23b", collected, with_amount(rows, "paid"), with_amount(rows, "pledged"), **scope)
    if "fund" in scope:
        figures.exact("M24", _attainment(share, scope["fund"], settings), with_amount(rows, "applied"), **scope)


def _attainment(share: Fraction | None, fund: str, settings: MetricSettings) -> Fraction | None:
    """None where the fund has no target or nothing was paid."""
    target = Fraction(settings.ef_target_pct)
    return None if share is None or fund not in FUNDS_WITH_TARGET else percentage(share, target)


def add_money_figures(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    """All figures of money moved in the period."""
    rows = [row for row in facts.contributions if row.on in period]
    _add_money(figures, rows, settings, 0, {})
    for fund in FUNDS:
        spent = sum(x.amount for x in facts.fund_expenditures if x.on in period and x.fund == fund)
        of_fund = [row for row in rows if row.fund == fund]
        _add_money(figures, of_fund, settings, spent if fund == "environment_fund" else 0, {"fund": fund})
    for fund, contributor, year in sorted({contributor_scope(row) for row in rows}):
        line = [row for row in rows if contributor_scope(row) == (fund, contributor, year)]
        _add_money(figures, line, settings, 0, {"fund": fund, "contributor": contributor, "year": year})
    _add_groups(figures, facts, rows)


def _add_groups(figures: Figures, facts: Facts, rows: list[ContributionFact]) -> None:
    memberships = {country.code: set(country.groups) for country in facts.countries}
    whole = total(rows, "applied")
    for group in GROUPS:
        amount, behind = 0, []
        for row in rows:
            shares = [
                share.amount
                for share in row.shares
                if group in memberships.get(share.country or "", set()) or (group == share.region == "africa")
            ]
            if shares:
                amount += sum(shares)
                behind.append(row.code)
        figures.exact("M28c", percentage(amount, whole), behind, with_amount(rows, "applied"), group=group)
