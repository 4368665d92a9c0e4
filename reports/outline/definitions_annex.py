"""Annex VIII: definitions and method, printed from the definitions that the figures are computed by."""

from __future__ import annotations

from django.utils.translation import override

from core.text.languages import interface_code
from reports.document import Annex, Paragraph, Row
from reports.metrics import DEFINITIONS
from reports.outline.sections import target_text
from reports.outline.writer import Writer


def definitions(writer: Writer) -> Annex:
    stated = [target for target in writer.facts.targets if target.percent]
    sources = "; ".join(
        writer.text(
            "target-stated",
            statement=writer.phrasing.bind(target.statement),
            comparator=target.comparator or "exact",
            percent=target.percent,
            source=writer.phrasing.bind(target.source),
        )
        for target in stated
    )
    arguments: dict[str, dict[str, str | int]] = {
        "definitions-intro": {},
        "definitions-period": {},
        "definitions-excluded": {},
        "definitions-rounding": {},
        "definitions-target": {
            "target": target_text(writer),
            "sources": sources or "none",
            "disagreement": writer.text("note-target-sources"),
        },
        "definitions-validity": {
            "years": writer.settings["assessment_valid_years"],
            "since": str(writer.settings["stages_since"]),
        },
        "definitions-reforms": {"disagreement": writer.text("note-decision-sources")},
    }
    blocks = [Paragraph(slug, writer.inlines(slug, **given), numbered=False) for slug, given in arguments.items()]
    return Annex("definitions", writer.text("annex-definitions"), [*blocks, _table(writer)], landscape=False)


def _table(writer: Writer):
    rows = []
    with override(interface_code(writer.language)):
        for name, definition in DEFINITIONS.items():
            cells = (name, str(definition.name), str(definition.rule), str(definition.kind))
            rows.append(Row([writer.words(text) for text in cells]))
    heads = writer.heads(("figure", 9), ("name", 26), ("rule", 53), ("kind", 12), words=4)
    table = writer.table("annex-definitions", writer.text("annex-definitions"), heads, rows, grid=True)
    table.source = ""
    return table
