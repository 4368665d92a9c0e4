import factory
from factory.django import DjangoModelFactory

from governance.choices import DecisionKind, FigureKind, Frequency, GroupKind
from governance.models import Decision, Group, Meeting, ReportingDuty, Target
from tests.factories.partners import AgencyFactory


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    code = factory.Sequence(lambda number: f"DEC-T{number}")
    number = "23/1"
    kind = DecisionKind.DECISION
    body = "GC/GMEF"
    subject = "Plan for technology support"


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    code = factory.Sequence(lambda number: f"GRP-T{number}")
    name = "Task team on rivers"
    kind = GroupKind.TASK_TEAM
    purpose = "Coordinate the work on rivers"


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    code = factory.Sequence(lambda number: f"MTG-T{number}")
    title = "Consultation on rivers"
    starts_on = "2010-06"


class ReportingDutyFactory(DjangoModelFactory):
    class Meta:
        model = ReportingDuty

    code = factory.Sequence(lambda number: f"DUTY-T{number}")
    title = "Yearly report on rivers"
    reporter = factory.SubFactory(AgencyFactory)
    frequency = Frequency.ANNUAL


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    code = factory.Sequence(lambda number: f"TGT-T{number}")
    metric = "Share of the fund for the plan"
    value = 3
    unit = "percent"
    kind = FigureKind.TARGET
