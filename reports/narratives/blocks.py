"""The stored form of narrative text, checked on every read (docs/design/report.md#safety-of-narratives).

A narrative is a list of blocks; nothing in it is HTML::

    {"type": "paragraph", "inlines": [...], "children": [{"inlines": [...], "children": [{"inlines": [...]}]}]}
    {"type": "case", "title": "...", "fields": {"period": [...], "countries": [...], ...}}
    {"type": "preamble", "inlines": [...]}    {"type": "operative", "inlines": [...]}

    {"type": "text", "text": "..."}           {"type": "emphasis", "text": "..."}   {"type": "strong", "text": "..."}
    {"type": "footnote", "inlines": [...]}    {"type": "figure", "id": "M6|region=africa"}
    {"type": "reference", "kind": "table", "slug": "requests-by-region"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from core.text.cleaning import strip_controls
from reports.metrics import UnknownMetric, parse_metric_id
from reports.narratives.slots import CASE_FIELDS, Slot

REFERENCE_KINDS = ("para", "table", "figure", "annex", "section")
MAX_CHARACTERS = 20_000
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD_INLINES = ("text", "emphasis", "strong")


class BrokenBlocks(ValueError):
    """Stored narrative that does not have the form above; it is never printed."""


def check_blocks(slot: Slot, blocks: Any) -> list[dict[str, Any]]:
    """The blocks unchanged if they have the form that the slot allows; ``BrokenBlocks`` otherwise."""
    if not isinstance(blocks, list):
        raise BrokenBlocks(f"{slot.slug}: a list of blocks is expected")
    allowed = ["preamble", "operative"] if slot.is_decision else ["paragraph"]
    allowed += ["case"] if slot.allows_cases else []
    for position, block in enumerate(blocks, start=1):
        place = f"{slot.slug}, block {position}"
        kind = block.get("type") if isinstance(block, dict) else None
        if kind not in allowed:
            raise BrokenBlocks(f"{place}: the type {kind!r} is not allowed here")
        if kind == "case":
            _check_case(slot, block, place)
        elif kind == "paragraph":
            _check_keys(block, {"type", "inlines", "children"}, place)
            _check_inlines(slot, block.get("inlines"), place)
            _check_children(slot, block.get("children", []), place, depth=1)
        else:
            _check_keys(block, {"type", "inlines"}, place)
            _check_inlines(slot, block.get("inlines"), place)
    return blocks


def _check_keys(value: dict[str, Any], allowed: set[str], place: str) -> None:
    if unknown := sorted(set(value) - allowed):
        raise BrokenBlocks(f"{place}: unknown keys {', '.join(map(str, unknown))}")


def _check_case(slot: Slot, block: dict[str, Any], place: str) -> None:
    _check_keys(block, {"type", "title", "fields"}, place)
    _check_words(block.get("title"), place)
    fields = block.get("fields")
    if not isinstance(fields, dict) or set(fields) != set(CASE_FIELDS):
        raise BrokenBlocks(f"{place}: a case has the fields {', '.join(CASE_FIELDS)}")
    for name in CASE_FIELDS:
        _check_inlines(slot, fields[name], f"{place}, {name}")


def _check_children(slot: Slot, children: Any, place: str, *, depth: int) -> None:
    if not isinstance(children, list) or (children and depth > 2):
        raise BrokenBlocks(f"{place}: sub-paragraphs are a list, at most two levels deep")
    for position, child in enumerate(children, start=1):
        inside = f"{place}.{position}"
        if not isinstance(child, dict):
            raise BrokenBlocks(f"{inside}: a sub-paragraph is expected")
        _check_keys(child, {"inlines", "children"}, inside)
        _check_inlines(slot, child.get("inlines"), inside)
        _check_children(slot, child.get("children", []), inside, depth=depth + 1)


def _check_words(words: Any, place: str) -> None:
    if not isinstance(words, str) or not words:
        raise BrokenBlocks(f"{place}: words are expected")
    if len(words) > MAX_CHARACTERS or "\n" in words or strip_controls(words) != words:
        raise BrokenBlocks(f"{place}: words with control characters or beyond {MAX_CHARACTERS} characters")


def _check_inlines(slot: Slot, inlines: Any, place: str, *, in_note: bool = False) -> None:
    if not isinstance(inlines, list) or not inlines:
        raise BrokenBlocks(f"{place}: text is missing")
    for inline in inlines:
        kind = inline.get("type") if isinstance(inline, dict) else None
        match kind:
            case "text" | "emphasis":
                _check_keys(inline, {"type", "text"}, place)
                _check_words(inline.get("text"), place)
            case "strong" if slot.allows_strong and not in_note:
                _check_keys(inline, {"type", "text"}, place)
                _check_words(inline.get("text"), place)
            case "footnote" if not in_note:
                _check_keys(inline, {"type", "inlines"}, place)
                _check_inlines(slot, inline.get("inlines"), f"{place}, footnote", in_note=True)
            case "figure":
                _check_keys(inline, {"type", "id"}, place)
                _check_figure(inline.get("id"), place)
            case "reference":
                _check_keys(inline, {"type", "kind", "slug"}, place)
                if inline.get("kind") not in REFERENCE_KINDS or not _SLUG.fullmatch(str(inline.get("slug"))):
                    raise BrokenBlocks(f"{place}: a reference without kind or slug")
            case _:
                raise BrokenBlocks(f"{place}: the inline {kind!r} is not allowed here")


def _check_figure(identifier: Any, place: str) -> None:
    try:
        known = isinstance(identifier, str) and parse_metric_id(identifier) == identifier
    except UnknownMetric:
        known = False
    if not known:
        raise BrokenBlocks(f"{place}: there is no figure {identifier!r}")


def all_inlines(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every inline in reading order, footnotes after the text that calls them."""

    def walk(holder: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for inline in holder.get("inlines", ()):
            yield inline
            if inline["type"] == "footnote":
                yield from walk(inline)
        for child in holder.get("children", ()):
            yield from walk(child)
        for name in CASE_FIELDS if holder.get("type") == "case" else ():
            yield from walk({"inlines": holder["fields"][name]})

    for block in blocks:
        yield from walk(block)


def count_words(blocks: list[dict[str, Any]]) -> int:
    """Words of the text and its footnotes; a figure or reference counts as one."""
    count = sum(len(block["title"].split()) for block in blocks if block["type"] == "case")
    for inline in all_inlines(blocks):
        if inline["type"] in _WORD_INLINES:
            count += len(inline["text"].split())
        elif inline["type"] != "footnote":
            count += 1
    return count


def structure(blocks: list[dict[str, Any]]) -> list[Any]:
    """Types and nesting alone: two language versions of one narrative must agree in it."""

    def shape(child: dict[str, Any]) -> list[Any]:
        return [shape(inner) for inner in child.get("children", ())]

    return [[block["type"], *[shape(child) for child in block.get("children", ())]] for block in blocks]
