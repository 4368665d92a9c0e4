"""Records and reports of every kind that has a visibility, and how public ones are tied to hidden ones."""

from datetime import date

from django.utils import timezone

from core.models import Record
from exchange.models import Match, Offer
from governance.models import Decision, DecisionAsk, Group, GroupMember, Meeting, Reform, ReportingDuty, Session, Target
from needs.models import AssistanceRequest, Need
from partners.models import Agency, Agreement, AgreementReview, Commitment, FocalPoint
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
DAY = date(2026, 2, 1)


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
