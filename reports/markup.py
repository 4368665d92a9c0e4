"""The tree's words and blocks as HTML, shared by the printed report and its preview on screen.

Words are always escaped; people write no HTML (docs/design/security.md#text-from-people). Templates lay the blocks out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document import (
    Annex,
    BarChart,
    Block,
    Cell,
    Document,
    DraftDecision,
    Emphasis,
    Footnote,
    Inline,
    Paragraph,
    Reference,
    Row,
    Section,
    Strong,
    SubParagraph,
    Table,
    TableNoteCall,
    Text,
    TileMap,
    Value,
)
from reports.references import Index, build_index, resolve
from reports.terms import TERMS, Terms, small_letter

# Characters that print as nothing and that neither a description of the file nor a type face can hold.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff]")
BREAKS = re.compile(r"[\t-\r\x85\u2028\u2029]")  # of lines and pages; in a footnote they break the layout engine
ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
HAN = "\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
FOREIGN_RUNS = re.compile(rf"(?P<ar>[{ARABIC}](?:[{ARABIC} \u00a0]*[{ARABIC}])?)|(?P<zh>[{HAN}]+)")
# Symbols of documents read from left to right inside Arabic, with the full stop that ends a note.
SYMBOLS = re.compile(r"(?P<en>[A-Z]{2,}/[\w./()-]+)")
RIGHT_TO_LEFT = {"ar"}
SENTENCE_START = re.compile(r"(?:^|[.?!]\s+)$")
DIRECTIONS = {"ar": "rtl"}
TILE_ROW_WIDTH = 18  # squares that fit side by side on the text width
SMALLEST_TILE_BLOCK = 2  # squares wide, so that the region's name has room
COMFORTABLE_TILE_BLOCK = 4
LONG_TABLE = 24  # rows; a longer one may run over several pages, a shorter one is kept together


@dataclass
class Markup:
    """Writes the inlines and blocks of one document. Subclasses say how a figure and a footnote look."""

    document: Document
    bar_chart_template: ClassVar[str] = "print/_bar_chart.html"
    index: Index = field(init=False)
    terms: Terms = field(init=False)

    def __post_init__(self):
        self.index = build_index(self.document)
        self.terms = TERMS[self.document.language]

    def text(self, text: str) -> SafeString:
        """Escaped words; runs in Arabic or Chinese script inside another language carry their language."""
        text = printable(text)
        pieces, end = [], 0
        runs = SYMBOLS if self.document.language in RIGHT_TO_LEFT else FOREIGN_RUNS
        for run in runs.finditer(text):
            language = run.lastgroup or ""
            if language == self.document.language:
                continue
            direction = DIRECTIONS.get(language, "ltr")
            pieces += [escape(text[end : run.start()]), _foreign(language, direction, run.group())]
            end = run.end()
        return format_html_join("", "{}", ((piece,) for piece in [*pieces, escape(text[end:])]))

    def value(self, value: Value) -> SafeString:
        raise NotImplementedError

    def footnote(self, footnote: Footnote) -> SafeString:
        raise NotImplementedError

    def star_note(self, text: str) -> SafeString:
        raise NotImplementedError

    def inline(self, inline: Inline) -> SafeString:
        match inline:
            case Text(text):
                return self.text(text)
            case Emphasis(text):
                return format_html("<em>{}</em>", self.text(text))
            case Strong(text):
                return format_html("<strong>{}</strong>", self.text(text))
            case Value():
                return self.value(inline)
            case Footnote():
                return self.footnote(inline)
            case Reference():
                return self.reference(inline)
            case TableNoteCall(number):
                return format_html("<sup>{}</sup>", small_letter(number))
        raise TypeError(f"Not an inline: {inline!r}")

    def reference(self, reference: Reference, *, starts_sentence: bool = False) -> SafeString:
        target = resolve(self.index, reference)
        label = target.label[0].upper() + target.label[1:] if starts_sentence else target.label
        return format_html('<a class="ref" href="#{}">{}</a>', target.anchor, label)

    def inlines(self, inlines) -> SafeString:
        pieces, words = [], ""
        for inline in inlines:
            if isinstance(inline, Reference):
                pieces.append(self.reference(inline, starts_sentence=SENTENCE_START.search(words) is not None))
            else:
                pieces.append(self.inline(inline))
            if not isinstance(inline, Footnote):
                words += getattr(inline, "text", "…")
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    def paragraph(self, paragraph: Paragraph) -> dict[str, Any]:
        return {
            "template": "print/_paragraph.html",
            "anchor": f"para-{paragraph.slug}",
            "sign": self.terms.paragraph_form.format(paragraph.number) if paragraph.number else "",
            "text": self.inlines(paragraph.inlines),
            "parts": list(self._sub_paragraphs(paragraph.children, depth=0)),
        }

    def _sub_paragraphs(self, children: list[SubParagraph], depth: int):
        """Flat, in reading order: every part with its sign and depth."""
        for number, child in enumerate(children, start=1):
            text = self.inlines(child.inlines)
            yield {"depth": depth, "sign": self.terms.sub_sign(depth, number), "text": text}
            yield from self._sub_paragraphs(child.children, depth + 1)

    def draft_decision(self, decision: DraftDecision) -> dict[str, Any]:
        return {
            "template": "print/_draft_decision.html",
            "opening": self.inlines(decision.opening),
            "preamble": [self.inlines(inlines) for inlines in decision.preamble],
            "operative": [
                {"sign": self.terms.paragraph_form.format(number), "text": self.inlines(inlines)}
                for number, inlines in enumerate(decision.operative, start=1)
            ],
        }

    def cell(self, cell: Cell) -> dict[str, Any]:
        return {
            "text": self.inlines(cell.inlines),
            "numeric": cell.numeric,
            "bullets": [self.text(bullet) for bullet in cell.bullets],
            "footer": self.text(cell.footer),
        }

    def row(self, row: Row) -> dict[str, Any]:
        stub, *cells = [self.cell(cell) for cell in row.cells]
        return {"stub": stub, "cells": cells, "status": self.cell(row.status) if row.status else None}

    def table(self, table: Table, *, annex_title: str = "") -> dict[str, Any]:
        number = table.number
        return {
            "template": "print/_grid_table.html" if table.grid else "print/_table.html",
            "anchor": f"table-{table.slug}",
            "sign": self.terms.table_form.format(number) if number else "",
            "title": "" if table.title == annex_title else self.text(table.title),
            "headnote": self.text(table.headnote.removeprefix("(").removesuffix(")")),
            "columns": table.columns,
            "status_span": len(table.columns) - 1,
            "rows": [self.row(row) for row in table.rows],
            "total": self.row(table.total) if table.total else None,
            "is_long": len(table.rows) > LONG_TABLE,
            "source": self.text(table.source),
            "notes": [self.text(note) for note in table.notes],
            "lettered_notes": [
                {"letter": small_letter(position), "text": self.text(note)}
                for position, note in enumerate(table.lettered_notes, start=1)
            ],
        }

    def bar_chart(self, chart: BarChart) -> dict[str, Any]:
        largest = max((value for bar in chart.bars for value in bar.values), default=0) or 1
        return {
            "template": self.bar_chart_template,
            **self._figure_head(chart),
            "series": [self.text(series) for series in chart.series],
            "bars": [
                {
                    "label": self.text(bar.label),
                    "values": [
                        {"number": value, "percent": round(100 * value / largest), "series": series}
                        for series, value in zip(chart.series, bar.values, strict=True)
                    ],
                }
                for bar in chart.bars
            ],
        }

    def tile_map(self, tile_map: TileMap) -> dict[str, Any]:
        widths = tile_block_widths([len(tiles) for _region, tiles in tile_map.regions])
        return {
            "template": "print/_tile_map.html",
            **self._figure_head(tile_map),
            "regions": [
                {
                    "name": self.text(name),
                    "width": width,
                    "tiles": [
                        {
                            "code": tile.code,
                            "name": tile.name,
                            "value": tile.value,
                            "shade": _shade(tile_map, tile.value),
                        }
                        for tile in tiles
                    ],
                }
                for (name, tiles), width in zip(tile_map.regions, widths, strict=True)
            ],
            "classes": [
                {"shade": shade, "label": label}
                for shade, label in enumerate(class_labels(tile_map.class_limits), start=1)
            ],
        }

    def _figure_head(self, figure: BarChart | TileMap) -> dict[str, Any]:
        sign = self.terms.figure_form.format(self.terms.counted_numeral(figure.number)) if figure.number else ""
        return {"anchor": f"figure-{figure.slug}", "sign": sign, "title": self.text(figure.title)}

    def block(self, block: Block, *, annex_title: str = "") -> dict[str, Any]:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case DraftDecision():
                return self.draft_decision(block)
            case Table():
                return self.table(block, annex_title=annex_title)
            case BarChart():
                return self.bar_chart(block)
            case TileMap():
                return self.tile_map(block)
        raise TypeError(f"Not a block: {block!r}")

    def section(self, section: Section, level: int = 1) -> dict[str, Any]:
        return {
            "template": "print/_section.html",
            "anchor": f"section-{section.slug}",
            "level": level,
            "heading": f"h{level + 1}",
            "sign": self.terms.section_sign(level, section.number) if section.number else "",
            "title": self.text(section.title),
            "blocks": [self.block(block) for block in section.blocks],
            "sections": [self.section(child, level + 1) for child in section.sections],
        }

    def annex_sign(self, annex: Annex) -> str:
        """ "Annex I" in the language of the document, whose annexes are numbered by now."""
        if annex.number is None:
            raise ValueError(f"The annex {annex.slug} has no number yet.")
        return self.terms.annex_form.format(self.terms.counted_numeral(annex.number))

    def annex(self, annex: Annex) -> dict[str, Any]:
        return {
            "anchor": f"annex-{annex.slug}",
            "sign": self.annex_sign(annex),
            "title": self.text(annex.title),
            "star": self.star_note(annex.star_note) if annex.star_note else "",
            "is_landscape": annex.landscape,
            "blocks": [self.block(block, annex_title=annex.title) for block in annex.blocks],
        }


def printable(text: str) -> str:
    """In one line and without control characters."""
    return CONTROL_CHARACTERS.sub("", BREAKS.sub(" ", text))


def _foreign(language: str, direction: str, words: str) -> SafeString:
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, words)


def _shade(tile_map: TileMap, value: int) -> int:
    """1 to 5 for the class that holds ``value``; 0 below the lowest class."""
    return sum(value >= limit for limit in tile_map.class_limits)


def class_labels(limits: tuple[int, ...]) -> list[str]:
    """(1, 2, 3, 5, 7) to "1", "2", "3–4", "5–6", "7+"."""
    labels = [
        str(low) if high - low == 1 else f"{low}–{high - 1}" for low, high in zip(limits, limits[1:], strict=False)
    ]
    return [*labels, f"{limits[-1]}+"]


def tile_block_widths(counts: list[int]) -> list[int]:
    """Width of each region's block in squares: as few rows as let all blocks stand side by side.

    Room that is left goes to the narrowest blocks, whose region's name has the least.
    """
    widths = [SMALLEST_TILE_BLOCK for _count in counts]
    for rows in range(1, max(counts, default=1) + 1):
        wider = [max(SMALLEST_TILE_BLOCK, -(-count // rows)) for count in counts]
        if sum(wider) <= TILE_ROW_WIDTH:
            widths = wider
            break
    while widths and min(widths) < COMFORTABLE_TILE_BLOCK and sum(widths) < TILE_ROW_WIDTH:
        widths[widths.index(min(widths))] += 1
    return widths
