"""Every door, every role: ``access_table.txt`` says who is answered what, and the portal does so."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.actions import create_token
from accounts.choices import Role, Scope
from accounts.models import ApiToken
from core.choices import Visibility
from core.jobs.models import WorkerBeat
from exchange.models import Match
from governance.models import Decision, Group, Meeting, ReportingDuty, Target
from needs.models.needs import NeedQuerySet
from partners.models import AgencyMember, Agreement, FocalPoint, RoleChange
from projects.models import Contribution, Indicator, Lesson
from projects.models.projects import ProjectQuerySet
from reference.models import CrossCuttingArea
from reports import actions, builder, policies, preview
from reports.choices import ReportState
from reports.models import Edition, Report, ReportQuerySet, Snapshot
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

TABLE = Path(__file__).with_name("access_table.txt")
ACTORS = ("visitor", "KEN", "PER", "africa", "asia", "secr.", "agency", "other", "treaty")
TOKENS = ("token", "token2")
PASSWORD = "lake-of-nine-rivers"
# The record's part in an address where it is not its code, and further parts.
RECORD_PARTS = {
    "countries:country_detail": "iso3",
    "api:countries-detail": "iso3",
    "governance:reform_detail": "number",
    "api:results-detail": "id",
    "mfa_remove_webauthn": "pk",
    "problem_detail": "name",
    "accounts:session_end": "handle",
    "accounts:token_revoke": "prefix",
}
RECORD_PARTS |= {f"partners:person_{act}": "pk" for act in ("detail", "invite_again", "disable", "enable")}
RECORD_PARTS |= {f"partners:role_{act}": "pk" for act in ("propose", "confirm", "drop")}
OTHER_PARTS = {
    "reports:report_page": {"page": "summary"},
    "reports:figure_records": {"metric": "M1"},
    "reports:edition_download": {"language": "en"},
    "reports:narrative_edit": {"slot": "summary"},
    "projects:lesson_publish": {"lesson": "LES-PUBLIC"},
    "needs:need_edit": {"need": "NEED-DRAFTED"},
    "needs:need_rank": {"need": "NEED-DRAFTED"},
    "needs:need_remove": {"need": "NEED-DRAFTED"},
}
TEXTS = {"title": "Laboratory", "language": "en"}
REQUEST = TEXTS | {"currency": "USD", "urgency": "normal", "is_open_to_partners": "true"}
ANSWERS = {f"c{number}-answer": "met" for number in range(1, 9)}
DECISION = ANSWERS | {"recommendation": "Admit.", "reasons": "It follows the plan."}
FIELDS = {
    "needs:request_draft": REQUEST,
    "needs:request_edit": REQUEST | {"version": "1"},
    "needs:request_participants": {"stakeholders": "41 women, 48 men.", "version": "1"},
    "needs:request_withdraw": {"reason": "Paid by others."},
    "needs:request_close": {"rating": "4"},
    "needs:request_verify": {"evidence": "Report."},
    "needs:request_message": {"text": "Which rivers?", "language": "en"},
    "needs:request_screen": ANSWERS,
    "needs:request_accept": DECISION,
    "needs:request_return": {"question": "Which rivers?"},
    "needs:request_decline": DECISION | {"refusal_reason": "other"},
    "set_language": {"language": "en"},
    "reports:report_order": {"session": "GC.26", "year": "2010"},
    "reports:narrative_edit": {"text": "Requests came from all regions.", "version": "0"},
    "reports:report_reopen": {"reason": "A figure is to be checked."},
}


@dataclass(frozen=True)
class Cell:
    """One knock at one door, and the answer that the table wants."""

    door: str
    record: str
    method: str
    actor: str
    status: int

    def __str__(self):
        return f"{self.actor} {self.method} {self.door} {self.record}"


@cache
def cells() -> list[Cell]:
    """The table, line by line and column by column."""
    found = []
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            door, record, method, *statuses = line.split()
            record = record.removeprefix("-")
            if method == "READ":
                found += [*_row(door, record, "GET", statuses), *_row(door, record, "POST", ["405"])]
                if record:
                    found += _row(door, absent(record), "GET", ["404"])
            else:
                found += _row(door, record, method, statuses)
    return found


def _row(door: str, record: str, method: str, statuses: list[str]) -> Iterator[Cell]:
    columns = (*ACTORS, *TOKENS) if door.startswith("api:") else ACTORS
    if len(statuses) == 1:
        by_actor = dict.fromkeys(columns, statuses[0])
    else:  # where it makes a difference who knocks, those who are answered like a visitor knock as well
        by_actor = dict.fromkeys((*TOKENS, "disabled"), statuses[0]) | dict(zip(columns, statuses, strict=True))
    return (Cell(door, record, method, actor, int(status)) for actor, status in by_actor.items())


def absent(record: str) -> str:
    """The name of a record that is not there, as long as the one given."""
    if record.isdecimal():
        return "9" * len(record)
    head, sign, tail = record.rpartition("-")
    return f"{head}{sign}{'x' * len(tail)}"


def doors(patterns=None, spaces=()) -> set[str]:
    """The names of all addresses of the URL map."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            found |= doors(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            found.add(":".join([*spaces, pattern.name or str(pattern.pattern)]))
    return found


def unlisted() -> set[str]:
    """Doors without an entry for GET and for POST."""
    listed = {(cell.door, cell.method) for cell in cells()}
    return {f"{method} {door}" for door in doors() for method in ("GET", "POST") if (door, method) not in listed}


@pytest.fixture
def actors(
    kenya_government, peru_government, africa_office, asia_office, secretariat, agency_member, mea_focal_point
) -> dict[str, Client]:
    """A browser for each actor, signed in, and a program for each token."""
    secretariat.set_password(PASSWORD)
    secretariat.save()
    other = UserFactory(name="Member of another institute", role=Role.AGENCY)
    AgencyMember.objects.create(user=other, agency=AgencyFactory(code="hill-institute"))
    users = [kenya_government, peru_government, africa_office, asia_office, secretariat, agency_member, other]
    by_name = dict(zip(ACTORS[1:], [*users, mea_focal_point], strict=True))
    by_name["disabled"] = UserFactory(name="Disabled", is_active=False)
    clients = {"visitor": Client()}
    for name, user in by_name.items():
        clients[name] = sign_in_freshly(Client(), user)
    for name, user in zip(TOKENS, (agency_member, other), strict=True):
        _row, text = create_token(user, by=None, name=name, scopes=Scope.values)
        clients[name] = Client(headers={"authorization": f"Bearer {text}"})
    return clients


@pytest.fixture
def bare_pages(monkeypatch):
    """Write no pages but refusals: thousands of knocks ask for the status, and tests/security/test_headers.py reads."""
    write = Template.render

    def render(page, context=None, request=None):
        return write(page, context, request) if page.template.name in ("403.html", "404.html") else ""

    monkeypatch.setattr(Template, "render", render)


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
    RoleChange.objects.create(account=invited, role=Role.MEA, reason="Moved.", proposed_by=second_secretariat)


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


def address_of(cell: Cell, record: str) -> str:
    parts = {RECORD_PARTS.get(cell.door, "code"): record} | OTHER_PARTS.get(cell.door, {}) if record else {}
    return reverse(cell.door, kwargs=parts)


def knock(client: Client, cell: Cell, record: str) -> tuple[int, bytes]:
    """Status and page at the cell's door with that record; whatever the knock changed is taken back."""
    address = address_of(cell, record)
    if cell.method == "GET":
        response = client.get(address)
        return response.status_code, without_tokens(response.getvalue())
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(address, FIELDS.get(cell.door))
        page = response.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, without_tokens(page)


def without_tokens(page: bytes) -> bytes:
    """The page without what differs between two answers to one question: tokens of forms, ids of requests, and the
    seconds that the session still lasts."""
    page = re.sub(rb'(name="csrfmiddlewaretoken" value="|data-last=")[^"]+', rb"\1", page)
    return re.sub(rb'("request_id":\s*")[^"]+', rb"\1", page)


def complaints(actors: dict[str, Client], door: str = "") -> list[str]:
    """Cells that are answered otherwise, and refusals that tell of a record; ``door`` narrows the table."""
    found, of_missing = sorted(unlisted()), {}
    for cell in cells():
        if door and cell.door != door:
            continue
        status, page = knock(actors[cell.actor], cell, cell.record)
        if status != cell.status:
            found.append(f"{cell}: {status} instead of {cell.status}")
        elif status == 404 and "x" not in cell.record:
            missing = absent(cell.record)
            place = (cell.actor, cell.method, cell.door, missing)
            if place not in of_missing:
                of_missing[place] = knock(actors[cell.actor], cell, missing)
            if (status, page.replace(cell.record.encode(), missing.encode())) != of_missing[place]:
                found.append(f"{cell}: the answer differs from that for a missing record")
    return found


def test_every_door_answers_every_role_as_the_table_says(actors, records, bare_pages):
    found = complaints(actors)
    assert not found, "\n".join(found)


def test_the_table_has_a_line_for_every_door_and_a_column_for_every_role():
    assert unlisted() == set()
    assert {cell.door for cell in cells()} == doors()
    assert len({cell.actor for cell in cells()}) == 12
    assert len(set(cells())) == len(cells()) >= 3_000


# Teeth


def test_a_new_door_without_a_line_is_noticed(monkeypatch):
    monkeypatch.setattr("tests.test_access.doors", lambda: {"start", "needs:need_erase"})
    assert unlisted() == {"GET needs:need_erase", "POST needs:need_erase"}


@pytest.mark.parametrize(
    ("rows", "door"),
    [
        (ProjectQuerySet, "projects:project_detail"),
        (ProjectQuerySet, "api:lessons-detail"),
        (NeedQuerySet, "needs:need_detail"),
        (ReportQuerySet, "reports:report_detail"),
        (ReportQuerySet, "reports:edition_download"),
    ],
)
def test_rows_that_everybody_sees_are_noticed(actors, records, bare_pages, monkeypatch, rows, door):
    monkeypatch.setattr(rows, "visible_to", lambda self, user: self)
    found = complaints(actors, door)
    assert any(f"visitor GET {door}" in complaint and "200 instead of 404" in complaint for complaint in found)


def anybody(*asked):
    """The policy that a mistake would be."""
    return True


@pytest.mark.parametrize(
    ("policy", "door"),
    [
        ("can_order", "reports:report_order"),
        ("can_write_narrative", "reports:narrative_edit"),
        ("can_clear", "reports:report_reopen"),
    ],
)
def test_a_policy_that_allows_everything_is_noticed(actors, records, bare_pages, monkeypatch, policy, door):
    whose = getattr(policies, policy)
    monkeypatch.setattr(policies, policy, anybody)
    for act in [act for act, asked in policies.REPORT_ACTORS.items() if asked is whose]:
        monkeypatch.setitem(policies.REPORT_ACTORS, act, anybody)
    assert any("instead of 403" in complaint for complaint in complaints(actors, door))


def test_a_refusal_that_tells_of_the_record_is_noticed(actors, records, bare_pages, monkeypatch):
    knocked = knock

    def telling(client, cell, record):
        status, page = knocked(client, cell, record)
        return status, page + (b"Laboratories" if record == "PRJ-HIDDEN" else b"")

    monkeypatch.setattr("tests.test_access.knock", telling)
    assert any("differs" in complaint for complaint in complaints(actors, "projects:project_detail"))
