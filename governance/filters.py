"""How lists of governance are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.records.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralHidden, SourcedFilter, YesNo
from governance.choices import (
    AskState,
    BudgetImplication,
    DecisionKind,
    FigureKind,
    Frequency,
    GroupKind,
    GroupStatus,
)
from governance.models import Decision, Group, Meeting, Observation, Reform, ReportingDuty, Session, Target
from partners.filters import visible_agencies
from projects.models import Project
from reference.models import Country


def visible_groups(request):
    return Group.objects.visible_to(request.user)


def visible_sessions(request):
    return Session.objects.visible_to(request.user)


class ReformFilter(SourcedFilter):
    """?state=in_progress&budget=yes&decision=true."""

    search_fields = ("title", "code", "further_context", "decision_evidence")

    state = OneOfChoices(label=_("Status"), choices=AskState.choices, widget=SelectOneOf)
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
        queryset=visible_agencies,
        widget=SeveralHidden,
    )

    class Meta:
        model = Reform
        fields = []


class DecisionFilter(SourcedFilter):
    """?kind=decision&state=in_progress&partner=unep-ed."""

    search_fields = ("number", "subject", "body", "session_name", "code")

    kind = OneOfChoices(label=_("Kind"), choices=DecisionKind.choices, widget=SelectOneOf)
    state = OneOfChoices(
        label=_("Status of an action requested"), field_name="asks__state", choices=AskState.choices, widget=SelectOneOf
    )
    session = OneOfRecords(label=_("Session"), to_field_name="code", queryset=visible_sessions)
    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    partner = OneOfRecords(
        label=_("Addressed to"),
        field_name="addressed_to",
        to_field_name="code",
        queryset=visible_agencies,
        widget=SeveralHidden,
    )

    class Meta:
        model = Decision
        fields = []


class MeetingFilter(SourcedFilter):
    """?country=KEN&partner=gc-gmef&group=GRP-001."""

    search_fields = ("title", "place", "purpose", "code")

    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"), method="in_country")
    partner = OneOfRecords(
        label=_("Body"), field_name="body", to_field_name="code", queryset=visible_agencies, widget=SeveralHidden
    )
    group = OneOfRecords(label=_("Group"), to_field_name="code", queryset=visible_groups, widget=SeveralHidden)

    class Meta:
        model = Meeting
        fields = []

    def in_country(self, queryset, name, values):
        """Held in the country, or attended by it."""
        if not values:
            return queryset
        attended = Meeting.countries.through.objects.filter(country__in=values).values("meeting")
        return queryset.filter(Q(country__in=values) | Q(pk__in=attended))


class GroupFilter(SourcedFilter):
    """?kind=task_team&partner=undp."""

    search_fields = ("name", "purpose", "code")

    kind = OneOfChoices(label=_("Kind"), choices=GroupKind.choices, widget=SelectOneOf)
    state = OneOfChoices(
        label=_("Status as stated"), field_name="status", choices=GroupStatus.choices, widget=SelectOneOf
    )
    partner = OneOfRecords(
        label=_("Participating agency"),
        field_name="agencies",
        to_field_name="code",
        queryset=visible_agencies,
        widget=SeveralHidden,
    )

    class Meta:
        model = Group
        fields = []


class ReportingDutyFilter(SourcedFilter):
    """?frequency=annual&partner=unep-ed."""

    search_fields = ("title", "recipient_note", "code", "reporter__name", "reporter__acronym")

    frequency = OneOfChoices(label=_("How often"), choices=Frequency.choices, widget=SelectOneOf)
    partner = OneOfRecords(
        label=_("Reporting or receiving agency"),
        to_field_name="code",
        queryset=visible_agencies,
        method="of_agency",
        widget=SeveralHidden,
    )

    class Meta:
        model = ReportingDuty
        fields = []

    def of_agency(self, queryset, name, values):
        """Reported by the agency, to it, or together with it."""
        if not values:
            return queryset
        return queryset.filter(Q(reporter__in=values) | Q(recipient__in=values) | Q(counterpart__in=values))


def visible_projects(request):
    return Project.objects.visible_to(request.user)


class TargetFilter(SourcedFilter):
    """?kind=target&differs=true."""

    search_fields = ("metric", "unit", "code", "note")

    kind = OneOfChoices(label=_("Kind"), choices=FigureKind.choices, widget=SelectOneOf)
    differs = YesNo(
        label=_("Sources"), method="has_other_values", yes=_("Give different values"), no=_("Give one value")
    )
    project = OneOfRecords(label=_("Project"), to_field_name="code", queryset=visible_projects, widget=SeveralHidden)

    class Meta:
        model = Target
        fields = []

    def has_other_values(self, queryset, name, value):
        """Another place states another value, or the portal applies one."""
        others = Q(applied_value__isnull=False) | Q(pk__in=Observation.objects.values("target"))
        return queryset.filter(others) if value else queryset.exclude(others)
