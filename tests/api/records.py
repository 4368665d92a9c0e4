"""To the seed: a record of every kind with each of its nested rows, so that no comparison is of nothing."""

from datetime import date

from django.utils import timezone

from exchange.models import Match, Offer
from governance.models import Decision, DecisionAsk, Observation, Reform, ReformStatus, Target
from needs.models import Need
from partners.models import Agency, Agreement, Commitment, Consent, FocalPoint
from projects.models import Activity, Contribution, Indicator, Lesson, Measurement, Project
from reference.models import CapacityType, Citation, Country, CrossCuttingArea, Document, Sdg, Subprogramme
from reports.choices import ReportState
from reports.models import Edition, Report, Snapshot
from tests.factories import AssessmentFactory, AssistanceRequestFactory, UserFactory
from tests.factories.reports import ReportFactory, SessionFactory

KENYA, THEME, MEA = "KEN", "freshwater", "cbd"


def complete_records(agency: Agency) -> None:
    """Everything that the seed has not, around its first project; the agency takes part in all of it."""
    session = SessionFactory(code="GC.26")
    need = Need.objects.get(code="NEED-KEN-01")
    project = Project.objects.get(code="PRJ-0001")
    request = complete_request(need)
    complete_matches(request, need, agency)
    complete_needs(need)
    complete_project(project, need, request, agency)
    complete_partners(agency)
    complete_governance(project, session, agency)
    complete_report(session)


def cite(record):
    Citation.objects.create(record=record, document=Document.objects.first(), paragraph="12")


def complete_request(need):
    request = AssistanceRequestFactory(
        code="REQ-2026-KEN-0001",
        accepted=True,
        country=Country.objects.get(pk=KENYA),
        budget="120000.50",
        currency="USD",
        own_share=12,
        wished_start="2026-05",
    )
    request.needs.add(need)
    request.further_themes.add("chemicals-waste")
    request.capacity_types.set(CapacityType.objects.all()[:2])
    request.meas.add(MEA)
    cite(request)
    AssistanceRequestFactory(
        code="REQ-2026-KEN-0002",
        submitted=True,
        country=request.country,
        merged_into=request,
        merged_on=date(2026, 2, 1),
    )
    return request


def complete_matches(request, need, agency):
    offer = Offer.objects.offered().first()
    offer.provider, offer.provider_country = agency, Country.objects.get(pk=KENYA)
    offer.languages = ["en", "fr"]
    offer.opened_on = offer.confirmed_on = offer.valid_until = date(2026, 1, 1)
    offer.closed_on = date(2026, 6, 1)
    offer.terms = "Free of charge."
    offer.save()
    offer.further_providers.add(Agency.objects.get(code="ORG-UNEP"))
    offer.countries.add(KENYA)
    offer.meas.add(MEA)
    offer.areas.set(CrossCuttingArea.objects.all()[:2])
    offer.capacity_types.set(CapacityType.objects.all()[:2])
    days = {"proposed_on": date(2026, 2, 1), "answer_due_on": date(2026, 3, 1)}
    agreed = {name: date(2026, 2, 20) for name in ("country_agreed_on", "provider_agreed_on", "matched_on")}
    parts = [{"part": "theme", "points": 20}]
    first = Match.objects.create(
        code="MAT-1", offer=offer, assistance=request, score="61.5", parts=parts, rating=5, **days, **agreed
    )
    cite(first)
    Match.objects.create(code="MAT-2", offer=offer, need=need, score="40", reasons="Same theme.", **days)


def complete_needs(need):
    need.capacity_types.set(CapacityType.objects.all()[:2])
    need.meas.add(MEA)
    need.sdg_targets.set(Sdg.objects.filter(code__in=["6", "6.a"]))
    need.estimated_cost, need.currency = "2500000.00", "USD"
    need.expected_change, need.indicator, need.baseline = "Rivers are watched.", "Stations", "3 in 2009"
    need.save()
    first = AssessmentFactory(country=need.countries.get(), number=8, needs=[need], adopted=True, consulted=["Mayors"])
    AssessmentFactory(
        country=first.country, number=9, needs=[need], adopted=True, supersedes=first, built_upon=["NBSAP"]
    )


def complete_project(project, need, request, agency):
    Project.objects.filter(pk=project.pk).update(
        assistance=request,
        parent=Project.objects.get(code="PRJ-0002"),
        subprogramme=Subprogramme.objects.first(),
        budget="1200000.00",
        expenditure="300000.10",
        currency="USD",
        budget_funder=agency,
        mea_clusters=["biodiversity"],
        countries_count=5,
        state_reason="Agreed.",
        coordination_record="Both offices meet each month.",
        iati_identifier="XM-DAC-1-1",
    )
    project.project_countries.create(country_id=KENYA, role="provider", share="33.33")
    project.partnerships.create(agency=agency, role="lead")
    project.needs.add(need)
    project.meas.add(MEA)
    project.agreements.add(Agreement.objects.first())
    project.offers.add(Offer.objects.first())
    project.groups.add("ldc")
    project.regions.add("africa")
    course = Activity.objects.create(
        project=project,
        kind="training",
        title="Course",
        country_id=KENYA,
        starts_on="2026-03",
        ends_on="2026-04",
        participants=20,
        women=11,
        men=9,
    )
    course.joint_with.add(agency, Agency.objects.get(code="ORG-UNEP"))
    indicator = Indicator.objects.create(project=project, title="Laboratories", unit="laboratories", baseline="none")
    for kind, value in (("target", "12"), ("actual", "7.5")):
        Measurement.objects.create(
            indicator=indicator, kind=kind, value=value, comparator="about", period_starts_on="2026", women=1, men=2
        )
    Lesson.objects.create(
        code="LES-T1",
        kind="lesson",
        project=project,
        assistance=request,
        theme_id=THEME,
        text="Begin early.",
        published_on=date(2026, 4, 1),
    )
    Contribution.objects.filter(code="CON-001").update(
        project=project, recipient=agency, stage="paid", fund="gef", usd_cents=12_345, percent="3.50"
    )


def complete_partners(agency):
    agency.secretariat_of.add(MEA)
    post = FocalPoint.objects.first()
    FocalPoint.objects.filter(pk=post.pk).update(
        person_name="Agreed Person",
        person_function="Officer",
        office_mailbox="office@example.org",
        telephone="+254 20 000 000",
        vacant_since="2026",
        number_of_posts=2,
    )
    post.countries.add(KENYA)
    post.meas.add(MEA)
    for field in ("person_name", "person_function", "office_mailbox", "telephone"):
        Consent.objects.create(focal_point=post, field=field, given_at=timezone.now(), text_version="1")
    agreement = Agreement.objects.first()
    agreement.countries.add(KENYA)
    Commitment.objects.create(
        code="COM-1", agreement=agreement, agency=agency, text="Publish the plan.", due_on=date(2026, 5, 1)
    )


def complete_governance(project, session, agency):
    decision = Decision.objects.first()
    decision.addressed_to.add(agency)
    ask = DecisionAsk.objects.create(
        decision=decision, position=90, text="Report every year.", due_session=session, evidence="The report of 2010."
    )
    ask.addressed_to.add(agency)
    ask.projects.add(project)
    reform = Reform.objects.first()
    Reform.objects.filter(pk=reform.pk).update(draft_decision=decision, draft_decision_paragraphs=[3, 4])
    ReformStatus.objects.create(reform=reform, reported_on=date(2026, 1, 1), state="in_progress", text="Begun.")
    target = Target.objects.first()
    Target.objects.filter(pk=target.pk).update(applied_value="35", project=project)
    Observation.objects.create(target=target, value="12.25", observed_on="2026", note="Printed otherwise.")


def complete_report(session):
    """A report that is issued; what was printed before its last build is no longer shown."""
    report = ReportFactory(code="GC.26-2010", session=session, build_number=2, job_number="K1000001")
    for number in (1, 2):
        snapshot = Snapshot.objects.create(report=report, number=number, content={}, digest=str(number) * 64)
        Edition.objects.create(
            snapshot=snapshot,
            language="en",
            format="pdf",
            file="editions/none.pdf",
            digest="0" * 64,
            size=8,
            pages=1,
            words=3_000,
            pages_on_screen=[],
            manifest={},
        )
    now = timezone.now()
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.ISSUED, cleared_by=UserFactory(), cleared_at=now, issued_by=UserFactory(), issued_at=now
    )
