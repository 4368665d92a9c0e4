"""The frozen content of a snapshot: a plain dict from which every edition is printed (docs/design/report.md#snapshot).

::

    {"format": 1,
     "report": {"symbol", "title": {language: text}, "date": ISO, "distribution": "general" | "limited",
                "author": term key, "original_language", "languages": [...], "is_draft": bool,
                "period": {"start", "end", "cut_off"}, "job_number", "economy_notice": {language: text},
                "session": {"organ": term key, "forum": term key, "name", "place_and_dates", "agenda_heading":
                            {language: text}, "agenda_item": "4", "is_provisional_agenda": bool, "agenda_note",
                            "executive_director_gender": "f" | "m"}},
     "settings": see ``DEFAULT_SETTINGS``,
     "facts": {list: [records]},            # as known at the reference date, shapes of ``reports.facts``
     "figures": {name: {...}},              # computed once, here; an edition never computes again
     "terms": {term key: {language: text}},
     "narratives": {language: {slot: [blocks]}}}

Decimals are strings, dates ISO strings, money whole cents: no float ever enters, so that the canonical form and its
SHA-256 are the same on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from reports.facts import Facts, facts_at, facts_from_json, to_json
from reports.metrics import MetricSettings, Period, check_identities, compute

FORMAT = 1
TERMS_FILE = Path(__file__).resolve().parent / "fixtures" / "fixed_terms.csv"
DEFAULT_SETTINGS: Mapping[str, Any] = {
    "ef_target_pct": "35",  # target share of the Environment Fund; the sources print 3 and 35
    "assessment_valid_years": 4,
    "joint_meetings_per_year": 4,  # of the joint working group with UNDP
    "stages_since": 2005,  # first year of cumulative counts of countries assisted
    "class_limits": [1, 2, 3, 5, 7],  # lower limits of the shades of the map, fixed for the series
    "list_all_eligible": False,  # annex I: also countries without a request
    "annexes_symbol": "",  # symbol of the information document when annexes I to V and VII are split off
}


class FiguresDoNotAddUp(ValueError):
    """An identity of the figures does not hold; ``complaints`` name each. The report is not built."""

    def __init__(self, complaints: list[str]):
        super().__init__("; ".join(complaints))
        self.complaints = complaints


def make_snapshot(
    report: Mapping[str, Any],
    lists: Mapping[str, Any],
    *,
    settings: Mapping[str, Any] | None = None,
    terms: Mapping[str, Mapping[str, str]] | None = None,
    narratives: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Facts of the floors (lists of plain dicts) to the frozen content with all figures.

    Raises ``FactError`` for a record of the wrong shape and ``FiguresDoNotAddUp`` when an identity is violated.
    """
    period = _period(report)
    snapshot = _assemble(report, facts_at(facts_from_json(dict(lists)), period.cut_off), settings, terms, narratives)
    return snapshot


def _assemble(report, facts: Facts, settings, terms, narratives, *, must_add_up: bool = True) -> dict[str, Any]:
    settings = {**DEFAULT_SETTINGS, **(settings or {})}
    names = MetricSettings.__dataclass_fields__
    figures = compute(facts, _period(report), MetricSettings(**{name: settings[name] for name in names}))
    if must_add_up and (complaints := check_identities(figures)):
        raise FiguresDoNotAddUp(complaints)
    content = {
        "format": FORMAT,
        "report": dict(report),
        "settings": settings,
        "facts": to_json(facts),
        "figures": {name: metric.to_json() for name, metric in figures.items()},
        "terms": terms if terms is not None else default_terms(),
        "narratives": narratives or {},
    }
    return json.loads(canonical_json(content))


def _period(report: Mapping[str, Any]) -> Period:
    dates = report["period"]
    return Period(*(date.fromisoformat(dates[name]) for name in ("start", "end", "cut_off")))


def canonical_json(content: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8; a float raises ``TypeError``."""
    _refuse_floats(content, "snapshot")
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _refuse_floats(value: Any, place: str) -> None:
    if isinstance(value, float):
        raise TypeError(f"{place} is a float; write decimals as strings")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_floats(inner, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            _refuse_floats(inner, f"{place}[{position}]")


def digest(content: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


@cache
def default_terms() -> dict[str, dict[str, str]]:
    """The fixed terms as shipped: term key → language → text."""
    terms: dict[str, dict[str, str]] = {}
    with TERMS_FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            terms.setdefault(row["term_key"], {})[row["lang"]] = row["text"]
    return terms


def empty_snapshot() -> dict[str, Any]:
    """A snapshot without any record, from which the names of all sections, tables and figures can be read."""
    report = {
        "symbol": "UNEP/GC.26/1",
        "title": {"en": "Specimen"},
        "date": "2010-12-31",
        "distribution": "general",
        "author": "report-of-the-executive-director",
        "original_language": "en",
        "languages": ["en"],
        "is_draft": True,
        "period": {"start": "2010-01-01", "end": "2010-12-31", "cut_off": "2010-12-31"},
        "session": {
            "organ": "governing-council-of-unep",
            "forum": "governing-council-forum",
            "name": {"en": "Twenty-sixth session"},
            "place_and_dates": {"en": "Nairobi"},
            "agenda_item": "4",
            "is_provisional_agenda": True,
            "agenda_note": "UNEP/GC.26/1.",
            "agenda_heading": {"en": "Specimen"},
            "executive_director_gender": "m",
        },
    }
    return _assemble(report, Facts(), None, None, None, must_add_up=False)
