"""Reports in every state, for the browser; called in the server's own process by ``manage.py shell``."""

from datetime import date, timedelta

from accounts.models import User
from core import clock
from governance.models import Session
from reference.models import Country, Theme
from reports import actions, builder, narratives, preview
from reports.choices import BuildStep, ReportState
from reports.models import Edition, Narrative, Report, Snapshot
from tests.factories.needs import AssistanceRequestFactory

SESSION = "GC.26"
# Year of the report → its state: one of each.
STATES = {
    2005: ReportState.QUEUED,
    2006: ReportState.BUILDING,
    2007: ReportState.FAILED,
    2008: ReportState.CLEARED,
    2009: ReportState.ISSUED,
    2010: ReportState.READY,
}
BUILT = (ReportState.READY, ReportState.CLEARED, ReportState.ISSUED)
COUNTRIES = ("KEN", "RWA", "FJI", "VNM", "PER", "JOR", "UZB")
REASON = "The records do not allow a report: M1: the regions add up to 5, the total is 6."


def make_reports():
    """Requests of 2010 from every region, and a report in each state; the figures are collected and written once."""
    first, second = User.objects.create_user("first@office.example"), User.objects.create_user("second@office.example")
    themes = list(Theme.objects.order_by("pk")[:4])
    for number, country in enumerate(Country.objects.filter(pk__in=COUNTRIES)):
        received = date(2010, number + 1, 1)
        AssistanceRequestFactory(
            in_response=number % 2 == 0,
            submitted=number % 2 == 1,
            country=country,
            theme=themes[number % 4],
            received_on=received,
            **({"decided_on": received, "first_response_on": received + timedelta(days=60)} if not number % 2 else {}),
        )
    session = Session.objects.get(code=SESSION)
    session.report_symbol, session.report_masthead_on = f"UNEP/{SESSION}/2010", date(2011, 1, 12)
    session.save()
    reports = [make_report(session, year, state, first, second) for year, state in STATES.items()]
    content = builder.collect(reports[-1])
    pages = preview.pages(builder.compose(content, "en"), actions.figure_address, actions.page_address)
    for report in reports:
        if report.state in BUILT:
            print_specimen(report, content, pages)


def make_report(session, year, state, first, second):
    is_final = state in (ReportState.CLEARED, ReportState.ISSUED)
    report = Report.objects.create(
        code=f"{SESSION}-{year}",
        session=session,
        year=year,
        period_starts_on=date(year, 1, 1),
        period_ends_on=date(year, 12, 31),
        cut_off_on=date(year, 12, 31),
        symbol=f"UNEP/{SESSION}/{year}",
        masthead_on=session.report_masthead_on,
        languages=["en"],
        state=state,
        step=BuildStep.FIGURES if state in (ReportState.BUILDING, ReportState.FAILED) else BuildStep.WAITING,
        last_error=REASON if state == ReportState.FAILED else "",
        requested_by=first,
        cleared_by=first if is_final else None,
        cleared_at=clock.now() if is_final else None,
        issued_by=second if state == ReportState.ISSUED else None,
        issued_at=clock.now() if state == ReportState.ISSUED else None,
    )
    if state != ReportState.ISSUED:
        texts = narratives.default_narratives() | {"conclusions": []}
        Narrative.objects.bulk_create(
            Narrative(report=report, section=slot, language="en", blocks=blocks) for slot, blocks in texts.items()
        )
    return report


def print_specimen(report, content, pages):
    """The frozen figures, their text for the screen, and a file that stands for the printed one."""
    snapshot = Snapshot.objects.create(
        report=report, number=report.build_number, content=content, digest=builder.digest(content)
    )
    Edition.objects.create(
        snapshot=snapshot,
        language="en",
        format="pdf",
        file=actions.store_once("editions/specimen.pdf", b"%PDF-1.7"),
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        size=8,
        pages=12,
        words=7_900,
        pages_on_screen=pages,
        warnings=["Write “per cent” in text; use the % sign only in tables."],
        manifest={},
    )
