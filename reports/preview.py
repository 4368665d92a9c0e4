"""The document tree as pages for the screen: the same words and numbers as in print, each figure a link.

The report is one page a section, so that each is light; a reference leads to the page that holds its target.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document import Annex, Document, Footnote, Reference, Section, Table, Value, walk_sections
from reports.markup import RIGHT_TO_LEFT, Markup
from reports.references import resolve

SUMMARY = "summary"


@dataclass
class PreviewMarkup(Markup):
    """Screen: figures open their records, references lead to their page, footnotes are gathered under the text."""

    figure_url: Callable[[str], str] = field(kw_only=True)
    page_url: Callable[[str], str] = field(kw_only=True)
    notes: list[dict[str, Any]] = field(default_factory=list, kw_only=True)
    page_of: dict[tuple[str, str], str] = field(init=False)
    bar_chart_template = "reports/_preview_bar_chart.html"

    def __post_init__(self):
        super().__post_init__()
        self.page_of = pages_of_targets(self.document)

    def value(self, value: Value) -> SafeString:
        return format_html('<a class="fig" href="{}">{}</a>', self.figure_url(value.metric), self.text(value.text))

    def reference(self, reference: Reference, *, starts_sentence: bool = False) -> SafeString:
        target = resolve(self.index, reference)
        label = target.label[0].upper() + target.label[1:] if starts_sentence else target.label
        page = self.page_url(self.page_of[reference.kind, reference.slug])
        return format_html('<a class="ref" href="{}#{}">{}</a>', page, target.anchor, label)

    def footnote(self, footnote: Footnote) -> SafeString:
        number = sum(note["sign"] != "*" for note in self.notes) + 1
        return self._call(str(number), f"note-{number}", self.inlines(footnote.inlines))

    def star_note(self, text: str) -> SafeString:
        stars = sum(note["sign"] == "*" for note in self.notes) + 1
        return self._call("*", f"note-star-{stars}", self.text(text))

    def table(self, table: Table, *, annex_title: str = "") -> dict[str, Any]:
        """Tables scroll within their own frame, which has a name for those who do not see it."""
        block = super().table(table, annex_title=annex_title)
        name = " ".join(part for part in (block["sign"], table.title) if part)
        return block | {"template": "reports/_preview_table.html", "inner": block["template"], "name": name}

    def _call(self, sign: str, anchor: str, words: SafeString) -> SafeString:
        self.notes.append({"sign": sign, "anchor": anchor, "text": words})
        return format_html('<sup><a id="call-{0}" href="#{0}">{1}</a></sup>', anchor, sign)


def pages_of_targets(document: Document) -> dict[tuple[str, str], str]:
    """(kind, slug) of everything that can be referred to → slug of the page that holds it."""
    found: dict[tuple[str, str], str] = {}
    for section in document.sections:
        for _level, part in walk_sections([section]):
            found["section", part.slug] = section.slug
            found |= {(kind_of(block), block.slug): section.slug for block in part.blocks}
    for annex in document.annexes:
        page = annex_page(annex)
        found["annex", annex.slug] = page
        found |= {(kind_of(block), block.slug): page for block in annex.blocks}
    return found


def annex_page(annex: Annex) -> str:
    """Slug of an annex's page; sections and annexes may share a name."""
    return f"annex-{annex.slug}"


def kind_of(block) -> str:
    """The word by which a text refers to such a block."""
    kinds = {"Paragraph": "para", "Table": "table", "BarChart": "figure", "TileMap": "figure"}
    return kinds.get(type(block).__name__, "")


def pages(document: Document, figure_url: Callable[[str], str], page_url: Callable[[str], str]) -> list[dict[str, str]]:
    """The whole report, a page each for summary, sections and annexes: slug, sign, title and html as plain text.

    ``figure_url`` gives for a metric the address of the records behind it, ``page_url`` for a slug that of its page.
    Footnotes keep their number in the document.
    """
    markup = PreviewMarkup(document, figure_url=figure_url, page_url=page_url)
    written = [_summary(document, markup)]
    written += [_section(section, markup) for section in document.sections]
    written += [_annex(annex, markup) for annex in document.annexes]
    return written


def _page(markup: PreviewMarkup, slug: str, sign: str, title: str, template: str, context: dict) -> dict[str, str]:
    """One page with the notes called on it."""
    first = context.pop("first_note")
    surroundings = {
        "document": markup.document,
        "direction": "rtl" if markup.document.language in RIGHT_TO_LEFT else "ltr",
        "terms": markup.terms,
        "notes": markup.notes[first:],
    }
    html = render_to_string(template, surroundings | context)
    return {"slug": slug, "sign": sign, "title": title, "html": str(html)}


def _summary(document: Document, markup: PreviewMarkup) -> dict[str, str]:
    masthead = document.masthead
    context = {
        "first_note": 0,
        "title": markup.text(document.title),
        "agenda_star": markup.star_note(masthead.agenda_note) if masthead.agenda_note else "",
        "summary": [markup.paragraph(paragraph) for paragraph in document.summary],
    }
    return _page(markup, SUMMARY, "", markup.terms.summary, "reports/_preview_summary.html", context)


def _section(section: Section, markup: PreviewMarkup) -> dict[str, str]:
    context = {"first_note": len(markup.notes), "section": markup.section(section)}
    sign = context["section"]["sign"]
    return _page(markup, section.slug, sign, section.title, "reports/_preview_section.html", context)


def _annex(annex: Annex, markup: PreviewMarkup) -> dict[str, str]:
    context = {"first_note": len(markup.notes), "annex": markup.annex(annex)}
    sign = f"{context['annex']['sign']}."
    return _page(markup, annex_page(annex), sign, annex.title, "reports/_preview_annex.html", context)
