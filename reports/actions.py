"""Everything that changes a report: order, build, write, clear, issue."""

import hashlib
from datetime import date
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, jobs
from core.acts import Life, create, hold, hold_people, lock_all, note, require, require_version, save
from core.errors import RuleBroken
from core.text.languages import Language
from governance.models import Session
from reports import builder, lints, narratives, notices, policies, preview, renderer
from reports.choices import REPORT_WORKFLOW, BuildStep, EditionFormat, ReportVerb
from reports.facts import FactError
from reports.models import Edition, Narrative, Report, Snapshot
from reports.outline import UnresolvedFigure
from reports.snapshot_format import FiguresDoNotAddUp

FIGURES_WRONG = "The records do not allow a report:"
TEXT_WRONG = "The text cannot be printed:"
FILE_WRONG = "The printed file does not pass the check for accessibility:"
FIRST_YEAR = 2005  # the plan was adopted in February 2005 (decision 23/1)


REPORTS: Life[Report] = Life(REPORT_WORKFLOW, policies.REPORT_ACTORS, notify=notices.notify_of_report)


@transaction.atomic
def order_report(session: Session, year: int, *, by: User) -> Report:
    """Order the annual report of ``year`` for a session: a new one, or a further build of the one that stands.

    Answers the report. An order that is already waiting or being built is not doubled. Raises RuleBroken when the
    report is cleared or issued, or when session and year do not go together.
    """
    session = hold(session, by=by)  # two orders at once would open two reports
    require(policies.can_order(by))
    report = lock_all(Report.objects.filter(session=session, year=year)).first()
    if report is None:
        _check_period(session, year)
        report = _open_report(session, year, by=by)
    elif not report.is_in_progress:
        report = REPORTS.take(report, "rebuild", by=by)
        _check_period(session, year)
        changes = {"build_number": report.build_number + 1, "requested_by": by, **report.ordered_anew()}
        REPORTS.move(report, "rebuild", by=by, changes=changes)
    jobs.enqueue(report)
    return report


def _check_period(session: Session, year: int) -> None:
    if not session.is_council or not session.report_symbol or session.report_masthead_on is None:
        raise RuleBroken(
            _(
                "This session does not receive the annual report, or its symbol and date of submission have not "
                "been entered yet. Choose another session."
            )
        )
    if not FIRST_YEAR <= year <= clock.today().year:
        raise RuleBroken(
            _(
                "There is no report for %(year)d. Choose a year from %(first)d, when the Plan was adopted, to the "
                "current year."
            )
            % {"year": year, "first": FIRST_YEAR}
        )
    if date(year, 12, 31) >= session.report_masthead_on:
        raise RuleBroken(
            _(
                "The year %(year)d had not ended when the manuscript for session %(session)s was submitted. Choose "
                "an earlier year or a later session."
            )
            % {"year": year, "session": session.code}
        )


def _open_report(session: Session, year: int, *, by: User) -> Report:
    report = Report(
        code=f"{session.code}-{year}",
        session=session,
        year=year,
        period_starts_on=date(year, 1, 1),
        period_ends_on=date(year, 12, 31),
        cut_off_on=date(year, 12, 31),
        symbol=session.report_symbol,
        masthead_on=session.report_masthead_on,  # type: ignore[misc]  # _check_period asks for it
        job_number=session.report_job_number,
        languages=[Language.ENGLISH],
        requested_by=by,
    )
    create(report, ReportVerb.ORDERED, by=by)
    Narrative.objects.bulk_create(
        Narrative(report=report, section=slot, language=Language.ENGLISH, blocks=blocks, created_by=by, updated_by=by)
        for slot, blocks in narratives.default_narratives(Language.ENGLISH).items()
    )
    return report


def build_report(held: jobs.Claim[Report]) -> None:
    """Build what the held report asks for. Steps that are finished are skipped; nothing is stored once replaced."""
    report = held.record
    snapshot = take_snapshot(held)
    held.step(BuildStep.FIGURES)
    for language in report.languages:
        print_edition(held, snapshot, language)
    with transaction.atomic():
        held.finish()
        states = {"from_state": report.RUNNING, "to_state": report.DONE}
        note(report, ReportVerb.BUILT, by=None, notify=REPORTS.notify, **states)


def take_snapshot(held: jobs.Claim[Report]) -> Snapshot:
    """Freeze the year's facts and figures once per build; every edition is printed from this frozen copy."""
    report = held.record
    if existing := report.current_snapshot:
        return existing
    try:
        content = builder.collect(report)
    except (FactError, FiguresDoNotAddUp) as fault:
        raise jobs.JobRefused(f"{FIGURES_WRONG} {fault}") from fault
    with held.storing():
        return Snapshot.objects.create(
            report=report, number=report.build_number, content=content, digest=builder.digest(content)
        )


def print_edition(held: jobs.Claim[Report], snapshot: Snapshot, language: str) -> None:
    """Print one language. Slow, so no lock is held; the file is stored under its digest before its row."""
    if snapshot.editions.filter(language=language, format=EditionFormat.PDF).exists():
        return
    try:
        document = builder.compose(snapshot.content, language)
    except (UnresolvedFigure, narratives.BrokenBlocks) as fault:
        raise jobs.JobRefused(f"{TEXT_WRONG} {fault}") from fault
    if faults := lints.build_stopping(document, session_symbol=f"UNEP/{held.record.session.code}"):
        raise jobs.JobRefused(" ".join([TEXT_WRONG, *(str(fault.message) for fault in faults)]))
    held.step(BuildStep.TEXTS)
    try:
        rendering = renderer.render(document)
    except renderer.GateClosed as fault:
        raise jobs.JobRefused(f"{FILE_WRONG} {fault}") from fault
    held.step(BuildStep.PRINTING)
    digest = hashlib.sha256(rendering.pdf).hexdigest()
    name = store_once(f"editions/{digest}.pdf", rendering.pdf)
    with held.storing():
        Edition.objects.create(
            snapshot=snapshot,
            language=language,
            format=EditionFormat.PDF,
            file=name,
            digest=digest,
            size=len(rendering.pdf),
            pages=rendering.pages,
            words=lints.count_words(document),
            pages_on_screen=preview.pages(document, figure_address, page_address),
            warnings=[str(warning.message) for warning in lints.warnings(document)],
            manifest=rendering.manifest | {"snapshot": snapshot.number, "snapshot_sha256": snapshot.digest},
        )
    held.step(BuildStep.FILING)


def figure_address(metric: str) -> str:
    """Where the records behind a figure are, seen from a page of the text."""
    return f"../../figures/{quote(metric, safe='')}/"


def page_address(slug: str) -> str:
    """Another page of the text, seen from one."""
    return f"../{slug}/"


def store_once(name: str, content: bytes) -> str:
    """Keep a file under the name of its content. One that a killed worker left half-written is replaced."""
    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if stored.read() == content:
                return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))


@transaction.atomic
def write_narrative(report: Report, slot: str, language: str, blocks: list, *, version: int, by: User) -> Narrative:
    """Save the text of one slot. ``version`` is the one its writer read: 0 for a text not written yet.

    Raises RuleBroken while texts rest, Stale with the saved text when somebody else saved meanwhile.
    """
    report = REPORTS.take(report, "write", by=by)
    narratives.check_blocks(narratives.SLOTS[slot], blocks)
    narrative = report.narratives.filter(section=slot, language=language).first()
    if narrative is None:
        narrative = report.narratives.create(
            section=slot, language=language, blocks=blocks, created_by=by, updated_by=by
        )
    else:
        require_version(narrative, version)
        save(narrative, {"blocks": blocks}, by=by)
    note(report, ReportVerb.NARRATIVE_WRITTEN, by=by, data={"slot": slot, "language": language})
    return narrative


@transaction.atomic
def clear_report(report: Report, *, by: User, waiver: str = "") -> Report:
    """The text is final: nothing changes any more until it is issued or reopened.

    A report over the limit of 8,500 words needs the reference of a waiver (docs/design/report.md#length).
    """
    report = REPORTS.take(report, "clear", by=by)
    words = report.current_snapshot.editions.get(language=Language.ENGLISH).words  # type: ignore[union-attr]
    if words > lints.WORD_LIMIT and not waiver:
        raise RuleBroken(
            _(
                "The report has %(words)d words. A report of more than %(limit)d words can be cleared only with "
                "the reference of a waiver."
            )
            % {"words": words, "limit": lints.WORD_LIMIT}
        )
    changes = {"cleared_by": by, "cleared_at": clock.now(), "length_waiver": waiver}
    return REPORTS.move(report, "clear", by=by, changes=changes, reason=waiver)


@transaction.atomic
def reopen_report(report: Report, *, by: User, reason: str) -> Report:
    """Take a cleared report back, because its text is not final after all."""
    report = REPORTS.take(report, "reopen", by=by)
    return REPORTS.move(report, "reopen", by=by, changes={"cleared_by": None, "cleared_at": None}, reason=reason)


@transaction.atomic
def issue_report(report: Report, *, by: User) -> Report:
    """Publish. A second person does it; from now on the database itself refuses every change."""
    hold_people(by, report.cleared_by)
    report = REPORTS.take(report, "issue", by=by)
    if not policies.can_issue(by, report):
        raise RuleBroken(_("You cleared this report yourself. A second member of the secretariat must issue it."))
    policies.ISSUING.judge(report, by=by)
    return REPORTS.move(report, "issue", by=by, changes={"issued_by": by, "issued_at": clock.now()})
