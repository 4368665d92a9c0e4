"""Annex VI: the tracker of the thirty incremental reforms (docs/design/report.md#annexes)."""

from __future__ import annotations

from reports.document import Annex, Cell, Row, TableNoteCall, Text
from reports.facts import ReformFact
from reports.outline.annexes import annex
from reports.outline.writer import Writer


def reforms(writer: Writer) -> Annex:
    heads = writer.heads(("reform", 25), ("ongoing", 33), ("further", 29), ("budgetary", 13), words=4)
    rows = [_row(writer, reform) for reform in sorted(writer.facts.reforms, key=lambda reform: reform.number)]
    table = writer.table(
        "annex-reforms",
        writer.text("annex-reforms"),
        heads,
        rows,
        grid=True,
        notes=[writer.text("note-reform-text"), writer.text("note-reform-legend")],
        lettered_notes=[
            writer.text("note-decision-sources"),
            writer.text("note-reform-9"),
            writer.text("note-reform-see"),
        ],
    )
    return annex(writer, "reforms", table)


NOTE_DECISION, NOTE_NO_STATUS, NOTE_SEE = 1, 2, 3


def _row(writer: Writer, reform: ReformFact) -> Row:
    title = writer.phrasing.bind(reform.title)
    name: list = [Text(f"{reform.number}. {title}")]
    if reform.needs_council_decision:
        name = [Text(f"{reform.number}. {title}. "), Text(writer.text("reform-needs-decision"))]
        name.append(TableNoteCall(NOTE_DECISION))
    latest = max(reform.statuses, key=lambda entry: entry.on, default=None)
    status = None
    if latest and latest.text:
        day = writer.phrasing.date(latest.on)
        words = writer.text(
            "reform-status",
            text=writer.phrasing.bind(latest.text),
            state=writer.text(f"reform-{latest.status}"),
            day=day,
        )
        status = Cell((Text(words),))
    elif reform.number == 9:
        name.append(TableNoteCall(NOTE_NO_STATUS))
    return Row(
        [
            Cell(tuple(name)),
            Cell(bullets=_bullets(writer, reform.ongoing_actions), footer=reform.references),
            Cell(bullets=_bullets(writer, reform.further_actions)),
            Cell(tuple(_implication(writer, reform))),
        ],
        status=status,
    )


def _bullets(writer: Writer, actions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(writer.phrasing.bind(action) for action in actions)


def _implication(writer: Writer, reform: ReformFact) -> list:
    if reform.budget_implication == "see_other_item":
        number = "" if reform.see_reform is None else str(reform.see_reform)
        return [Text(writer.text("budget-see", number=number)), TableNoteCall(NOTE_SEE)]
    answer = writer.text(f"budget-{reform.budget_implication}") if reform.budget_implication else ""
    return [
        Text(" ".join(filter(None, [f"{answer}." if answer and reform.budget_note else answer, reform.budget_note])))
    ]
