"""What is wrong with a report before it is printed: what stops the build, and warnings (docs/design/report.md#lints).

All functions read the numbered tree only; nothing here knows the database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.document import (
    BarChart,
    Cell,
    Document,
    DraftDecision,
    Emphasis,
    Footnote,
    Inline,
    Paragraph,
    Reference,
    Strong,
    SubParagraph,
    Table,
    TableNoteCall,
    Text,
    TileMap,
    Value,
    walk_blocks,
    walk_sections,
)
from reports.references import UnresolvedReference, build_index, resolve

WORD_LIMIT = 8_500
WARN_FROM = 0.9
SYMBOL = re.compile(
    r"UNEP/(GC\.[1-9]\d?|GCSS\.[IVX]+|EA\.[1-9]\d?)/(INF/|CRP/)?(L\.)?[1-9]\d*(/(Add|Corr|Rev)\.[1-9]\d*)*\*?"
)
JOB_NUMBER = re.compile(r"[A-Za-z0-9.-]+( +\d{6})*")  # K1060001, then dates as day, month, year; printed as bars
DISTRIBUTIONS = {True: "Limited", False: "General"}  # by whether the symbol holds "L."
NUMBER_IN_CELL = re.compile(r"[\d,\u00a0\u202f ]*\d(?:\.(\d+))?")
WORD = re.compile(r"\w+(?:[-’'./]\w+)*")
CHINESE_SIGN = re.compile(r"[\u3400-\u9fff]")
BREAKABLE_REFERENCE = re.compile(
    r"\b(?:[Tt]ables?|[Ff]igures?|[Aa]nnex(?:es)?|[Ss]ections?|[Pp]aras?\.) (?=[\dIVX]+\b)"
)
BREAKABLE_DATE = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
ABBREVIATION = (
    r"(?<!\bsect)(?<!\bsects)(?<!\bpara)(?<!\bparas)(?<!\bart)(?<!\barts)(?<!\bvol)(?<!\bp)(?<!\bpp)(?<!\bNo)"
)
SENTENCE_STARTS_WITH_FIGURE = re.compile(rf"(?:^|[a-z)’”]{ABBREVIATION}[.?!] )(\d[\d,.]*)(?= ?[A-Za-z])")
STRAIGHT_QUOTATION = re.compile(r"[\"']")


@dataclass(frozen=True)
class Lint:
    """One complaint: a sentence for the secretariat, and the slug of the place where it holds ("" for the whole)."""

    message: str
    place: str = ""

    def __str__(self) -> str:
        return self.message


def build_stopping(document: Document, *, session_symbol: str) -> list[Lint]:
    """What keeps the report from being printed. ``session_symbol``: start of the session's symbols, "UNEP/GC.26"."""
    return [
        *_symbol(document, session_symbol),
        *_job_number(document),
        *_agenda(document),
        *_single_subheadings(document),
        *_repeated_slugs(document),
        *_references(document),
        *_tables(document),
        *_figures(document),
    ]


def warnings(document: Document, *, word_limit: int = WORD_LIMIT) -> list[Lint]:
    """What the secretariat should look at; the report is printed all the same."""
    found = [*_length(document, word_limit), *_uncalled_notes(document)]
    if document.language == "en":
        for slug, words in _running_text(document):
            found += _english(slug, words)
    return found


# Build-stopping


def _symbol(document: Document, session_symbol: str) -> Iterator[Lint]:
    symbol = document.masthead.symbol
    if not SYMBOL.fullmatch(symbol):
        yield Lint(_("The symbol %(symbol)s does not follow the pattern of symbols.") % {"symbol": symbol})
    elif not symbol.startswith(f"{session_symbol}/"):
        yield Lint(
            _("The symbol %(symbol)s does not belong to the session, whose symbols start with %(start)s/.")
            % {"symbol": symbol, "start": session_symbol}
        )
    wanted = DISTRIBUTIONS["/L." in symbol]
    if document.language == "en" and not document.masthead.distribution.endswith(wanted):
        yield Lint(_("The distribution of %(symbol)s must be %(wanted)s.") % {"symbol": symbol, "wanted": wanted})


def _job_number(document: Document) -> Iterator[Lint]:
    job_number = document.masthead.job_number
    if job_number and not JOB_NUMBER.fullmatch(job_number):
        message = _(
            "The job number “%(number)s” cannot be printed as a bar code; use letters, digits, points and hyphens."
        )
        yield Lint(message % {"number": job_number})


def _agenda(document: Document) -> Iterator[Lint]:
    if document.masthead.agenda_item and not document.masthead.agenda_note:
        yield Lint(_("The agenda item has no asterisk note with the symbol of the provisional agenda."))


def _single_subheadings(document: Document) -> Iterator[Lint]:
    for _level, section in walk_sections(document.sections):
        if len(section.sections) == 1:
            message = _("“%(title)s” has only one subheading; there must be none or at least two.")
            yield Lint(message % {"title": section.title}, section.slug)


def _repeated_slugs(document: Document) -> Iterator[Lint]:
    slugs = Counter((type(block).__name__, block.slug) for block in walk_blocks(document))
    slugs.update(("Section", section.slug) for _level, section in walk_sections(document.sections))
    slugs.update(("Annex", annex.slug) for annex in document.annexes)
    for (_kind, slug), count in slugs.items():
        if count > 1:
            yield Lint(_("The name %(slug)s is used %(count)s times.") % {"slug": slug, "count": count}, slug)


def _references(document: Document) -> Iterator[Lint]:
    index = build_index(document)
    for slug, inline in walk_inlines(document):
        if isinstance(inline, Reference):
            try:
                resolve(index, inline)
            except UnresolvedReference as unresolved:
                message = _("The reference %(reference)s points to nothing in the report.")
                yield Lint(message % {"reference": f"[[{unresolved}]]"}, slug)


def _tables(document: Document) -> Iterator[Lint]:
    for block in walk_blocks(document):
        if not isinstance(block, Table):
            continue
        rows = [*block.rows, *([block.total] if block.total else [])]
        if any(len(row.cells) != len(block.columns) for row in rows):
            yield Lint(_("A row has more or fewer cells than the table has columns."), block.slug)
            continue
        for place, column in enumerate(block.columns):
            decimals = {_decimals(row.cells[place]) for row in rows} - {None}
            if column.numeric and len(decimals) > 1:
                message = _("The figures of the column “%(head)s” differ in their number of decimals.")
                yield Lint(message % {"head": column.head}, block.slug)
        calls = _calls(inline for row in rows for cell in row.cells for inline in cell.inlines)
        if any(not 1 <= call <= len(block.lettered_notes) for call in calls):
            yield Lint(_("A letter in the table refers to a note that does not exist."), block.slug)


def _uncalled_notes(document: Document) -> Iterator[Lint]:
    for block in walk_blocks(document):
        if isinstance(block, Table):
            calls = _calls(inline for _slug, inlines in _inline_lists(block) for inline in inlines)
            if set(range(1, len(block.lettered_notes) + 1)) - calls:
                yield Lint(_("A lettered note of the table is not referred to in it."), block.slug)


def _calls(inlines: Iterable[Inline]) -> set[int]:
    """The numbers of the lettered notes that are called."""
    return {inline.number for inline in inlines if isinstance(inline, TableNoteCall)}


def _decimals(cell: Cell) -> int | None:
    """Number of decimals of the figure in a cell, None when it holds no figure."""
    words = "".join(getattr(inline, "text", "") for inline in cell.inlines).strip()
    number = NUMBER_IN_CELL.fullmatch(words.lstrip("-–−").removesuffix("%").strip())
    if not number:
        return None
    return len(number[1] or "")


def _figures(document: Document) -> Iterator[Lint]:
    tables = {block.slug for block in walk_blocks(document) if isinstance(block, Table)}
    tables |= {annex.slug for annex in document.annexes}
    for block in walk_blocks(document):
        if isinstance(block, BarChart | TileMap) and block.data_table not in tables:
            yield Lint(_("The chart “%(title)s” has no table with its data.") % {"title": block.title}, block.slug)
        if isinstance(block, BarChart) and len(block.series) > 2:
            yield Lint(_("The chart “%(title)s” shows more than two series.") % {"title": block.title}, block.slug)


# Warnings


def _length(document: Document, word_limit: int) -> Iterator[Lint]:
    words = count_words(document)
    if words >= WARN_FROM * word_limit:
        message = _("The report has %(words)s words; the limit is %(limit)s.")
        yield Lint(message % {"words": f"{words:,}", "limit": f"{word_limit:,}"})


def _english(slug: str, words: str) -> Iterator[Lint]:
    if "%" in words:
        yield Lint(_("Write “per cent” in text; use the % sign only in tables."), slug)
    if STRAIGHT_QUOTATION.search(words):
        yield Lint(_("Use curved quotation marks and apostrophes."), slug)
    if start := SENTENCE_STARTS_WITH_FIGURE.search(words):
        yield Lint(_("A sentence begins with the figure %(figure)s.") % {"figure": start[1]}, slug)
    for pattern in (BREAKABLE_REFERENCE, BREAKABLE_DATE):
        if breakable := pattern.search(words):
            message = _("“%(words)s” needs a no-break space.")
            yield Lint(message % {"words": words[breakable.start() : breakable.end() + 4].strip()}, slug)


# Counting and walking


def count_words(document: Document) -> int:
    """Words of summary, body, headings and footnotes; annexes are not counted (docs/design/report.md#length).

    A Chinese sign counts as a word.
    """
    texts = [document.title, *(section.title for _level, section in walk_sections(document.sections))]
    annexes = {id(block) for annex in document.annexes for block in annex.blocks}
    for block in walk_blocks(document):
        if id(block) in annexes:
            continue
        texts += [words for _slug, words in _texts_of(block)]
        if isinstance(block, Table | BarChart | TileMap):
            texts.append(block.title)
    return sum(_words_in(words) for words in texts)


def count_annex_words(document: Document) -> int:
    """Words of the annexes, shown beside the length of the report."""
    blocks = [block for annex in document.annexes for block in annex.blocks]
    texts = [words for block in blocks for _slug, words in [*_texts_of(block), *_cells_of(block)]]
    return sum(_words_in(words) for words in [*texts, *(annex.title for annex in document.annexes)])


def _words_in(words: str) -> int:
    signs = CHINESE_SIGN.findall(words)
    return len(signs) + len(WORD.findall(CHINESE_SIGN.sub(" ", words)))


def count_footnotes(document: Document) -> int:
    """Notes at the feet of the pages: numbered ones and asterisk notes."""
    numbered = sum(isinstance(inline, Footnote) for _slug, inline in walk_inlines(document))
    stars = bool(document.masthead.agenda_note) + sum(bool(annex.star_note) for annex in document.annexes)
    return numbered + stars


def walk_inlines(document: Document) -> Iterator[tuple[str, Inline]]:
    """Every inline with the slug of its block, footnotes opened as well, in reading order."""
    for block in walk_blocks(document):
        for slug, inlines in _inline_lists(block):
            yield from ((slug, inline) for inline in _opened(inlines))


def _opened(inlines) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Footnote):
            yield from _opened(inline.inlines)


def _inline_lists(block) -> Iterator[tuple[str, list[Inline]]]:
    match block:
        case Paragraph() | SubParagraph():
            yield block.slug, block.inlines
            for child in block.children:
                yield from _inline_lists(child)
        case DraftDecision():
            yield from ((block.slug, inlines) for inlines in [block.opening, *block.preamble, *block.operative])
        case Table():
            for row in [*block.rows, *([block.total] if block.total else [])]:
                cells = [*row.cells, *([row.status] if row.status else [])]
                yield from ((block.slug, list(cell.inlines)) for cell in cells)


def _texts_of(block) -> Iterator[tuple[str, str]]:
    """Text of each paragraph, and of each of its footnotes apart."""
    if isinstance(block, Table):
        return
    for slug, inlines in _inline_lists(block):
        yield slug, _plain(inlines)
        yield from ((slug, _plain(inline.inlines)) for inline in inlines if isinstance(inline, Footnote))


def _cells_of(block) -> Iterator[tuple[str, str]]:
    if not isinstance(block, Table):
        return
    yield from ((block.slug, _plain(inlines)) for _slug, inlines in _inline_lists(block))
    for row in block.rows:
        for cell in row.cells:
            yield from ((block.slug, words) for words in [*cell.bullets, cell.footer])


def _running_text(document: Document) -> Iterator[tuple[str, str]]:
    for block in walk_blocks(document):
        yield from _texts_of(block)


def _plain(inlines) -> str:
    """The words of a paragraph; a reference stands as two words that are no figure."""
    words = ""
    for inline in inlines:
        match inline:
            case Text(text) | Emphasis(text) | Strong(text) | Value(text=text):
                words += text
            case Reference():
                words += "see\u00a0there"
    return words
