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
from reports.outline.masthead import author_line, masthead
from reports.outline.reform_annex import reforms
from reports.outline.requests import requests_section
from reports.outline.writer import SPLIT_ANNEXES, UnresolvedFigure, Writer
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
    writer = _desk(snapshot, language, narratives)
    all_annexes = [make(writer) for make in _ANNEXES]
    split = bool(writer.settings.get("annexes_symbol"))
    document = _document(writer, writer.in_language(writer.report["title"]))
    document.summary = sections.summary(writer)
    document.sections = [
        sections.suggested_action(writer),
        sections.background(writer),
        requests_section(writer),
        sections.needs_section(writer),
        sections.delivery(writer),
        sections.cooperation(writer),
        sections.south_south(writer),
        sections.advantages(writer),
        sections.resources(writer),
        sections.results(writer),
        sections.conclusions(writer),
    ]
    document.annexes = [annex for annex in all_annexes if not (split and annex.slug in SPLIT_ANNEXES)]
    return number(document)


def build_annex_document(snapshot: Mapping[str, Any], language: str = "en") -> Document:
    """The information document that holds annexes I to V and VII when they are split off."""
    writer = _desk(snapshot, language, {})
    document = _document(writer, writer.in_language(writer.report["title"]))
    document.masthead.symbol = writer.settings["annexes_symbol"]
    parts: list[Annex] = [make(writer) for make in _ANNEXES]
    document.annexes = [annex for annex in parts if annex.slug in SPLIT_ANNEXES]
    return number(document)


def _desk(snapshot: Mapping[str, Any], language: str, narratives: Narratives | None) -> Writer:
    if narratives is None:
        narratives = snapshot.get("narratives", {}).get(language, {})
    return Writer(snapshot, language, narratives)


def _document(writer: Writer, title: str) -> Document:
    return Document(
        language=writer.language,
        title=title,
        author_line=author_line(writer),
        masthead=masthead(writer),
        summary=[],
        sections=[],
        annexes=[],
        marking=_marking(writer),
        created=writer.report["date"],
    )


def _marking(writer: Writer) -> str:
    """Invented data mark every page, whatever the state of the report."""
    if any(getattr(record, "is_demo", False) for item in fields(Facts) for record in getattr(writer.facts, item.name)):
        return writer.text("specimen-marking")
    return writer.text("draft-marking") if writer.report.get("is_draft") else ""


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
