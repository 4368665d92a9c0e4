"""A snapshot in which every text that reaches the PDF is a payload; the texts are found by walking the facts."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from itertools import cycle
from string import ascii_uppercase
from typing import Any

from reports import snapshot_format
from reports.facts import Facts
from reports.narratives import CASE_FIELDS, SLOTS, strip_controls

DAY = "2010-06-30"
FIXED_CODES = {
    "regions": ("africa", *(f"region-{number}" for number in range(2, 20))),
    "countries": ("AAA", *(f"A{letter}B" for letter in ascii_uppercase[:18])),
    "fields": ("freshwater", *(f"field-{number}" for number in range(2, 20))),
    "reforms": tuple(f"reform-{number}" for number in range(1, 31)),
}
# Texts that are keys of the figures, or that the database itself keeps in form: list and field, with what stands there.
KEYS: dict[str, Any] = {
    "regions.code": "africa",
    "countries.code": "AAA",
    "countries.region": "africa",
    "fields.code": "freshwater",
    "reforms.code": "reform-1",
    "documents.on": DAY,
    "requests.country": "AAA",
    "requests.region": "africa",
    "requests.field": "freshwater",
    "requests.secondary_fields": (),
    "requests.merged_into": "",
    "assessments.country": "AAA",
    "assessments.region": "africa",
    "needs.country": "AAA",
    "needs.region": "africa",
    "needs.field": "freshwater",
    "offers.region": "africa",
    "offers.field": "freshwater",
    "matches.recipient_country": "AAA",
    "projects.field": "freshwater",
    "projects.start": "2009-05",
    "projects.end": "2011",
    "stage_events.country": "AAA",
    "activities.countries": ("AAA",),
    "contributions.contributor_code": "",
    "contributions.shares": (),
    "lessons.field": "freshwater",
    "posts.region": "africa",
}
# Values of dates, numbers and choices by which a record is printed at all.
LAWFUL: dict[str, Any] = {
    "countries.is_eligible": True,
    "requests.received_on": DAY,
    "requests.decided_on": DAY,
    "requests.decision": "admitted",
    "requests.entered_exchange_on": DAY,
    "assessments.endorsed_on": "2010-01-01",
    "offers.module": "expertise",
    "offers.opened_on": DAY,
    "matches.matched_on": DAY,
    "matches.state": "agreed",
    "matches.arrangement": "south_south",
    "stage_events.stage": "team_trained",
    "stage_events.on": DAY,
    "activities.started_on": DAY,
    "contributions.fund": "environment_fund",
    "contributions.on": DAY,
    "contributions.pledged": 100,
    "lessons.kind": "success",
    "lessons.published_on": DAY,
    "meetings.held_on": DAY,
    "fund_expenditures.fund": "environment_fund",
    "fund_expenditures.on": DAY,
    "fund_expenditures.amount": 100,
    "reforms.budget_implication": "possible",
    "reforms.statuses.on": DAY,
    "reforms.statuses.status": "in_progress",
    "needs.responses.kind": "request",
}


def record(kind: type, payload: str, place: str) -> dict[str, Any]:
    """One record of a list with the payload in each of its texts; ``@place@`` in it becomes the name of the text."""
    hints = typing.get_type_hints(kind)
    filled = {item.name: _fill(hints[item.name], payload, f"{place}.{item.name}") for item in fields(kind)}
    return {name: value for name, value in filled.items() if value is not None}


def _fill(kind: Any, payload: str, place: str) -> Any:
    """The payload in the shape of ``kind``; None for what keeps its default."""
    for given in (KEYS, LAWFUL):
        if place in given:
            return given[place]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        kind = next(argument for argument in arguments if argument is not type(None))
        return payload.replace("@place@", place) if kind is str else None
    text = payload.replace("@place@", place)
    if kind is str:
        return text
    if origin is dict:
        return {"en": text}
    if origin is tuple and arguments[0] is str:
        return (text,)
    if origin is tuple and is_dataclass(arguments[0]):
        return (record(arguments[0], payload, place),)
    return None


def list_kinds() -> dict[str, type]:
    """Name of each list of facts and the dataclass of its records."""
    return {name: typing.get_args(kind)[0] for name, kind in typing.get_type_hints(Facts).items()}


def lists_of(payloads: Sequence[str]) -> dict[str, list[dict]]:
    """All lists of facts, with one record of each kind for each payload."""
    lists: dict[str, list[dict]] = {}
    for name, kind in list_kinds().items():
        lists[name] = [record(kind, payload, name) for payload in payloads]
        for position, given in enumerate(lists[name]):
            if name not in FIXED_CODES:
                # Codes are printed where records cite each other; within a list each stands once.
                given["code"] = f"{given['code']} {position}"
    _spread(lists, payloads)
    for number, match in enumerate(lists["matches"]):
        match["offer"] = lists["offers"][number]["code"]
        # Odd ones answer a need, even ones a request.
        answered, other = ("need", "request") if number % 2 else ("request", "need")
        match[answered] = lists[f"{answered}s"][number]["code"]
        match[other] = ""
    return lists


def _spread(lists: dict[str, list[dict]], payloads: Sequence[str]) -> None:
    """Lists of fixed length, whose codes are keys of the figures, take the payloads in shares."""
    for name, codes in FIXED_CODES.items():
        shares = [" ".join(payloads[place :: len(codes)]) or payloads[0] for place in range(len(codes))]
        lists[name] = [
            record(list_kinds()[name], share, name) | {"code": code} for code, share in zip(codes, shares, strict=True)
        ]
    for number, reform in enumerate(lists["reforms"], start=1):
        reform |= {"number": number, "needs_council_decision": number % 2 == 0}
    for number in range(len(payloads)):
        place = number % len(FIXED_CODES["countries"])
        lists["requests"][number]["country"] = FIXED_CODES["countries"][place]
        lists["contributions"][number]["contributor_code"] = f"contributor-{number}"
        for name in ("requests", "needs", "offers", "projects"):
            lists[name][number]["field"] = FIXED_CODES["fields"][place]
        lists["posts"][number]["region"] = FIXED_CODES["regions"][place]


def report_of(texts: Sequence[str]) -> dict[str, Any]:
    """The order and its session; the lines of the first page take the texts in turn, but the symbol has a pattern."""
    turns = cycle(texts)

    def line() -> dict[str, str]:
        return {"en": next(turns)}

    return {
        "symbol": "UNEP/GC.26/99",
        "title": line(),
        "date": "2011-01-12",
        "distribution": "general",
        "author": "report-of-the-executive-director",
        "original_language": "en",
        "languages": ["en"],
        "is_draft": False,
        "period": {"start": "2010-01-01", "end": "2010-12-31", "cut_off": "2010-12-31"},
        "job_number": "",
        "economy_notice": line(),
        "session": {
            "organ": "session-organ",
            "forum": "session-forum",
            "name": line(),
            "place_and_dates": line(),
            "agenda_item": next(turns),
            "is_provisional_agenda": True,
            "agenda_note": next(turns),
            "agenda_heading": line(),
            "executive_director_gender": "f",
        },
    }


def terms_of(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Every fixed term with one of the texts beside its own words, as somebody who keeps the terms could write it."""
    turns = cycle(texts)
    own = {
        key: {language: f"{words} {next(turns)}" for language, words in spoken.items() if language == "en"}
        for key, spoken in snapshot_format.default_terms().items()
    }
    return own | {"session-organ": {"en": next(turns)}, "session-forum": {"en": next(turns)}}


def may_be_stored(text: str) -> bool:
    """Whether the schema of narratives takes the text at all."""
    return strip_controls(text) == text and "\n" not in text


def stored_narratives(payloads: Sequence[str], *, share: int = 1) -> dict[str, dict[str, list]]:
    """Blocks as if the form had let them through: each slot has every payload, or of each ``share`` payloads one.

    The forms in which a payload may stand take turns.
    """
    storable = [payload for payload in payloads if may_be_stored(payload)]
    texts = {}
    for place, slot in enumerate(SLOTS.values()):
        forms = _decision_forms() if slot.is_decision else _forms(slot)
        turns = [
            (forms[(place + number) % len(forms)], payload)
            for number, payload in enumerate(storable[place % share :: share])
        ]
        # A decision has its preamble first.
        texts[slot.slug] = sorted(
            (form(payload) for form, payload in turns), key=lambda block: block["type"] == "operative"
        )
    return {"en": texts}


def _forms(slot) -> list:
    """Every way in which a payload may stand in a block of this slot."""

    def paragraph(*inlines, children=()):
        return {"type": "paragraph", "inlines": list(inlines), "children": list(children)}

    forms = [
        lambda payload: paragraph(_words(payload)),
        lambda payload: paragraph(_words(payload, "emphasis")),
        lambda payload: paragraph(_words("Note"), {"type": "footnote", "inlines": [_words(payload)]}),
        lambda payload: paragraph(
            _words("Parts"), children=[{"inlines": [_words(payload)], "children": [{"inlines": [_words(payload)]}]}]
        ),
    ]
    forms += [lambda payload: paragraph(_words(payload, "strong"))] if slot.allows_strong else []
    forms += [case_block] if slot.allows_cases else []
    return forms


def _decision_forms() -> list:
    return [
        lambda payload: {"type": "preamble", "inlines": [_words(payload)]},
        lambda payload: {"type": "operative", "inlines": [_words("1", "emphasis"), _words(payload)]},
    ]


def _words(text: str, kind: str = "text") -> dict[str, str]:
    return {"type": kind, "text": text}


def case_block(payload: str) -> dict[str, Any]:
    return {"type": "case", "title": payload, "fields": dict.fromkeys(CASE_FIELDS, [_words(payload)])}


def snapshot(payloads: Sequence[str], *, page_one: Sequence[str], narratives: dict | None = None) -> dict[str, Any]:
    """The frozen content, made as the builder makes it."""
    return snapshot_format.make_snapshot(
        report_of(page_one), lists_of(payloads), terms=terms_of(page_one), narratives=narratives
    )
