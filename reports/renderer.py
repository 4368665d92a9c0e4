"""Document tree to HTML to PDF, with the manifest of what it was made from (docs/design/report.md#reproducibility)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import get_template, render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.pdf import fonts, gate, printing
from reports import bar_code
from reports.document import Document, Footnote, Masthead, Value
from reports.lints import count_footnotes
from reports.markup import RIGHT_TO_LEFT, Markup, printable

STYLE_FOLDER = Path(__file__).resolve().parent / "print"  # never served: their assets exist only for the printer
# In these versions the lines beside the symbol stay in English, left to right (docs/design/report.md#masthead).
ENGLISH_MASTHEAD = {"ar", "ru", "zh"}
# Faces that the Chinese style sheet takes Latin letters and figures from, as fontconfig patterns.
LATIN_BESIDE_CHINESE = {
    "latin-serif.ttf": "Liberation Serif",
    "latin-serif-bold.ttf": "Liberation Serif:bold",
    "latin-sans.ttf": "Liberation Sans",
    "latin-sans-bold.ttf": "Liberation Sans:bold",
}
CHART_WIDTH = 88  # per cent of the cell for the longest bar; the rest holds its value


class GateClosed(RuleBroken):
    """The finished file fails the gate (docs/design/report.md#gate); ``complaints`` says why. It would fail again."""

    def __init__(self, complaints: list[str]):
        sentence = _("The printed file did not pass its check: %(complaints)s")
        super().__init__(sentence % {"complaints": " ".join(complaints)})
        self.complaints = complaints


@dataclass(frozen=True)
class Rendering:
    """One language version: ``html`` and ``pdf`` to store, ``manifest`` ready for JSON."""

    html: str
    pdf: bytes
    pages: int
    manifest: dict[str, Any]


class PrintMarkup(Markup):
    """Print: figures are plain words, footnotes float to the foot of the page."""

    def value(self, value: Value) -> SafeString:
        return self.text(value.text)

    def footnote(self, footnote: Footnote) -> SafeString:
        return format_html('<span class="footnote">{}</span>', self.inlines(footnote.inlines))

    def star_note(self, text: str) -> SafeString:
        return format_html('<span class="footnote star">{}</span>', self.text(text))


def render(document: Document) -> Rendering:
    """Print the numbered document. Raises GateClosed, core.pdf.printing.PdfRefused or core.pdf.printing.PdfFailed."""
    html = print_html(document)
    printed = printing.render(
        html,
        stylesheets=stylesheets(document.language),
        assets=assets(document),
        created=date.fromisoformat(document.created),
        identifier=f"{document.masthead.symbol} {document.language}",
        link_labels=link_labels(document),
    )
    complaints = [
        *printed.missing_letters,
        *gate.inspect(
            printed.pdf,
            language=document.language,
            symbol=document.masthead.symbol,
            footnotes=count_footnotes(document),
        ),
    ]
    if complaints:
        raise GateClosed(complaints)
    return Rendering(html=html, pdf=printed.pdf, pages=printed.pages, manifest=manifest(document, html, printed))


def print_html(document: Document) -> str:
    # These lines reach the templates as they are.
    masthead = Masthead(**{name: printable(words) for name, words in vars(document.masthead).items()})
    title, marking = printable(document.title), printable(document.marking)
    document = replace(document, masthead=masthead, title=title, marking=marking)
    markup = PrintMarkup(document)
    # Chinese sets the asterisk inside the line, so the line may carry it itself.
    agenda_before, _star, agenda_after = masthead.agenda_item.partition("*")
    context = {
        "document": document,
        "direction": "rtl" if document.language in RIGHT_TO_LEFT else "ltr",
        "masthead_language": "en" if document.language in ENGLISH_MASTHEAD else "",
        "terms": markup.terms,
        "file_title": f"{masthead.symbol} – {document.title}",
        "title": markup.text(document.title),
        "author_line": markup.text(document.author_line),
        "agenda_before": agenda_before,
        "agenda_star": markup.star_note(masthead.agenda_note) if masthead.agenda_note else "",
        "agenda_after": agenda_after,
        "summary": [markup.paragraph(paragraph) for paragraph in document.summary],
        "sections": [markup.section(section) for section in document.sections],
        "annexes": [markup.annex(annex) for annex in document.annexes],
        "contents": list(contents(document, markup)),
    }
    return render_to_string("print/report.html", context)


def contents(document: Document, markup: Markup):
    """Entries of the contents page: sections, their subsections, annexes."""
    for section in document.sections:
        yield _contents_entry(markup, section, level=1)
        for child in section.sections:
            yield _contents_entry(markup, child, level=2)
    for annex in document.annexes:
        sign = markup.annex_sign(annex)
        yield {"level": "annex", "anchor": f"annex-{annex.slug}", "sign": f"{sign}.", "title": markup.text(annex.title)}


def _contents_entry(markup: Markup, section, *, level: int) -> dict[str, Any]:
    sign = markup.terms.section_sign(level, section.number)
    return {"level": level, "anchor": f"section-{section.slug}", "sign": sign, "title": markup.text(section.title)}


def link_labels(document: Document) -> dict[str, str]:
    """Words for readers who hear a link: where each anchor leads."""
    markup = PrintMarkup(document)
    return {target.anchor: target.label for target in markup.index.values()}


def stylesheets(language: str) -> list[str]:
    files = [STYLE_FOLDER / "report.css", STYLE_FOLDER / f"report.{language}.css"]
    return [*(file.read_text() for file in files if file.exists()), width_rules()]


def width_rules() -> str:
    """Widths of columns (w25) and bars (p25) in per cent, of blocks of tiles in squares: templates carry no style."""
    columns = (f".w{percent}{{width:{percent}%}}" for percent in range(1, 101))
    bars = (f".p{percent}{{width:{percent * CHART_WIDTH / 100:.2f}%}}" for percent in range(101))
    tile_blocks = (f".squares-{squares}{{width:{squares * 7.8:.1f}mm}}" for squares in range(1, 61))
    return "".join([*columns, *bars, *tile_blocks])


def assets(document: Document) -> dict[str, bytes]:
    found = {"emblem.svg": (STYLE_FOLDER / "emblem-placeholder.svg").read_bytes()}
    if document.masthead.job_number:
        # The number is followed by dates, which are not part of the bar code.
        found["bar-code.svg"] = bar_code.svg(document.masthead.job_number.split()[0])
    if document.language == "zh":
        found |= {name: fonts.match(pattern)[1].read_bytes() for name, pattern in LATIN_BESIDE_CHINESE.items()}
    return found


def manifest(document: Document, html: str, printed: printing.PrintedFile) -> dict[str, Any]:
    """What the file was made from and with; the caller adds the snapshot and the text revisions."""
    return {
        "language": document.language,
        "symbol": document.masthead.symbol,
        "created": document.created,
        "pages": printed.pages,
        "html_sha256": hashlib.sha256(html.encode()).hexdigest(),
        "pdf_sha256": hashlib.sha256(printed.pdf).hexdigest(),
        "templates_sha256": templates_digest(),
        "styles_sha256": hashlib.sha256("\n".join(stylesheets(document.language)).encode()).hexdigest(),
        "software": printed.software,
        "fonts_sha256": fonts.digests(),
    }


@lru_cache(maxsize=1)
def templates_digest() -> str:
    """One digest over all print templates, by name and content."""
    template = get_template("print/report.html")
    folder = Path(template.origin.name).parent  # type: ignore[attr-defined]  # Django's own templates know their file
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.html")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
