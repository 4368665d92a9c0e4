"""Annex VIII: definitions and method, printed from the definitions that the figures are computed by."""

from __future__ import annotations

from django.utils.translation import override

from core.text.languages import interface_code
from reports.document import Annex, Paragraph, Row
from reports.metrics import DEFINITIONS
from reports.outline.desk import Desk
from reports.outline.sections import target_text


def definitions(desk: Desk) -> Annex:
    stated = [target for target in desk.facts.targets if target.percent]
    sources = "; ".join(
        desk.text(
            "target-stated",
            statement=desk.phrasing.bind(target.statement),
            comparator=target.comparator or "exact",
            percent=target.percent,
            source=desk.phrasing.bind(target.source),
        )
        for target in stated
    )
    arguments: dict[str, dict[str, str | int]] = {
        "definitions-intro": {},
        "definitions-period": {},
        "definitions-excluded": {},
        "definitions-rounding": {},
        "definitions-target": {
            "target": target_text(desk),
            "sources": sources or "none",
            "disagreement": desk.text("note-target-sources"),
        },
        "definitions-validity": {
            "years": desk.settings["assessment_valid_years"],
            "since": str(desk.settings["stages_since"]),
        },
        "definitions-reforms": {"disagreement": desk.text("note-decision-sources")},
    }
    blocks = [Paragraph(slug, desk.inlines(slug, **given), numbered=False) for slug, given in arguments.items()]
    return Annex("definitions", desk.text("annex-definitions"), [*blocks, _table(desk)], landscape=False)


def _table(desk: Desk):
    rows = []
    with override(interface_code(desk.language)):
        for name, definition in DEFINITIONS.items():
            cells = (name, str(definition.name), str(definition.rule), str(definition.kind))
            rows.append(Row([desk.words(text) for text in cells]))
    heads = desk.heads(("figure", 9), ("name", 26), ("rule", 53), ("kind", 12), words=4)
    table = desk.table("annex-definitions", desk.text("annex-definitions"), heads, rows, grid=True)
    table.source = ""
    return table
