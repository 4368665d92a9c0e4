"""What is not shared with a reader is nowhere: no list, count, search, chip, file, map, other record's page, report.

Beside each public record stands one of the same kind that is restricted (or for partners) and tied to the public ones
in every way; then every page is read by people who may not know of it.
"""

import re
from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from bsp_portal.api import CATALOGUE
from core.api import names
from core.choices import Visibility
from core.models import Record
from exchange.models import Match, Offer
from governance.models import (
    Decision,
    DecisionAsk,
    Group,
    GroupMember,
    Meeting,
    Reform,
    ReportingDuty,
    Session,
    Target,
)
from needs.models import AssistanceRequest, Need, NeedsAssessment
from partners.models import Agency, AgencyMember, Agreement, AgreementReview, Commitment, FocalPoint
from projects.choices import PartnerRole
from projects.models import Activity, Contribution, FundExpenditure, Lesson, Partnership, Project
from reports import actions, builder, preview
from reports.choices import ReportState
from reports.models import Edition, Report, Snapshot
from tests.factories import (
    AgencyFactory,
    AgreementFactory,
    AssessmentFactory,
    AssistanceRequestFactory,
    DecisionFactory,
    FocalPointFactory,
    GroupFactory,
    MeaFactory,
    MeetingFactory,
    NeedFactory,
    OfferFactory,
    ProjectFactory,
    ReportingDutyFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories.reports import ReformFactory, ReportFactory, SessionFactory

SECRET = "Quagga"
PART_OF_SECRET = "Quag"  # what a reader searches for stands on the page again
DAY = date(2026, 2, 1)
LISTS = {
    Agency: "/partners/",
    FocalPoint: "/focal-points/",
    Agreement: "/agreements/",
    Need: "/needs/",
    NeedsAssessment: "/assessments/",
    Offer: "/exchange/",
    Project: "/projects/",
    Decision: "/decisions/",
    Reform: "/reforms/",
    Meeting: "/meetings/",
    Group: "/groups/",
    ReportingDuty: "/duties/",
    Target: "/targets/",
    Report: "/reports/",
}
# Seen only as part of other records or through the API; requests and matches are for their own sides alone.
WITHOUT_LIST = {Commitment, Contribution, Lesson, Session, AssistanceRequest, Match}
# Read by the report as sums, and shown at no endpoint.
AT_NO_DOOR = {FundExpenditure}
API_NAMES = {viewset.queryset.model: name for name, viewset in CATALOGUE.items() if name != "unmet-needs"}
CHIPS = {
    "/projects/": ("partner", "need"),
    "/focal-points/": ("partner", "host"),
    "/agreements/": ("partner",),
    "/reforms/": ("partner",),
    "/decisions/": ("partner", "session"),
    "/meetings/": ("partner", "group"),
    "/groups/": ("partner",),
    "/duties/": ("partner",),
    "/exchange/": ("provider",),
    "/targets/": ("project",),
}


def make_records(word: str, visibility: str, kenya, mea, number: int) -> dict[type, Record]:
    """A record of every kind, each naming the others; ``word`` is in every code and title."""
    shared = {"visibility": visibility}

    def code(kind):
        return f"{kind}-{word}"

    agency = AgencyFactory(code=code("ORG"), name=f"{word} institute", acronym=word, country=kenya, **shared)
    agency.secretariat_of.add(mea)
    need = NeedFactory(code=code("NEED"), statement=f"{word} need", countries=[kenya], **shared)
    need.meas.add(mea)
    assessment = AssessmentFactory(
        code=code("NA"), title=f"{word} assessment", country=kenya, needs=[need], number=number, adopted=True, **shared
    )
    request = AssistanceRequestFactory(
        code=code("REQ"), title=f"{word} request", country=kenya, accepted=True, **shared
    )
    request.needs.add(need)
    offer = OfferFactory(code=code("OFF"), title=f"{word} offer", provider=agency, **shared)
    offer.further_providers.add(agency)
    offer.meas.add(mea)
    match = Match.objects.create(
        code=code("MAT"), offer=offer, assistance=request, score=60, proposed_on=DAY, answer_due_on=DAY, **shared
    )
    agreement = AgreementFactory(code=code("AGR"), title=f"{word} agreement", parties=[agency], **shared)
    commitment = Commitment.objects.create(
        code=code("COM"), agreement=agreement, agency=agency, text=f"{word} promise", due_on=DAY, **shared
    )
    post = FocalPointFactory(code=code("FP"), post=f"{word} post", host=agency, counterpart=agency, **shared)
    post.countries.add(kenya)
    post.meas.add(mea)
    project = ProjectFactory(
        code=code("PRJ"), title=f"{word} project", lead=agency, country=kenya, budget_funder=agency, **shared
    )
    project.needs.add(need)
    project.meas.add(mea)
    lesson = Lesson.objects.create(code=code("LES"), kind="success", project=project, text=f"{word} lesson", **shared)
    contribution = Contribution.objects.create(
        code=code("CON"), kind="grant", project=project, donor=agency, recipient=agency, purpose=word, **shared
    )
    expenditure = FundExpenditure.objects.create(
        code=code("EXP"), fund="gef", spent_on=DAY.replace(day=number), usd_cents=1, **shared
    )
    session = SessionFactory(code=code("GC"), title=f"{word} session", **shared)
    decision = DecisionFactory(
        code=code("DEC"), number=f"{word} decision", subject=f"{word} subject", session=session, **shared
    )
    group = GroupFactory(
        code=code("GRP"), name=f"{word} group", parent_agency=agency, established_by=decision, **shared
    )
    GroupMember.objects.create(group=group, agency=agency, role="member")
    meeting = MeetingFactory(code=code("MTG"), title=f"{word} meeting", group=group, body=agency, **shared)
    duty = ReportingDutyFactory(
        code=code("DUTY"),
        title=f"{word} duty",
        reporter=agency,
        recipient_group=group,
        decision=decision,
        agreement=agreement,
        **shared,
    )
    target = TargetFactory(code=code("TGT"), metric=f"{word} metric", project=project, **shared)
    Reform.objects.filter(number=number).delete()
    reform = ReformFactory(number=number, code=code("REF"), title=f"{word} reform", draft_decision=decision, **shared)
    reform.responsible.add(agency)
    records = (
        agency, need, assessment, request, offer, match, agreement, commitment, post, project, lesson, contribution,
        expenditure, session, decision, group, meeting, duty, target, reform,
    )  # fmt: skip
    return {type(record): record for record in records}


def make_report(session: Session, word: str, visibility: str) -> Report:
    """An issued report of all that is there, with the pages that show it."""
    now = timezone.now()
    report = ReportFactory(session=session, code=f"REP-{word}", symbol=f"UNEP/{word}", visibility=visibility)
    content = builder.collect(report)
    snapshot = Snapshot.objects.create(report=report, number=1, content=content, digest=builder.digest(content))
    Edition.objects.create(
        snapshot=snapshot,
        language="en",
        format="pdf",
        file="editions/none.pdf",
        digest="0" * 64,
        size=8,
        pages=1,
        words=3_000,
        pages_on_screen=preview.pages(builder.compose(content, "en"), actions.figure_address, actions.page_address),
        manifest={},
    )
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.ISSUED, cleared_by=UserFactory(), cleared_at=now, issued_by=UserFactory(), issued_at=now
    )
    return report


def tie(public: dict[type, Record], other: dict[type, Record]) -> None:
    """Public records point to the other ones wherever a record can point to another."""
    agency = other[Agency]
    Agency.objects.filter(pk=public[Agency].pk).update(parent=agency)
    project = public[Project]
    Project.objects.filter(pk=project.pk).update(
        parent=other[Project], budget_funder=agency, assistance=other[AssistanceRequest]
    )
    Partnership.objects.create(project=project, agency=agency, role=PartnerRole.FUNDING)
    project.needs.add(other[Need])
    project.agreements.add(other[Agreement])
    project.offers.add(other[Offer])
    Activity.objects.create(project=project, kind="training", title="Course").joint_with.add(agency)
    public[Agreement].parties.add(agency)
    Commitment.objects.create(code="COM-2", agreement=public[Agreement], agency=agency, text=SECRET, due_on=DAY)
    review = AgreementReview.objects.create(
        agreement=public[Agreement], period_starts_on=DAY, period_ends_on=DAY, pack={}
    )
    review.signed_by.add(agency)
    FocalPoint.objects.filter(pk=public[FocalPoint].pk).update(counterpart=agency)
    FocalPointFactory(code=f"FP-2-{SECRET}", host=agency).meas.set(MeaFactory._meta.model.objects.all())
    Offer.objects.filter(pk=public[Offer].pk).update(provider=agency)
    public[Offer].further_providers.add(agency)
    Contribution.objects.filter(pk=public[Contribution].pk).update(donor=agency, recipient=agency)
    decision = public[Decision]
    decision.addressed_to.add(agency)
    Decision.objects.filter(pk=decision.pk).update(session=other[Session])
    ask = DecisionAsk.objects.create(decision=decision, position=1, text="Report.", due_session=other[Session])
    ask.addressed_to.add(agency)
    ask.projects.add(other[Project])
    public[Reform].responsible.add(agency)
    Reform.objects.filter(pk=public[Reform].pk).update(draft_decision=other[Decision])
    group = public[Group]
    GroupMember.objects.create(group=group, agency=agency, role="chair")
    Group.objects.filter(pk=group.pk).update(
        parent_group=other[Group], parent_agency=agency, established_by=other[Decision]
    )
    Meeting.objects.filter(pk=public[Meeting].pk).update(group=other[Group], body=agency)
    public[Meeting].outputs.add(other[Decision])
    public[Meeting].offers.add(other[Offer])
    ReportingDuty.objects.filter(pk=public[ReportingDuty].pk).update(
        recipient=agency,
        counterpart=agency,
        recipient_group=other[Group],
        decision=other[Decision],
        agreement=other[Agreement],
    )
    ReportingDutyFactory(code=f"DUTY-2-{SECRET}", reporter=agency)
    Target.objects.filter(pk=public[Target].pk).update(project=other[Project])


@pytest.fixture
def public(kenya, freshwater, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    names.forget()
    for number in range(2, 31):  # the report accounts for all thirty
        ReformFactory(number=number)
    return make_records("Open", Visibility.PUBLIC, kenya, MeaFactory(code="cbd"), 1)


@pytest.fixture
def hidden(public, kenya, request):
    """Records that only their own side sees, tied to public ones."""
    visibility = getattr(request, "param", Visibility.RESTRICTED)
    found = make_records(SECRET, visibility, kenya, MeaFactory(code="cbd"), 2)
    tie(public, found)
    return found


@pytest.fixture
def reports(public, hidden):
    """A report to everybody and one that is hidden, both made when all these records were there."""
    public[Report] = make_report(public[Session], "Open", Visibility.PUBLIC)
    hidden[Report] = make_report(hidden[Session], SECRET, hidden[Project].visibility)


@pytest.fixture
def strangers(peru_government, asia_office):
    """A client of everybody who takes no part in the records."""
    agency_account, treaty_account = UserFactory(role=Role.AGENCY), UserFactory(role=Role.MEA)
    AgencyMember.objects.create(user=agency_account, agency=AgencyFactory(code="other-institute"))
    treaty_account.meas.add(MeaFactory(code="ramsar"))
    accounts = {
        "government": peru_government,
        "office": asia_office,
        "agency": agency_account,
        "treaty": treaty_account,
        "account without a scope": UserFactory(role=Role.AGENCY),
    }
    clients = {"visitor": Client()}
    for name, account in accounts.items():
        clients[name] = Client()
        clients[name].force_login(account)
    return clients


def addresses(public: dict[type, Record]) -> list[str]:
    """Every place that names or counts records."""
    found = ["/", "/?layer=projects", "/?layer=unmet", "/countries/", "/countries/?format=csv", "/countries/KEN/"]
    found += ["/meas/", "/meas/?format=csv", "/meas/cbd/", "/exchange/unmet/", "/exchange/unmet/?format=csv"]
    found += [url for path in LISTS.values() for url in (path, f"{path}?format=csv") if path != "/reports/"]
    found += ["/reports/", f"/search/?q={PART_OF_SECRET}", "/search/?q=Open"]
    found += [f"{path}?q={PART_OF_SECRET}" for path in LISTS.values() if path != "/reports/"]
    found += [record.get_absolute_url() for model, record in public.items() if model in LISTS]
    for name in CATALOGUE:
        found += [f"/api/v1/{name}/?count=true&page_size=100", f"/api/v1/{name}/?format=csv&page_size=100"]
    for model, name in API_NAMES.items():
        if model in public:
            key = CATALOGUE[name].lookup_field
            found.append(f"/api/v1/{name}/{getattr(public[model], key)}/")
    if report := public.get(Report):
        pages = [page["slug"] for page in report.snapshots.get().editions.get().pages_on_screen]
        found += [f"{report.get_absolute_url()}{page}" for page in ("preview/", *(f"preview/{key}/" for key in pages))]
    return found


def ways_to_ask(hidden: dict[type, Record]) -> list[str]:
    """The hidden records' own pages, and filters by them."""
    found = [hidden[model].get_absolute_url() for model in LISTS]
    named = {"partner": Agency, "host": Agency, "provider": Agency, "need": Need, "session": Session, "group": Group}
    for path, filters in CHIPS.items():
        found += [f"{path}?{name}={hidden[{**named, 'project': Project}[name]].code}" for name in filters]
    for model, name in API_NAMES.items():
        if model in hidden:
            found.append(f"/api/v1/{name}/{getattr(hidden[model], CATALOGUE[name].lookup_field)}/")
    return found


def leaks(client: Client, urls: list[str]) -> list[str]:
    """Addresses whose answer holds the word that stands in every hidden code and title."""
    return [url for url in urls if SECRET in client.get(url).getvalue().decode()]


def test_there_is_a_hidden_record_of_every_kind_that_has_a_visibility(hidden, reports):
    kinds = {model for model in apps.get_models() if issubclass(model, Record)}
    assert set(hidden) == kinds == {*LISTS} | WITHOUT_LIST | AT_NO_DOOR


def test_a_stranger_meets_a_restricted_record_nowhere(public, reports, strangers):
    found = {name: leaks(client, addresses(public)) for name, client in strangers.items()}
    assert found == dict.fromkeys(strangers, [])


def test_whoever_asks_for_a_restricted_record_is_answered_as_if_there_were_none(hidden, reports, strangers):
    for name, client in strangers.items():
        for url in ways_to_ask(hidden):
            expected = {400} if "?" in url else {401, 404} if name == "visitor" else {404}
            assert client.get(url).status_code in expected, (name, url)


def test_every_count_and_every_page_is_as_if_restricted_records_were_not_there(public, kenya, strangers):
    Reform.objects.filter(number=2).delete()
    visitor = strangers["visitor"]
    pages = ["/", "/?layer=projects", "/?layer=unmet", "/countries/", "/countries/KEN/", "/meas/", "/search/?q=e"]
    pages += [path for path in LISTS.values() if path != "/reports/"]
    counts = [f"/api/v1/{name}/?count=true" for name in CATALOGUE if CATALOGUE[name].is_public]
    before = [seen(visitor, url) for url in pages], [visitor.get(url).json()["count"] for url in counts]
    make_records(SECRET, Visibility.RESTRICTED, kenya, MeaFactory(code="cbd"), 2)
    after = [seen(visitor, url) for url in pages], [visitor.get(url).json()["count"] for url in counts]
    assert [url for url, one, two in zip(pages, before[0], after[0], strict=True) if one != two] == []
    assert after[1] == before[1]


def seen(client, url) -> str:
    """The page without what differs between any two answers."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(url).getvalue().decode())


@pytest.mark.parametrize("hidden", [Visibility.PARTNERS], indirect=True)
def test_what_is_for_partners_is_seen_by_partners_and_by_nobody_else(public, hidden, reports, strangers):
    outside = {name: leaks(strangers[name], addresses(public)) for name in OUTSIDE}
    assert outside == dict.fromkeys(OUTSIDE, [])
    for name in set(strangers) - set(OUTSIDE):
        client = strangers[name]
        for model, path in LISTS.items():
            assert client.get(hidden[model].get_absolute_url()).status_code == 200, (name, model)
            found = path if path == "/reports/" else f"{path}?q={PART_OF_SECRET}"
            assert SECRET in client.get(found).getvalue().decode(), (name, path)


OUTSIDE = ("visitor", "treaty", "account without a scope")


def test_the_own_side_and_the_secretariat_see_what_is_restricted(hidden, kenya_government, africa_office, secretariat):
    member = UserFactory(role=Role.AGENCY)
    AgencyMember.objects.create(user=member, agency=hidden[Agency])
    sides = {
        Agency: [member],
        Agreement: [member],
        Commitment: [member],
        Contribution: [member],
        FocalPoint: [member, kenya_government, africa_office],
        Lesson: [member, africa_office],
        Need: [kenya_government, africa_office],
        NeedsAssessment: [kenya_government, africa_office],
        Offer: [member],
        Project: [member, kenya_government, africa_office],
        ReportingDuty: [member],
        AssistanceRequest: [kenya_government, africa_office],
        Match: [member, kenya_government, africa_office],
        **dict.fromkeys([Decision, Group, Meeting, Reform, Session, Target], []),
    }
    for model, accounts in sides.items():
        for account in [*accounts, secretariat]:
            if model in (FocalPoint,) and account in (kenya_government, africa_office):
                continue  # the host of this one is itself restricted
            assert model.objects.visible_to(account).filter(pk=hidden[model].pk).exists(), (model, account)


# Teeth


@pytest.mark.parametrize(
    "model", [*(model for model in LISTS if model is not Report), Commitment, Contribution, Lesson, Session]
)
def test_a_kind_of_record_without_its_rule_of_sight_is_noticed(model, public, hidden, monkeypatch):
    rows = next(kind for kind in type(model.objects.all()).__mro__ if "visible_to" in vars(kind))
    sight = rows.visible_to
    monkeypatch.setattr(rows, "visible_to", lambda self, user: self if self.model is model else sight(self, user))
    assert any(leaks(Client(), [url]) for url in own_places(model, public))


def own_places(model, public) -> list[str]:
    """Where a leak of this kind of record would show first."""
    first = {
        Commitment: public[Agreement].get_absolute_url(),
        Contribution: "/api/v1/contributions/",
        Lesson: "/api/v1/lessons/",
        Session: public[Decision].get_absolute_url(),
    }
    return [LISTS.get(model) or first[model]]


def test_a_report_of_everything_is_noticed(public, hidden, strangers, monkeypatch):
    monkeypatch.setattr(builder, "public_only", lambda lists: lists)
    public[Report] = make_report(public[Session], "Open", Visibility.PUBLIC)
    assert leaks(strangers["visitor"], [url for url in addresses(public) if "/preview/" in url])
