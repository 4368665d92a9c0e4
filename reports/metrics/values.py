"""A figure, the name it is addressed by, and the arithmetic that all figures share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reports.metrics.definitions import DEFINITIONS, Definition

# Order in which the parts of a scope are written, so that one figure has one name.
DIMENSIONS = (
    "region", "regional", "country", "group", "module", "kind", "field", "reason", "fund", "contributor", "year",
    "stage", "cluster", "status",
)  # fmt: skip


class UnknownMetric(ValueError):
    """A name that no definition, or none of its scopes, allows."""


@dataclass(frozen=True)
class Period:
    """First to last day inclusive, and the reference date (docs/design/report.md#terms-of-counting)."""

    start: date
    end: date
    cut_off: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True)
class MetricSettings:
    """What the secretariat may set: target of the Environment Fund in per cent, validity of assessments, start year."""

    ef_target_pct: str = "35"
    assessment_valid_years: int = 4
    joint_meetings_per_year: int = 4
    stages_since: int = 2005


@dataclass(frozen=True)
class Metric:
    """One figure with the records behind it.

    ``records`` are the codes that the figure counts (for a rate: its numerator), ``base`` those of a rate's
    denominator. ``value`` None means that there is nothing to divide by; it prints as "–". ``cents`` keeps money exact.
    """

    id: str
    value: int | Decimal | None
    records: tuple[str, ...]
    base: tuple[str, ...] = ()
    cents: int | None = None

    @property
    def definition(self) -> Definition:
        return DEFINITIONS[self.id.split("|")[0]]

    @property
    def name(self) -> Any:
        return self.definition.name

    @property
    def rule(self) -> Any:
        return self.definition.rule

    @property
    def unit(self) -> str:
        return self.definition.unit

    @property
    def kind(self) -> Any:
        return self.definition.kind

    @property
    def decimals(self) -> int:
        return self.definition.decimals

    def to_json(self) -> dict[str, Any]:
        """Plain form for the snapshot; decimals as strings, so that no float enters the digest."""
        plain: dict[str, Any] = {
            "value": str(self.value) if isinstance(self.value, Decimal) else self.value,
            "decimals": self.decimals,
            "unit": self.unit,
            "records": list(self.records),
        }
        if self.base:
            plain["base"] = list(self.base)
        if self.cents is not None:
            plain["cents"] = self.cents
        return plain


def metric_from_json(identifier: str, plain: dict[str, Any]) -> Metric:
    """A figure as the snapshot keeps it."""
    value = plain["value"]
    return Metric(
        id=identifier,
        value=Decimal(value) if isinstance(value, str) else value,
        records=tuple(plain["records"]),
        base=tuple(plain.get("base", ())),
        cents=plain.get("cents"),
    )


def metric_id(base: str, **scope: str) -> str:
    """``metric_id("M13", field="forests", region="africa")`` is ``M13|region=africa|field=forests``."""
    return "|".join([base, *(f"{name}={scope[name]}" for name in DIMENSIONS if name in scope)])


def parse_metric_id(text: str) -> str:
    """The one name of a figure, from any order of parts and any case; ``UnknownMetric`` if it cannot exist."""
    base, *parts = (part.strip() for part in text.split("|"))
    if base not in DEFINITIONS:
        raise UnknownMetric(text)
    scope: dict[str, str] = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if not sign or not value.strip() or name.strip() not in DIMENSIONS or name.strip() in scope:
            raise UnknownMetric(text)
        value = value.strip()
        scope[name.strip()] = value.upper() if name.strip() == "country" else value.lower()
    if not any(set(allowed.split("+")) - {""} == set(scope) for allowed in DEFINITIONS[base].scopes):
        raise UnknownMetric(text)
    return metric_id(base, **scope)


def round_away(exact: Fraction, decimals: int) -> int | Decimal:
    """Rounded once, half away from zero; an integer when no decimals are wanted."""
    scaled = abs(exact) * 10**decimals + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    whole = -whole if exact < 0 else whole
    return whole if decimals == 0 else Decimal(whole).scaleb(-decimals)


def percentage(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    """100 × part / whole, unrounded; None when there is nothing to divide by."""
    return None if whole == 0 else Fraction(100) * part / whole


def median(values: Sequence[int]) -> Fraction | None:
    """Middle value, or the mean of the two middle ones; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return Fraction(ordered[middle]) if len(ordered) % 2 else Fraction(ordered[middle - 1] + ordered[middle], 2)


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """The ⌈percent/100 · n⌉-th smallest value; None of nothing."""
    ordered = sorted(values)
    return ordered[-(-percent * len(ordered) // 100) - 1] if ordered else None


class Figures(dict[str, Metric]):
    """All figures of a report by name, each added once."""

    def add(self, metric: Metric) -> None:
        if metric.id in self:
            raise ValueError(f"{metric.id} is computed twice")
        self[metric.id] = metric

    def count(self, base: str, records: Iterable[str], **scope: str) -> None:
        """The number of the records."""
        codes = tuple(records)
        self.add(Metric(metric_id(base, **scope), len(codes), codes))

    def number(self, base: str, value: int | None, records: Iterable[str], **scope: str) -> None:
        """A number that is not the number of its records: distinct countries, persons, days."""
        self.add(Metric(metric_id(base, **scope), value, tuple(records)))

    def exact(
        self, base: str, value: Fraction | None, records: Iterable[str], over: Iterable[str] = (), **scope: str
    ) -> None:
        """A rate or mean, rounded here and nowhere else."""
        rounded = None if value is None else round_away(value, DEFINITIONS[base].decimals)
        self.add(Metric(metric_id(base, **scope), rounded, tuple(records), tuple(over)))

    def rate(self, base: str, part: Sequence[str], whole: Sequence[str], **scope: str) -> None:
        """The share of ``part`` in ``whole``, both lists of records."""
        self.exact(base, percentage(len(part), len(whole)), part, whole, **scope)

    def money(self, base: str, cents: int, records: Iterable[str], **scope: str) -> None:
        """An amount in cents, shown in millions."""
        shown = round_away(Fraction(cents, 100_000_000), DEFINITIONS[base].decimals)
        self.add(Metric(metric_id(base, **scope), shown, tuple(records), cents=cents))
