"""Page 1 above the title (docs/design/report.md#masthead), from the report's order, its session and the fixed terms."""

from __future__ import annotations

from datetime import date

from reports.document import Masthead
from reports.outline.writer import Writer
from reports.phrasing import date_text

# The right-hand lines of these versions stay in English (docs/design/report.md#masthead).
LATIN_LINES = {"ar", "zh", "ru"}


def masthead(writer: Writer) -> Masthead:
    report, session = writer.report, writer.report["session"]
    is_original = writer.language == report["original_language"]
    day_language = "en" if writer.language in LATIN_LINES else writer.language
    item = "item-of-provisional-agenda" if session["is_provisional_agenda"] else "agenda-item"
    return Masthead(
        organ=writer.term(session["organ"]),
        symbol=report["symbol"],
        distribution=writer.term(f"distribution-{report['distribution']}"),
        date=date_text(date.fromisoformat(report["date"]), day_language),
        language_line="" if is_original else writer.term("language-line"),
        original_line=writer.term(f"original-{report['original_language']}"),
        forum=writer.term(session["forum"]) if session["forum"] else "",
        session=writer.in_language(session["name"]),
        place_and_dates=writer.in_language(session["place_and_dates"]),
        agenda_item=writer.term(item).replace("{number}", session["agenda_item"]),
        agenda_note=session["agenda_note"],
        agenda_heading=writer.in_language(session["agenda_heading"]),
        job_number=report.get("job_number", ""),
        economy_notice=writer.in_language(report["economy_notice"]) if report.get("economy_notice") else "",
    )


def author_line(writer: Writer) -> str:
    """Report of the Executive Director, in the gender of the office holder where the language marks it."""
    key = writer.report["author"]
    feminine = f"{key}-f"
    if writer.report["session"]["executive_director_gender"] == "f" and writer.language in writer.terms.get(
        feminine, {}
    ):
        return writer.term(feminine)
    return writer.term(key)
