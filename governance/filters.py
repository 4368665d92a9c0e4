"""How lists of governance are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralHidden, SourcedFilter, YesNo
from governance.choices import AskState, BudgetImplication, DecisionKind, FigureKind
from governance.models import Decision, Group, Meeting, Reform, Session, Target
from partners.models import Agency
from projects.models import Project
from reference.models import Country


class ReformFilter(SourcedFilter):
    """?state=in_progress&budget=yes&decision=true."""

    search_fields = ("title", "code", "further_context", "decision_evidence")

    state = OneOfChoices(label=_("State"), choices=AskState.choices, widget=SelectOneOf)
    budget = OneOfChoices(
        label=_("Budget implication"),
        field_name="budget_implication",
        choices=BudgetImplication.choices,
        widget=SelectOneOf,
    )
    decision = YesNo(label=_("Needs a Council decision"), field_name="needs_council_decision")
    partner = OneOfRecords(
        label=_("Responsible"),
        field_name="responsible",
        to_field_name="code",
        queryset=Agency.objects.all(),
        widget=SeveralHidden,
    )

    class Meta:
        model = Reform
        fields = []


class DecisionFilter(SourcedFilter):
    """?kind=decision&session=GC.26&partner=ORG-UNEP."""

    search_fields = ("number", "code", "subject", "body")

    kind = OneOfChoices(label=_("Kind"), choices=DecisionKind.choices, widget=SelectOneOf)
    session = OneOfRecords(label=_("Session"), to_field_name="code", queryset=Session.objects.all())
    partner = OneOfRecords(
        label=_("Addressed to"),
        field_name="addressed_to",
        to_field_name="code",
        queryset=Agency.objects.all(),
        widget=SeveralHidden,
    )

    class Meta:
        model = Decision
        fields = []


class GroupFilter(SourcedFilter):
    """?partner=ORG-UNEP."""

    search_fields = ("name", "code", "purpose")

    partner = OneOfRecords(
        label=_("Member"),
        field_name="agencies",
        to_field_name="code",
        queryset=Agency.objects.all(),
        widget=SeveralHidden,
    )

    class Meta:
        model = Group
        fields = []


class MeetingFilter(SourcedFilter):
    """?country=KEN&group=GRP-001."""

    search_fields = ("title", "code", "purpose", "place")

    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    group = OneOfRecords(label=_("Group"), to_field_name="code", queryset=Group.objects.all(), widget=SeveralHidden)
    partner = OneOfRecords(
        label=_("Body"), field_name="body", to_field_name="code", queryset=Agency.objects.all(), widget=SeveralHidden
    )

    class Meta:
        model = Meeting
        fields = []


class TargetFilter(SourcedFilter):
    """?kind=target&project=PRJ-0001."""

    search_fields = ("metric", "code", "unit")

    kind = OneOfChoices(label=_("Kind"), choices=FigureKind.choices, widget=SelectOneOf)
    project = OneOfRecords(
        label=_("Project"),
        to_field_name="code",
        queryset=lambda request: Project.objects.visible_to(request.user),
        widget=SeveralHidden,
    )

    class Meta:
        model = Target
        fields = []
