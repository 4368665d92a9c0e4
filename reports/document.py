"""The council report as a language-neutral tree: what every writer (PDF, preview, later Word and XML) prints.

The tree holds finished text of one language. Structure (slugs, order, levels) is the same in every language, so that a
citation "para. 17" hits the same paragraph everywhere. Numbers are assigned once, by ``number()``, and printed as real
text by the writers (docs/design/report.md#document-tree).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Words set in italics: titles, foreign words, opening verbs of a decision."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words set in bold: only what is addressed to the Council (editorial rule 2.1)."""

    text: str


@dataclass(frozen=True)
class Value:
    """A computed figure: its printed text and the id under which the snapshot keeps it and its records."""

    text: str
    metric: str


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page, called by a raised number."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Reference:
    """A cross reference by slug; ``number()`` makes its text, for example "table 1" or "para. 17"."""

    kind: str  # "para", "table", "figure", "annex" or "section"
    slug: str


@dataclass(frozen=True)
class TableNoteCall:
    """A raised letter in a table that calls one of the table's ``lettered_notes``, counted from 1."""

    number: int


Inline = Text | Emphasis | Strong | Value | Footnote | Reference | TableNoteCall


@dataclass
class SubParagraph:
    """(a), or (i) when it lies inside another sub-paragraph."""

    slug: str
    inlines: list[Inline]
    children: list[SubParagraph] = field(default_factory=list)


@dataclass
class Paragraph:
    """A numbered paragraph of the body, or an unnumbered one of the summary and of annexes."""

    slug: str
    inlines: list[Inline]
    children: list[SubParagraph] = field(default_factory=list)
    numbered: bool = True
    number: int | None = None
    narrative: bool = False  # written by a person, not computed


@dataclass
class DraftDecision:
    """The text which the Council may wish to adopt: preamble and operative paragraphs, numbered apart."""

    slug: str
    opening: list[Inline]
    preamble: list[list[Inline]]
    operative: list[list[Inline]]


@dataclass(frozen=True)
class Cell:
    """One cell. ``numeric`` cells are aligned to the right in every language; ``bullets`` print as a list."""

    inlines: tuple[Inline, ...] = ()
    numeric: bool = False
    bullets: tuple[str, ...] = ()
    footer: str = ""  # small closing line, for example the codes of a reform's subprogramme


@dataclass
class Row:
    """One row of a table; its first cell is the stub. ``status`` prints below it over the full width."""

    cells: list[Cell]
    status: Cell | None = None


@dataclass(frozen=True)
class Column:
    """Head of a column and its width in per cent (0: as wide as its content asks)."""

    head: str
    numeric: bool = False
    width: int = 0


@dataclass
class Table:
    """A table with its caption above and its notes below (docs/design/report.md#tables)."""

    slug: str
    title: str
    columns: list[Column]
    rows: list[Row]
    headnote: str = ""
    total: Row | None = None
    grid: bool = False  # text table with lines, for the reform tracker
    source: str = ""  # without the word "Source:", which the writers add
    notes: list[str] = field(default_factory=list)  # likewise without "Note:"
    lettered_notes: list[str] = field(default_factory=list)
    number: int | None = None  # None in annexes: their tables carry the annex's title


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: a label and at most two values."""

    label: str
    values: tuple[int, ...]


@dataclass
class BarChart:
    """Counts by region, at most two series."""

    slug: str
    title: str
    series: tuple[str, ...]
    bars: list[Bar]
    data_table: str  # slug of the table or annex that prints the same data
    number: int | None = None


@dataclass(frozen=True)
class Tile:
    """One country of the tile map."""

    code: str
    name: str
    value: int


@dataclass
class TileMap:
    """One square per country, grouped by region; it draws no boundary (docs/design/report.md#charts-and-map)."""

    slug: str
    title: str
    regions: list[tuple[str, list[Tile]]]
    data_table: str
    class_limits: tuple[int, ...] = (1, 2, 3, 5, 7)  # lower limits of the five shades
    number: int | None = None


Block = Paragraph | DraftDecision | Table | BarChart | TileMap


@dataclass
class Section:
    """I. (level 1), A. (level 2) or 1. (level 3), with its blocks and then its subsections."""

    slug: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    number: int | None = None


@dataclass
class Annex:
    """An annex; ``landscape`` for tables by country. ``star_note`` hangs on its title."""

    slug: str
    title: str
    blocks: list[Block]
    landscape: bool = True
    star_note: str = ""
    number: int | None = None


@dataclass
class Masthead:
    """Everything of page 1 above the title (docs/design/report.md#masthead). Dates are ``datetime.date``."""

    organ: str
    symbol: str
    distribution: str
    date: str
    language_line: str  # empty in the original language
    original_line: str
    forum: str
    session: str
    place_and_dates: str
    agenda_item: str
    agenda_note: str  # the asterisk's text, for example "UNEP/GC.26/1."
    agenda_heading: str
    job_number: str = ""
    economy_notice: str = ""


@dataclass
class Document:
    """The whole report in one language."""

    language: str
    title: str
    author_line: str
    masthead: Masthead
    summary: list[Paragraph]
    sections: list[Section]
    annexes: list[Annex]
    marking: str = ""  # "Specimen – invented data" or "Draft", printed in the margin of every page
    created: str = ""  # ISO date of the masthead; the only date that enters the file


def walk_sections(sections: list[Section], level: int = 1) -> Iterator[tuple[int, Section]]:
    """Every section with its level, in reading order."""
    for section in sections:
        yield level, section
        yield from walk_sections(section.sections, level + 1)


def walk_blocks(document: Document) -> Iterator[Block]:
    """Every block of summary, body and annexes, in reading order."""
    yield from document.summary
    for _level, section in walk_sections(document.sections):
        yield from section.blocks
    for annex in document.annexes:
        yield from annex.blocks


def number(document: Document) -> Document:
    """Assign all numbers once: paragraphs 1 to n through the body, sections per level, tables, figures and annexes.

    Summary, draft decision and annexes have no numbered paragraphs (editorial rule 2.1); annex tables have no number.
    """
    paragraphs = tables = figures = 0
    for _level, section in walk_sections(document.sections):
        for position, subsection in enumerate(section.sections, start=1):
            subsection.number = position
        for block in section.blocks:
            match block:
                case Paragraph(numbered=True):
                    paragraphs += 1
                    block.number = paragraphs
                case Table():
                    tables += 1
                    block.number = tables
                case BarChart() | TileMap():
                    figures += 1
                    block.number = figures
    for position, section in enumerate(document.sections, start=1):
        section.number = position
    for position, annex in enumerate(document.annexes, start=1):
        annex.number = position
    return document
