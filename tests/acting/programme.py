"""Acts on reforms, sessions and reports, and what begins beside any record."""

import datetime

from accounts import actions as accounts
from accounts.choices import Role
from core import clock
from governance import actions as governance
from governance.models import Session
from partners import actions as partners
from projects import actions as projects
from projects.choices import FundSource
from reports import actions as reports
from reports.choices import ReportState
from reports.models import Edition, Report, Snapshot
from tests.acting import NUMBERS, Kind, nothing
from tests.acting.stage import Stage
from tests.factories.reports import ReformFactory, ReportFactory, SessionFactory

BOTH = "secretariat second"


def make_reform(stage: Stage, state: str):
    return ReformFactory()


reform = Kind("a reform", make_reform)
REPORTED_ON = {"reported_on": datetime.date(2010, 12, 1)}
reform.on(governance.report_reform, BOTH, state="in_progress", text="Work goes on.", **REPORTED_ON)
reform.on(governance.report_reform, BOTH, state="completed", text="Done.", **REPORTED_ON)


def make_session(stage: Stage, state: str) -> Session:
    return SessionFactory(code=f"GC.{next(NUMBERS)}")


session = Kind("a session", make_session)
session.on(governance.set_masthead, BOTH, report_job_number="K1063000")
session.on(governance.set_masthead, BOTH, report_symbol=lambda record, stage, by: f"UNEP/{record.code}/11")
session.on(reports.order_report, "secretariat office", year=2010)


def make_report(stage: Stage, state: str) -> Report:
    """Built, with an edition that nobody printed."""
    cleared = {"cleared_by": stage.people["secretariat"], "cleared_at": clock.now()}
    report = ReportFactory(
        session=make_session(stage, ""), **cleared if state == ReportState.CLEARED else {}, state=state
    )
    snapshot = Snapshot.objects.create(report=report, number=1, content={}, digest="0" * 64)
    Edition.objects.create(
        snapshot=snapshot,
        language="en",
        format="pdf",
        file="editions/specimen.pdf",
        digest="0" * 64,
        size=8,
        pages=1,
        words=3_000,
        pages_on_screen=[],
        manifest={},
    )
    return report


report = Kind("a report", make_report, (ReportState.READY, ReportState.CLEARED))
report.on(
    reports.order_report,
    "secretariat office",
    ReportState.READY,
    at=lambda record: record.session,
    year=lambda record, stage, by: 2010,
)
report.on(reports.write_narrative, BOTH, ReportState.READY, slot="summary", language="en", blocks=[], version=0)
report.on(reports.clear_report, BOTH, ReportState.READY)
report.on(reports.reopen_report, BOTH, ReportState.CLEARED, reason="A figure is missing.")
report.on(reports.issue_report, "second", ReportState.CLEARED)


def make_nothing(stage: Stage, state: str) -> None:
    """Acts that begin a record under no other."""


beginning = Kind("nothing yet", make_nothing)
PERSON = {"email": "newcomer@office.example", "name": "A. Newcomer", "role": Role.SECRETARIAT}
beginning.on(accounts.create_account, "secretariat second portal", at=nothing, **PERSON)
beginning.on(partners.invite_person, BOTH, at=nothing, **PERSON)
beginning.on(partners.register_agency, BOTH, at=nothing, code="lakes", name="Lake office", kind="academic")
beginning.on(
    partners.record_agreement,
    BOTH,
    at=nothing,
    parties=lambda record, stage, by: [stage.agency],
    title="Memorandum",
    kind="mou",
    state="in_force",
)
beginning.on(
    projects.record_fund_expenditure,
    BOTH,
    at=nothing,
    fund=FundSource.ENVIRONMENT_FUND,
    spent_on=lambda record, stage, by: clock.today(),
    usd_cents=100,
)
beginning.on(governance.record_meeting, BOTH, at=nothing, title="Working group", starts_on="2010-03-17")
