"""Who knocks at the endpoints of the access table, and the records that it names."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import api_tokens
from accounts.actions import create_token
from accounts.choices import Role, Scope
from accounts.models import ApiToken
from core.choices import Visibility
from core.jobs.models import WorkerBeat
from exchange.models import Match
from governance.models import Decision, Group, Meeting, ReportingDuty, Target
from partners.models import Agreement, FocalPoint, RoleChange
from projects.models import Contribution, Indicator, Invitation, Lesson
from reference.models import CrossCuttingArea
from reports import actions, builder, preview
from reports.choices import ReportState
from reports.models import Edition, Report, Snapshot
from tests.access import ACTORS, TOKENS
from tests.factories import (
    AgencyFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    MeaFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    UserFactory,
)
from tests.factories.reports import ReformFactory, ReportFactory, SessionFactory
from tests.fresh import sign_in_freshly

PASSWORD = "lake-of-nine-rivers"


@pytest.fixture
def actors(
    kenya_government,
    peru_government,
    africa_office,
    asia_office,
    secretariat,
    agency_member,
    mea_focal_point,
    scopeless,
) -> dict[str, Client]:
    """A browser for each actor, signed in, and a program for each token."""
    secretariat.set_password(PASSWORD)
    secretariat.save()
    hills = AgencyFactory(code="hill-institute")
    other = UserFactory(name="Member of another institute", role=Role.AGENCY, agency=hills)
    users = [kenya_government, peru_government, africa_office, asia_office, secretariat, agency_member, other]
    by_name = dict(zip(ACTORS[1:], [*users, mea_focal_point, scopeless], strict=True))
    by_name["disabled"] = UserFactory(name="Disabled", is_active=False)
    clients = {"visitor": Client()}
    for name, user in by_name.items():
        clients[name] = sign_in_freshly(Client(), user)
    for name, user in zip(TOKENS, (agency_member, other), strict=True):
        _row, text = create_token(user, by=None, name=name, scopes=Scope.values)
        clients[name] = program(text)
    clients["token of none"] = program(kept_token(scopeless))
    return clients


def program(text: str) -> Client:
    return Client(headers={"authorization": f"Bearer {text}"})


def kept_token(account) -> str:
    """A token from the time when the account spoke for an agency: none could be made now."""
    text = api_tokens.make()
    ends_at = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(
        account=account,
        name="Kept",
        prefix=text.prefix,
        secret_hash=text.secret_hash,
        scopes=Scope.values,
        expires_at=ends_at,
    )
    return str(text)


@pytest.fixture
def records(kenya, freshwater, agency, agency_member, second_secretariat, tmp_path, settings, caplog):
    """The records that the table names."""
    caplog.set_level(logging.CRITICAL, "django.request")  # a thousand refusals need no thousand lines
    settings.MEDIA_ROOT = tmp_path
    WorkerBeat.objects.create(worker="worker", seen_at=timezone.now())
    make_public_records(agency)
    make_needs(kenya, agency)
    for name, visibility in (("PUBLIC", Visibility.PUBLIC), ("HIDDEN", Visibility.RESTRICTED)):
        make_project(name, visibility, agency, kenya)
    make_reports(second_secretariat)
    make_accounts(agency_member, second_secretariat)


def make_public_records(agency):
    CrossCuttingArea.objects.create(code="gender", name="Gender")
    FocalPoint.objects.create(code="FP-1", kind="mea_focal_point", post="Focal point", host=agency)
    Agreement.objects.create(code="AGR-1", title="Memorandum", kind="mou", state="planned")
    Decision.objects.create(code="DEC-1", number="23/1", kind="decision", body="Council", subject="Plan")
    Meeting.objects.create(code="MEET-1", title="First meeting")
    Group.objects.create(code="GROUP-1", name="Joint group", kind="working_group", purpose="Cooperation")
    ReportingDuty.objects.create(code="DUTY-1", title="Yearly account", reporter=agency, frequency="yearly")
    Target.objects.create(code="TARGET-1", metric="Share", value=35, unit="per cent", kind="target")
    for number in range(1, 31):
        ReformFactory(number=number)


def make_accounts(agency_member, second_secretariat):
    """The agency's token with a name that is known, and an invited person whose role is to change."""
    ends_at = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(account=agency_member, name="Register", prefix="Agency01", scopes=[], expires_at=ends_at)
    invited = UserFactory(pk=900_000_001)
    change = RoleChange.objects.create(account=invited, role=Role.MEA, reason="Moved.", proposed_by=second_secretariat)
    change.meas.add(MeaFactory(code="cbd"))


def make_needs(kenya, agency):
    """Needs and requests in the states that decide who sees them."""
    states = {"ADOPTED": {"adopted": True}, "HANDED": {"submitted": True}, "DRAFTED": {}}
    for number, (name, state) in enumerate(states.items(), start=1):
        need = NeedFactory(code=f"NEED-{name}", countries=[kenya])
        AssessmentFactory(code=f"NA-{name}", country=kenya, needs=[need], number=number, **state)
    opened = AssistanceRequestFactory(code="REQ-OPENED", accepted=True, is_open_to_partners=True, country=kenya)
    closed = AssistanceRequestFactory(code="REQ-CLOSED", accepted=True, is_open_to_partners=False, country=kenya)
    AssistanceRequestFactory(code="REQ-DRAFTED", country=kenya)
    AssistanceRequestFactory(code="REQ-HANDED", country=kenya, submitted=True)
    AssistanceRequestFactory(code="REQ-SCREENED", country=kenya, screening=True)
    for request in (opened, closed):
        request.meas.add(MeaFactory(code="cbd"))
    offer = OfferFactory(code="OFF-PUBLIC", provider=agency)
    OfferFactory(code="OFF-HIDDEN", provider=agency, withdrawn=True)
    day = date(2026, 2, 1)
    Match.objects.create(
        code="MAT-HIDDEN", offer=offer, assistance=opened, score=60, proposed_on=day, answer_due_on=day
    )


def make_project(name, visibility, agency, kenya):
    """A project with a record of each kind that is seen as far as it is."""
    project = ProjectFactory(code=f"PRJ-{name}", lead=agency, country=kenya, visibility=visibility)
    project.meas.add(MeaFactory(code="cbd"))
    Contribution.objects.create(code=f"CON-{name}", kind="grant", project=project)
    Lesson.objects.create(code=f"LES-{name}", kind="success", project=project, text="It worked.")
    if visibility == Visibility.RESTRICTED:
        invited = AgencyFactory(code="hill-institute")
        Invitation.objects.create(pk=900_000_001, project=project, agency=invited, role="funding")
    number = 900_000_001 if visibility == Visibility.PUBLIC else 900_000_002
    Indicator.objects.create(pk=number, project=project, title="Stations")


def make_reports(cleared_by):
    """A report that is ready, one that another person cleared, and an issued one; all with the same figures."""
    now = timezone.now()
    cleared = {"cleared_by": cleared_by, "cleared_at": now}
    states = {
        "GC.26-ready": {"state": ReportState.READY},
        "GC.25-clear": {"state": ReportState.CLEARED, **cleared},
        "GC.24-issued": {"state": ReportState.ISSUED, **cleared, "issued_by": UserFactory(), "issued_at": now},
    }
    reports = [ReportFactory(code=code, session=SessionFactory(code=code[:5])) for code in states]
    content = builder.collect(reports[0])
    pages = preview.pages(builder.compose(content, "en"), actions.figure_address, actions.page_address)
    for report in reports:
        snapshot = Snapshot.objects.create(report=report, number=1, content=content, digest=builder.digest(content))
        Edition.objects.create(
            snapshot=snapshot,
            language="en",
            format="pdf",
            file=actions.store_once("editions/specimen.pdf", b"%PDF-1.7"),
            digest="0" * 64,
            size=8,
            pages=1,
            words=3_000,
            pages_on_screen=pages,
            manifest={},
        )
        Report.objects.filter(pk=report.pk).update(**states[report.code])
