"""Page 1 above the title (docs/design/report.md#masthead), from the report's order, its session and the fixed terms."""

from __future__ import annotations

from datetime import date

from reports.document import Masthead
from reports.outline.desk import Desk
from reports.phrasing import date_text

# The right-hand lines of these versions stay in English (docs/design/report.md#masthead).
LATIN_LINES = {"ar", "zh", "ru"}


def masthead(desk: Desk) -> Masthead:
    report, session = desk.report, desk.report["session"]
    is_original = desk.language == report["original_language"]
    day_language = "en" if desk.language in LATIN_LINES else desk.language
    item = "item-of-provisional-agenda" if session["is_provisional_agenda"] else "agenda-item"
    return Masthead(
        organ=desk.term(session["organ"]),
        symbol=report["symbol"],
        distribution=desk.term(f"distribution-{report['distribution']}"),
        date=date_text(date.fromisoformat(report["date"]), day_language),
        language_line="" if is_original else desk.term("language-line"),
        original_line=desk.term(f"original-{report['original_language']}"),
        forum=desk.term(session["forum"]) if session["forum"] else "",
        session=desk.in_language(session["name"]),
        place_and_dates=desk.in_language(session["place_and_dates"]),
        agenda_item=desk.term(item).replace("{number}", session["agenda_item"]),
        agenda_note=session["agenda_note"],
        agenda_heading=desk.in_language(session["agenda_heading"]),
        job_number=report.get("job_number", ""),
        economy_notice=desk.in_language(report["economy_notice"]) if report.get("economy_notice") else "",
    )


def author_line(desk: Desk) -> str:
    """Report of the Executive Director, in the gender of the office holder where the language marks it."""
    key = desk.report["author"]
    feminine = f"{key}-f"
    if desk.report["session"]["executive_director_gender"] == "f" and desk.language in desk.terms.get(feminine, {}):
        return desk.term(feminine)
    return desk.term(key)
