"""Gathers every floor's facts into the frozen content of a snapshot, and opens that content again."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from core.text.languages import Language
from core.text.partial_dates import earliest, latest
from exchange import report_facts as exchange_figures
from governance import report_facts as governance_figures
from governance.models import Session, Target
from needs import report_facts as needs_figures
from partners import report_facts as partners_figures
from projects import report_facts as projects_figures
from reference import report_facts as reference_figures
from reports import snapshot_format
from reports.document import Document
from reports.facts import FLOORS
from reports.metrics import Metric, metric_from_json
from reports.models import FixedTerm, Report
from reports.outline import build_document
from reports.outline import targets as outline_targets
from reports.phrasing.numbers import date_text, partial_date_text
from reports.public_facts import public_only

FIGURES = {
    "reference": reference_figures,
    "needs": needs_figures,
    "exchange": exchange_figures,
    "projects": projects_figures,
    "partners": partners_figures,
    "governance": governance_figures,
}
TITLE = {
    Language.ENGLISH: "Implementation of the Bali Strategic Plan for Technology Support and Capacity-building: "
    "annual progress report, %(year)d"
}
ECONOMY_NOTICE = {
    Language.ENGLISH: "For reasons of economy, this document is printed in a limited number. Delegates are kindly "
    "requested to bring their copies to meetings and not to request additional copies."
}
ENVIRONMENT_FUND_TARGET = "env-fund-direct-bsp"  # the seed record that holds both printed values


def collect(report: Report) -> dict[str, Any]:
    """The content of a new snapshot: facts as known at the cut-off, figures, terms and texts.

    Raises FactError or FiguresDoNotAddUp when the records do not allow a report.
    """
    terms = fixed_terms()
    return snapshot_format.make_snapshot(
        describe(report, terms),
        collect_facts(report.period_starts_on, report.period_ends_on, report.cut_off_on),
        settings={"ef_target_pct": environment_fund_target()},
        terms=terms,
        narratives=collect_narratives(report),
    )


def collect_facts(start: date, end: date, cut_off: date) -> dict[str, list[dict]]:
    """Every floor's lists, of public records; projects add to the needs below them which of them they answer."""
    period = (start, end, cut_off)
    lists = {name: getattr(FIGURES[floor], name)(*period) for floor, names in FLOORS.items() for name in names}
    responses, coordination = projects_figures.need_responses(*period)
    for need in lists["needs"]:
        need["responses"] += responses.get(need["code"], [])
        need["coordination_record"] = coordination.get(need["code"], "")
    # Code values and dates as plain text: what a snapshot can hold.
    return json.loads(json.dumps(public_only(lists), default=date.isoformat))


def fixed_terms() -> dict[str, dict[str, str]]:
    """Fixed terms as the secretariat keeps them; those that ship where none are kept."""
    terms: dict[str, dict[str, str]] = {}
    for key, language, text in FixedTerm.objects.values_list("key", "language", "text"):
        terms.setdefault(key, {})[language] = text
    return terms or snapshot_format.default_terms()


def environment_fund_target() -> str:
    """The share in per cent with which the portal counts: what is applied, where it differs from what is printed."""
    target = Target.objects.filter(origin_reference=ENVIRONMENT_FUND_TARGET).first()
    if target is None:
        return snapshot_format.DEFAULT_SETTINGS["ef_target_pct"]
    share = target.applied_value if target.applied_value is not None else target.value
    return f"{share.normalize():f}"


def collect_narratives(report: Report) -> dict[str, dict[str, list]]:
    """Texts by language and slot."""
    texts: dict[str, dict[str, list]] = {}
    for narrative in report.narratives.all():
        texts.setdefault(narrative.language, {})[narrative.section] = narrative.blocks
    return texts


def describe(report: Report, terms: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The order and its session, as the masthead prints them. Adds the session's own organ and forum to ``terms``."""
    session = report.session
    return {
        "symbol": report.symbol,
        "title": {language: text % {"year": report.year} for language, text in TITLE.items()},
        "date": report.masthead_on.isoformat(),
        "distribution": "limited" if "/L." in report.symbol else "general",
        "author": "report-of-the-executive-director",
        "original_language": Language.ENGLISH.value,
        "languages": list(report.languages),
        "is_draft": False,
        "period": {
            "start": report.period_starts_on.isoformat(),
            "end": report.period_ends_on.isoformat(),
            "cut_off": report.cut_off_on.isoformat(),
        },
        "job_number": job_line(report),
        "economy_notice": ECONOMY_NOTICE,
        "session": {
            "organ": term_key(terms, session.organ, "session-organ"),
            "forum": term_key(terms, session.forum, "session-forum") if session.forum else "",
            "name": texts_of(terms, session.title),
            "place_and_dates": {Language.ENGLISH.value: place_and_dates(session)},
            "agenda_item": session.agenda_item,
            "is_provisional_agenda": True,
            "agenda_note": f"{session.agenda_symbol}." if session.agenda_symbol else "",
            "agenda_heading": texts_of(terms, session.agenda_heading),
            "executive_director_gender": session.executive_director_gender,
        },
    }


def job_line(report: Report) -> str:
    """Job number and date of submission as day, month, year; empty without a number."""
    return f"{report.job_number}      {report.masthead_on:%d%m%y}" if report.job_number else ""


def term_key(terms: dict[str, dict[str, str]], text: str, own_key: str) -> str:
    """Key of the fixed term with this English text; a text that is no fixed term becomes one of this report."""
    for key, texts in terms.items():
        if texts.get(Language.ENGLISH) == text:
            return key
    terms[own_key] = {Language.ENGLISH.value: text}
    return own_key


def texts_of(terms: Mapping[str, Mapping[str, str]], text: str) -> dict[str, str]:
    """The text in every language in which it is a fixed term, at least in English."""
    for texts in terms.values():
        if texts.get(Language.ENGLISH) == text:
            return dict(texts)
    return {Language.ENGLISH.value: text}


def place_and_dates(session: Session) -> str:
    """``Nairobi, 21–24 February 2011``; a date that the sources give only in part stays so."""
    parts = [session.place] if session.place else []
    if session.starts_on:
        parts.append(date_range(session.starts_on, session.ends_on or session.starts_on))
    return ", ".join(parts)


def date_range(first: str, last: str) -> str:
    """Two partial dates as English text with an en dash; what they share is said once."""
    if min(len(first), len(last)) < len("2011-02-21"):
        return partial_date_text(min(first, last, key=len), Language.ENGLISH)
    start, end = earliest(first), latest(last)
    if start == end:
        return date_text(end, Language.ENGLISH)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{date_text(end, Language.ENGLISH)}"
    words = date_text(start, Language.ENGLISH)
    opening = (
        words.removesuffix(f" {start.year}").removesuffix(f"\u00a0{start.year}") if start.year == end.year else words
    )
    return f"{opening}–{date_text(end, Language.ENGLISH)}"


def compose(content: Mapping[str, Any], language: str) -> Document:
    """The numbered tree of one edition, from frozen content alone."""
    return build_document(content, language)


def figure(content: Mapping[str, Any], metric: str) -> Metric:
    """One frozen figure. Raises KeyError if the snapshot does not hold it."""
    return metric_from_json(metric, content["figures"][metric])


def targets() -> frozenset[tuple[str, str]]:
    """What a text may refer to: (kind, slug) of every paragraph, table, figure, section and annex."""
    return outline_targets()


digest = snapshot_format.digest
