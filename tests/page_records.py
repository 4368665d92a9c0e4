"""Public records of every kind that has pages, linked with each other."""

from governance.choices import GroupRole
from governance.models import DecisionAsk, GroupMember, Observation
from reference.models import Document
from tests.factories import (
    AgencyFactory,
    AgreementFactory,
    AssessmentFactory,
    CountryFactory,
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
)
from tests.factories.reports import ReformFactory

DOCUMENT = "doc-2011"


def cite(record, document, **fields):
    return record.sources.create(document=document, paragraph="26", **fields)


def make_records(number, *, first=1):
    """So many records of each kind, all public, each with its citation; those of needs and projects are Kenya's."""
    kenya, document = CountryFactory(), Document.objects.get(code=DOCUMENT)
    make_programme(number, document, first=first)
    for place in range(first, first + number):
        agency = AgencyFactory(code="lake-office" if place == 1 else f"office-{place}", country=kenya)
        need = NeedFactory(code=f"NEED-{place}", countries=[kenya], as_of="2005-12")
        assessment = AssessmentFactory(code=f"NA-{place}", adopted=True, number=place, needs=[need])
        project = ProjectFactory(code=f"PRJ-{place}", lead=agency, starts_on="2009-10")
        project.needs.add(need)
        offer = OfferFactory(code=f"OFR-{place}", provider=agency)
        offer.countries.add(kenya)
        project.offers.add(offer)
        for record in (need, project, offer):
            record.meas.add(MeaFactory(code="treaty-1"))
        reform = ReformFactory(number=place) if place <= 30 else None
        for record in filter(None, (agency, need, assessment, offer, project, reform)):
            cite(record, document)


def make_programme(number, document, *, first):
    """So many treaties, posts, agreements and records of governance, linked with each other."""
    kenya, host = CountryFactory(), AgencyFactory()
    for place in range(first, first + number):
        mea = MeaFactory(code=f"treaty-{place}")
        post = FocalPointFactory(code=f"FP-{place}", host=host, region=kenya.region)
        post.countries.add(kenya)
        post.meas.add(mea)
        agreement = AgreementFactory(code=f"AGR-{place}", parties=[host])
        decision = DecisionFactory(code=f"DEC-{place}")
        DecisionAsk.objects.create(decision=decision, position=1, text="Report on it").addressed_to.add(host)
        group = GroupFactory(code=f"GRP-{place}", established_by=decision)
        GroupMember.objects.create(group=group, agency=host, role=GroupRole.CHAIR)
        meeting = MeetingFactory(code=f"MTG-{place}", group=group, country=kenya)
        meeting.outputs.add(decision)
        duty = ReportingDutyFactory(
            code=f"DUTY-{place}", reporter=host, recipient_group=group, decision=decision, agreement=agreement
        )
        target = TargetFactory(code=f"TGT-{place}", applied_value=35)
        Observation.objects.create(target=target, value=35, document=document, paragraph="101")
        for record in (mea, post, agreement, decision, group, meeting, duty, target):
            cite(record, document)
