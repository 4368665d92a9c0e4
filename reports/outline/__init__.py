"""The council report from a frozen snapshot: the whole tree in one language (docs/design/report.md#outline)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from reports.document import Annex, BarChart, Document, Paragraph, Table, TileMap, number, walk_blocks, walk_sections
from reports.facts import Facts
from reports.narratives import default_narratives
from reports.outline import annexes, sections
from reports.outline.definitions_annex import definitions
from reports.outline.desk import SPLIT_ANNEXES, Desk, UnresolvedFigure
from reports.outline.masthead import author_line, masthead
from reports.outline.reform_annex import reforms
from reports.outline.requests import requests_section
from reports.snapshot_format import empty_snapshot

Narratives = Mapping[str, list[dict[str, Any]]]
_ANNEXES = (
    annexes.by_country,
    annexes.needs,
    annexes.projects,
    annexes.contributions,
    annexes.exchange,
    reforms,
    annexes.focal_points,
    definitions,
)


def build_document(snapshot: Mapping[str, Any], language: str = "en", narratives: Narratives | None = None) -> Document:
    """The numbered tree of one edition.

    ``narratives`` are blocks by slot; by default those that the snapshot froze. Raises ``UnresolvedFigure`` for a
    figure that the snapshot does not hold, ``BrokenBlocks`` for text that does not have its schema,
    ``MissingWording`` for a language without wording, and ``LookupError`` for a missing fixed term.
    """
    desk = _desk(snapshot, language, narratives)
    all_annexes = [make(desk) for make in _ANNEXES]
    split = bool(desk.settings.get("annexes_symbol"))
    document = _document(desk, desk.in_language(desk.report["title"]))
    document.summary = sections.summary(desk)
    document.sections = [
        sections.suggested_action(desk),
        sections.background(desk),
        requests_section(desk),
        sections.needs_section(desk),
        sections.delivery(desk),
        sections.cooperation(desk),
        sections.south_south(desk),
        sections.advantages(desk),
        sections.resources(desk),
        sections.results(desk),
        sections.conclusions(desk),
    ]
    document.annexes = [annex for annex in all_annexes if not (split and annex.slug in SPLIT_ANNEXES)]
    return number(document)


def build_annex_document(snapshot: Mapping[str, Any], language: str = "en") -> Document:
    """The information document that holds annexes I to V and VII when they are split off."""
    desk = _desk(snapshot, language, {})
    document = _document(desk, desk.in_language(desk.report["title"]))
    document.masthead.symbol = desk.settings["annexes_symbol"]
    parts: list[Annex] = [make(desk) for make in _ANNEXES]
    document.annexes = [annex for annex in parts if annex.slug in SPLIT_ANNEXES]
    return number(document)


def _desk(snapshot: Mapping[str, Any], language: str, narratives: Narratives | None) -> Desk:
    if narratives is None:
        narratives = snapshot.get("narratives", {}).get(language, {})
    return Desk(snapshot, language, narratives)


def _document(desk: Desk, title: str) -> Document:
    return Document(
        language=desk.language,
        title=title,
        author_line=author_line(desk),
        masthead=masthead(desk),
        summary=[],
        sections=[],
        annexes=[],
        marking=_marking(desk),
        created=desk.report["date"],
    )


def _marking(desk: Desk) -> str:
    """Invented data mark every page, whatever the state of the report."""
    if any(getattr(record, "is_demo", False) for item in fields(Facts) for record in getattr(desk.facts, item.name)):
        return desk.text("specimen-marking")
    return desk.text("draft-marking") if desk.report.get("is_draft") else ""


@cache
def targets() -> frozenset[tuple[str, str]]:
    """Every (kind, slug) that a narrative may refer to, except paragraphs, which depend on what people wrote."""
    document = build_document(empty_snapshot(), narratives=default_narratives())
    found = {("section", section.slug) for _level, section in walk_sections(document.sections)}
    found |= {("annex", annex.slug) for annex in document.annexes}
    for block in walk_blocks(document):
        match block:
            case Table(number=int()):
                found.add(("table", block.slug))
            case BarChart() | TileMap():
                found.add(("figure", block.slug))
            case Paragraph(number=int()):
                found.add(("para", block.slug))
    return frozenset(found)


__all__ = ["UnresolvedFigure", "build_annex_document", "build_document", "targets"]
