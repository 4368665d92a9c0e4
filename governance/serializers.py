"""How decisions, reforms, groups, meetings and targets stand in the API."""

from accounts.choices import Scope
from core.api.fields import NamedField, NamedListField, VisibleCodeField, VisibleCodeListField
from core.api.serializers import RECORD_FIELDS, RecordSerializer
from exchange.models import Offer
from governance.models import (
    Decision,
    DecisionAsk,
    Group,
    GroupMember,
    Meeting,
    Observation,
    Reform,
    ReformStatus,
    ReportingDuty,
    Session,
    Target,
)
from partners.models import Agreement
from partners.serializers import AGENCIES
from projects.models import Project
from reference.serializers import COUNTRIES, DOCUMENTS, SourceSerializer


class AskSerializer(RecordSerializer):
    """What one operative paragraph asks, of whom, and how far it has come."""

    addressed_to = NamedListField(AGENCIES)
    due_session = VisibleCodeField(Session)
    projects = VisibleCodeListField(Project, scope=Scope.PROJECTS_READ)

    class Meta(RecordSerializer.Meta):
        model = DecisionAsk
        fields = ("position", "text", "addressed_to", "due_session", "state", "evidence", "projects")


class DecisionSerializer(RecordSerializer):
    session = VisibleCodeField(Session)
    country = NamedField(COUNTRIES)
    addressed_to = NamedListField(AGENCIES)
    mandated_documents = NamedListField(DOCUMENTS)
    asks = AskSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Decision
        fields = (
            "code",
            "number",
            "kind",
            "body",
            "session_name",
            "session",
            "place",
            "country",
            "decided_on",
            "part",
            "subject",
            "also_cited_as",
            "addressed_to",
            "mandated_documents",
            "asks",
            *RECORD_FIELDS,
            "sources",
        )


class ReformStatusSerializer(RecordSerializer):
    class Meta(RecordSerializer.Meta):
        model = ReformStatus
        fields = ("reported_on", "state", "text")


class ReformSerializer(RecordSerializer):
    """The four printed columns, and the dated status beside them."""

    responsible = NamedListField(AGENCIES)
    draft_decision = VisibleCodeField(Decision)
    statuses = ReformStatusSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Reform
        fields = (
            "code",
            "number",
            "title",
            "ongoing_actions",
            "refs",
            "further_actions",
            "further_context",
            "budget_implication",
            "budget_note",
            "needs_council_decision",
            "decision_evidence",
            "state",
            "waits_for",
            "responsible",
            "draft_decision",
            "draft_decision_paragraphs",
            "statuses",
            *RECORD_FIELDS,
            "sources",
        )


class GroupMemberSerializer(RecordSerializer):
    agency = NamedField(AGENCIES)

    class Meta(RecordSerializer.Meta):
        model = GroupMember
        fields = ("agency", "role")


class GroupSerializer(RecordSerializer):
    parent_group = VisibleCodeField(Group)
    parent_agency = NamedField(AGENCIES)
    established_by = VisibleCodeField(Decision)
    members = GroupMemberSerializer(many=True, source="group_members")
    sources = SourceSerializer(many=True)

    class Meta:
        model = Group
        fields = (
            "code",
            "name",
            "kind",
            "purpose",
            "parent_group",
            "parent_agency",
            "established_on",
            "established_by",
            "established_by_text",
            "proposed_on",
            "dates",
            "status",
            "members_count",
            "members",
            *RECORD_FIELDS,
            "sources",
        )


class MeetingSerializer(RecordSerializer):
    body = NamedField(AGENCIES)
    group = VisibleCodeField(Group)
    country = NamedField(COUNTRIES)
    countries = NamedListField(COUNTRIES)
    outputs = VisibleCodeListField(Decision)
    offers = VisibleCodeListField(Offer, scope=Scope.OFFERS_WRITE)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Meeting
        fields = (
            "code",
            "title",
            "body",
            "group",
            "place",
            "country",
            "countries",
            "starts_on",
            "ends_on",
            "purpose",
            "outputs",
            "outputs_text",
            "offers",
            *RECORD_FIELDS,
            "sources",
        )


class ReportingDutySerializer(RecordSerializer):
    reporter = NamedField(AGENCIES)
    recipient = NamedField(AGENCIES)
    recipient_group = VisibleCodeField(Group)
    counterpart = NamedField(AGENCIES)
    decision = VisibleCodeField(Decision)
    agreement = VisibleCodeField(Agreement)
    sources = SourceSerializer(many=True)

    class Meta:
        model = ReportingDuty
        fields = (
            "code",
            "title",
            "reporter",
            "recipient",
            "recipient_group",
            "recipient_note",
            "counterpart",
            "frequency",
            "due_on",
            "decision",
            "agreement",
            "content",
            *RECORD_FIELDS,
            "sources",
        )


class ObservationSerializer(RecordSerializer):
    """A later reading, or what another place of the sources prints."""

    document = NamedField(DOCUMENTS)

    class Meta(RecordSerializer.Meta):
        model = Observation
        fields = ("value", "observed_on", "document", "paragraph", "note")


class TargetSerializer(RecordSerializer):
    project = VisibleCodeField(Project, scope=Scope.PROJECTS_READ)
    observations = ObservationSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Target
        fields = (
            "code",
            "metric",
            "value",
            "unit",
            "comparator",
            "kind",
            "period_starts_on",
            "period_ends_on",
            "project",
            "applied_value",
            "observations",
            *RECORD_FIELDS,
            "sources",
        )
