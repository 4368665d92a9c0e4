"""The document tree as a page fragment for the screen: the same words and numbers as in print, each figure a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document import Document, Footnote, Section, Value
from reports.markup import RIGHT_TO_LEFT, Markup


@dataclass
class PreviewMarkup(Markup):
    """Screen: figures open their records, footnotes are gathered under the text."""

    figure_url: Callable[[str], str] = field(kw_only=True)
    notes: list[dict[str, Any]] = field(default_factory=list, kw_only=True)
    bar_chart_template = "reports/_preview_bar_chart.html"

    def value(self, value: Value) -> SafeString:
        return format_html('<a class="fig" href="{}">{}</a>', self.figure_url(value.metric), self.text(value.text))

    def footnote(self, footnote: Footnote) -> SafeString:
        number = sum(note["sign"] != "*" for note in self.notes) + 1
        return self._call(str(number), f"note-{number}", self.inlines(footnote.inlines))

    def star_note(self, text: str) -> SafeString:
        stars = sum(note["sign"] == "*" for note in self.notes) + 1
        return self._call("*", f"note-star-{stars}", self.text(text))

    def _call(self, sign: str, anchor: str, words: SafeString) -> SafeString:
        self.notes.append({"sign": sign, "anchor": anchor, "text": words})
        return format_html('<sup><a id="call-{0}" href="#{0}">{1}</a></sup>', anchor, sign)


def preview(document: Document, figure_url: Callable[[str], str]) -> SafeString:
    """The whole report as HTML. ``figure_url`` gives for a metric the address of the records behind it."""
    markup = PreviewMarkup(document, figure_url=figure_url)
    masthead = document.masthead
    # The notes are numbered as they are met, so everything is written in the order of the pages.
    context = {
        "document": document,
        "direction": "rtl" if document.language in RIGHT_TO_LEFT else "ltr",
        "terms": markup.terms,
        "title": markup.text(document.title),
        "agenda_star": markup.star_note(masthead.agenda_note) if masthead.agenda_note else "",
        "summary": [markup.paragraph(paragraph) for paragraph in document.summary],
        "sections": [markup.section(section) for section in document.sections],
        "annexes": [markup.annex(annex) for annex in document.annexes],
        "notes": markup.notes,
    }
    return render_to_string("reports/_preview.html", context)


def section_preview(document: Document, section: Section, figure_url: Callable[[str], str]) -> SafeString:
    """One section of the numbered document, for the workspace; its footnotes are numbered from 1."""
    markup = PreviewMarkup(document, figure_url=figure_url)
    context = {"section": markup.section(section), "notes": markup.notes, "terms": markup.terms}
    return render_to_string("reports/_preview_section.html", context)
