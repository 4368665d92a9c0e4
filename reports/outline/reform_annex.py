"""Annex VI: the tracker of the thirty incremental reforms (docs/design/report.md#annexes)."""

from __future__ import annotations

from reports.document import Annex, Cell, Row, TableNoteCall, Text
from reports.facts import ReformFact
from reports.outline.annexes import annex
from reports.outline.desk import Desk


def reforms(desk: Desk) -> Annex:
    heads = desk.heads(("reform", 25), ("ongoing", 33), ("further", 29), ("budgetary", 13), words=4)
    rows = [_row(desk, reform) for reform in sorted(desk.facts.reforms, key=lambda reform: reform.number)]
    table = desk.table(
        "annex-reforms",
        desk.text("annex-reforms"),
        heads,
        rows,
        grid=True,
        notes=[desk.text("note-reform-text"), desk.text("note-reform-legend")],
        lettered_notes=[
            desk.text("note-decision-sources"),
            desk.text("note-reform-9"),
            desk.text("note-reform-see"),
        ],
    )
    return annex(desk, "reforms", table)


NOTE_DECISION, NOTE_NO_STATUS, NOTE_SEE = 1, 2, 3


def _row(desk: Desk, reform: ReformFact) -> Row:
    title = desk.phrasing.bind(reform.title)
    name: list = [Text(f"{reform.number}. {title}")]
    if reform.needs_council_decision:
        name = [Text(f"{reform.number}. {title}. "), Text(desk.text("reform-needs-decision"))]
        name.append(TableNoteCall(NOTE_DECISION))
    latest = max(reform.statuses, key=lambda entry: entry.on, default=None)
    status = None
    if latest and latest.text:
        day = desk.phrasing.date(latest.on)
        words = desk.text(
            "reform-status", text=desk.phrasing.bind(latest.text), state=desk.text(f"reform-{latest.status}"), day=day
        )
        status = Cell((Text(words),))
    elif reform.number == 9:
        name.append(TableNoteCall(NOTE_NO_STATUS))
    return Row(
        [
            Cell(tuple(name)),
            Cell(bullets=_bullets(desk, reform.ongoing_actions), footer=reform.references),
            Cell(bullets=_bullets(desk, reform.further_actions)),
            Cell(tuple(_implication(desk, reform))),
        ],
        status=status,
    )


def _bullets(desk: Desk, actions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(desk.phrasing.bind(action) for action in actions)


def _implication(desk: Desk, reform: ReformFact) -> list:
    if reform.budget_implication == "see_other_item":
        number = "" if reform.see_reform is None else str(reform.see_reform)
        return [Text(desk.text("budget-see", number=number)), TableNoteCall(NOTE_SEE)]
    answer = desk.text(f"budget-{reform.budget_implication}") if reform.budget_implication else ""
    return [
        Text(" ".join(filter(None, [f"{answer}." if answer and reform.budget_note else answer, reform.budget_note])))
    ]
