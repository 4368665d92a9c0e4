"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from governance.filters import (
    DecisionFilter,
    GroupFilter,
    MeetingFilter,
    ReformFilter,
    ReportingDutyFilter,
    TargetFilter,
)
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Target
from governance.serializers import (
    DecisionSerializer,
    GroupSerializer,
    MeetingSerializer,
    ReformSerializer,
    ReportingDutySerializer,
    TargetSerializer,
)

DECISIONS = RecordKind(
    name="decisions",
    label=_("Decisions"),
    model=Decision,
    rows=Decision.objects.visible_to,
    serializer=DecisionSerializer,
    filterset=DecisionFilter,
    title="subject",
    page="governance:decision_list",
    place=Place("more", 60),
    open_place=100,
)
REFORMS = RecordKind(
    name="reforms",
    label=_("Reforms"),
    model=Reform,
    rows=Reform.objects.visible_to,
    serializer=ReformSerializer,
    filterset=ReformFilter,
    title="title",
    page="governance:reform_list",
    place=Place("more", 70),
    facts="reforms",
    open_place=110,
)
MEETINGS = RecordKind(
    name="meetings",
    label=_("Meetings"),
    model=Meeting,
    rows=Meeting.objects.visible_to,
    serializer=MeetingSerializer,
    filterset=MeetingFilter,
    title="title",
    page="governance:meeting_list",
    place=Place("more", 80),
    facts="meetings",
    open_place=120,
)
GROUPS = RecordKind(
    name="groups",
    label=_("Groups"),
    model=Group,
    rows=Group.objects.visible_to,
    serializer=GroupSerializer,
    filterset=GroupFilter,
    title="name",
    page="governance:group_list",
    place=Place("more", 90),
    open_place=130,
)
DUTIES = RecordKind(
    name="duties",
    label=_("Reporting duties"),
    model=ReportingDuty,
    rows=ReportingDuty.objects.visible_to,
    serializer=ReportingDutySerializer,
    filterset=ReportingDutyFilter,
    title="title",
    page="governance:duty_list",
    place=Place("more", 100),
    is_resource=False,
    open_place=140,
)
TARGETS = RecordKind(
    name="targets",
    label=_("Targets"),
    model=Target,
    rows=Target.objects.visible_to,
    serializer=TargetSerializer,
    filterset=TargetFilter,
    title="metric",
    page="governance:target_list",
    place=Place("more", 110),
    facts="targets",
    open_place=150,
)

KINDS = (DECISIONS, REFORMS, MEETINGS, GROUPS, DUTIES, TARGETS)
