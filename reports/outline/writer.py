"""What every section writes with: the snapshot's facts and figures, one language's words, the narratives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reports.document import (
    Block,
    Cell,
    Column,
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
    Text,
    Value,
)
from reports.facts import CountryFact, facts_from_json
from reports.metrics import Metric, metric_from_json, metric_id
from reports.narratives import CASE_FIELDS, SLOTS, check_blocks
from reports.phrasing import NIL, UNAVAILABLE, Content, Phrasing

SPLIT_ANNEXES = ("by-country", "needs", "projects", "contributions", "exchange", "focal-points")


class UnresolvedFigure(LookupError):
    """A text names a figure that the snapshot does not hold; the report is not built."""


class Writer:
    """Makes paragraphs, cells and tables of one edition. It reads the snapshot and never computes a figure."""

    def __init__(self, snapshot: Mapping[str, Any], language: str, narratives: Mapping[str, list[dict[str, Any]]]):
        self.report = snapshot["report"]
        self.settings = snapshot["settings"]
        self.terms = snapshot["terms"]
        self.facts = facts_from_json(snapshot["facts"])
        self.figures = {name: metric_from_json(name, plain) for name, plain in snapshot["figures"].items()}
        self.language = language
        self.narratives = narratives
        self.phrasing = Phrasing(language, self.refer)
        self.start, self.end, self.cut_off = (
            date.fromisoformat(self.report["period"][name]) for name in ("start", "end", "cut_off")
        )
        self.regions = {region.code: region for region in self.facts.regions}
        self.countries = {country.code: country for country in self.facts.countries}
        self.fields = {item.code: item for item in self.facts.fields}

    # words

    @property
    def common(self) -> dict[str, Content]:
        """Arguments that every message may ask for."""
        one_year = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        one_year = one_year and self.start.year == self.end.year
        first, last = str(self.start.year), str(self.end.year)
        start, end = self.phrasing.date(self.start), self.phrasing.date(self.end)
        if one_year:
            period = self.phrasing.text("period-year", year=last)
        else:
            period = self.phrasing.text("period-span", start=start, end=end)
        return {
            "period": period,
            "years": last if first == last else f"{first}–{last}",
            "start": start,
            "end": end,
            "cut_off": self.phrasing.date(self.cut_off),
        }

    def inlines(self, key: str, **arguments: Content) -> list[Inline]:
        return self.phrasing.inlines(key, **{**self.common, **arguments})

    def text(self, key: str, **arguments: Content) -> str:
        return self.phrasing.text(key, **{**self.common, **arguments})

    def term(self, key: str) -> str:
        """A fixed term of the masthead in the language of the edition; missing terms stop the build."""
        try:
            return self.terms[key][self.language]
        except KeyError as error:
            raise LookupError(f"The fixed term {key!r} has no text in {self.language!r}.") from error

    def in_language(self, texts: Mapping[str, str]) -> str:
        """A text by language; the original language of the report where this one is missing."""
        return texts.get(self.language) or texts[self.report["original_language"]]

    def region_name(self, code: str) -> str:
        return self.in_language(self.regions[code].names) if code in self.regions else code

    def country_name(self, code: str) -> str:
        return self.in_language(self.countries[code].names) if code in self.countries else code

    def field_name(self, code: str) -> str:
        return self.in_language(self.fields[code].names) if code in self.fields else self.text("no-field")

    def sorted_countries(self) -> list[CountryFact]:
        """Countries in the alphabetical order of the language."""

        def key(country: CountryFact) -> tuple[str, str]:
            return country.sort_keys.get(self.language) or self.country_name(country.code).casefold(), country.code

        return sorted(self.facts.countries, key=key)

    def refer(self, kind: str, slug: str) -> list[Inline]:
        """A cross reference; an annex that was split off is cited by the symbol of its document."""
        symbol = self.settings.get("annexes_symbol", "")
        if kind == "annex" and symbol and slug in SPLIT_ANNEXES:
            return [Text(symbol)]
        return [Reference(kind, slug)]

    # figures

    def figure(self, base: str, **scope: str) -> Metric:
        """The figure as frozen in the snapshot."""
        name = metric_id(base, **scope)
        try:
            return self.figures[name]
        except KeyError as error:
            raise UnresolvedFigure(name) from error

    def count(self, base: str, **scope: str) -> int:
        return int(self.figure(base, **scope).value or 0)

    # blocks

    def paragraph(self, slug: str, key: str, /, **arguments: Content) -> Paragraph:
        """A computed paragraph."""
        return Paragraph(slug, self.inlines(key, **arguments))

    def narrative(self, slot: str, *, numbered: bool = True) -> list[Paragraph]:
        """What people wrote for the slot, checked against the schema; nothing if they wrote nothing."""
        blocks = check_blocks(SLOTS[slot], self.narratives.get(slot, []))
        written: list[Paragraph] = []
        for position, block in enumerate(blocks, start=1):
            slug = f"{slot}-{position}"
            if block["type"] == "case":
                inlines, children = self._case(slug, block)
            else:
                inlines = self._narrative_inlines(block["inlines"])
                children = [
                    self._sub_paragraph(f"{slug}-{number}", child)
                    for number, child in enumerate(block.get("children", ()), start=1)
                ]
            written.append(Paragraph(slug, inlines, children, numbered=numbered, narrative=True))
        return written

    def draft_decision(self, opening: str) -> DraftDecision:
        """The draft decision of the report."""
        blocks = check_blocks(SLOTS["decision"], self.narratives.get("decision", []))
        parts: dict[str, list[list[Inline]]] = {"preamble": [], "operative": []}
        for block in blocks:
            parts[block["type"]].append(self._narrative_inlines(block["inlines"]))
        return DraftDecision("draft-decision", [Emphasis(opening)], parts["preamble"], parts["operative"])

    def _sub_paragraph(self, slug: str, child: dict[str, Any]) -> SubParagraph:
        return SubParagraph(
            slug,
            self._narrative_inlines(child["inlines"]),
            [
                self._sub_paragraph(f"{slug}-{number}", inner)
                for number, inner in enumerate(child.get("children", ()), start=1)
            ],
        )

    def _case(self, slug: str, block: dict[str, Any]) -> tuple[list[Inline], list[SubParagraph]]:
        children = []
        for name in CASE_FIELDS:
            label = self.text("case-field", label=self.text(f"case-{name}"))
            children.append(
                SubParagraph(f"{slug}-{name}", [Text(label), *self._narrative_inlines(block["fields"][name])])
            )
        return self.inlines("case-title", title=Emphasis(block["title"])), children

    def _narrative_inlines(self, inlines: list[dict[str, Any]]) -> list[Inline]:
        written: list[Inline] = []
        for inline in inlines:
            match inline["type"]:
                case "text":
                    written.append(Text(self.phrasing.bind(inline["text"])))
                case "emphasis":
                    written.append(Emphasis(inline["text"]))
                case "strong":
                    written.append(Strong(inline["text"]))
                case "footnote":
                    written.append(Footnote(tuple(self._narrative_inlines(inline["inlines"]))))
                case "figure":
                    written.append(self._named_figure(inline["id"]))
                case "reference":
                    written += self.refer(inline["kind"], inline["slug"])
        return written

    def _named_figure(self, name: str) -> Value:
        if name not in self.figures:
            raise UnresolvedFigure(name)
        return Value(self.phrasing.number(self.figures[name]), name)

    def section(self, slug: str, blocks: Iterable[Block], sections: Iterable[Section] = ()) -> Section:
        """A section under its heading; one without anything to say says that."""
        content, subsections = list(blocks), list(sections)
        if not content and not subsections:
            content = [self.paragraph(f"{slug}-nothing", "nothing-to-report")]
        return Section(slug, self.text(f"section-{slug}"), content, subsections)

    # tables

    def words(self, text: str) -> Cell:
        """A cell of words; an empty one prints as not available."""
        return Cell((Text(self.phrasing.bind(text or UNAVAILABLE)),))

    def value(self, base: str, **scope: str) -> Cell:
        """A cell with a figure of the snapshot."""
        metric = self.figure(base, **scope)
        return Cell((Value(self.phrasing.cell(metric), metric.id),), numeric=True)

    def amount(self, number: int | None) -> Cell:
        """A cell with a number that is no figure of the snapshot; None is not available."""
        if number is None:
            return Cell((Text(UNAVAILABLE),), numeric=True)
        return Cell((Text(self.phrasing.number(number, as_figures=True) if number else NIL),), numeric=True)

    def heads(self, *heads: tuple[str, int] | str, words: int = 1) -> list[Column]:
        """Column heads by key, with a width in per cent where given; the first ``words`` columns hold words."""
        columns = []
        for position, head in enumerate(heads):
            key, width = head if isinstance(head, tuple) else (head, 0)
            text = self.text(f"head-{key}", year=str(self.settings["stages_since"]))
            columns.append(Column(text, numeric=position >= words, width=width))
        return columns

    def table(self, slug: str, title: str, columns: list[Column], rows: list[Row], **more: Any) -> Table:
        """A table with its source and, where they are used, the key to the signs."""
        notes = list(more.pop("notes", ()))
        printed = {
            inline.text
            for row in [*rows, *filter(None, [more.get("total")])]
            for cell in row.cells
            for inline in cell.inlines
            if isinstance(inline, Text | Value)
        }
        signs = [key for sign, key in ((NIL, "sign-nil"), (UNAVAILABLE, "sign-unavailable")) if sign in printed]
        if signs:
            notes.append(" ".join(self.text(key) for key in signs))
        return Table(slug, title, columns, rows, notes=notes, source=self.text("source-snapshot"), **more)
