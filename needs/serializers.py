"""How needs, assessments and requests stand in the API."""

from accounts.choices import Scope
from core.api.fields import NamedField, NamedListField, VisibleCodeField, VisibleCodeListField
from core.api.serializers import RECORD_FIELDS, RecordSerializer
from needs.models import AssessmentNeed, AssistanceRequest, Need, NeedsAssessment
from reference.serializers import (
    AREAS,
    CAPACITY_TYPES,
    COUNTRIES,
    GROUPS,
    MEAS,
    REGIONS,
    SDGS,
    THEMES,
    SourceSerializer,
)


class NeedSerializer(RecordSerializer):
    countries = NamedListField(COUNTRIES)
    region = NamedField(REGIONS)
    groups = NamedListField(GROUPS)
    theme = NamedField(THEMES)
    areas = NamedListField(AREAS)
    capacity_types = NamedListField(CAPACITY_TYPES)
    meas = NamedListField(MEAS)
    sdg_targets = NamedListField(SDGS)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Need
        fields = (
            "code",
            "statement",
            "scope",
            "countries",
            "countries_count",
            "region",
            "groups",
            "theme",
            "areas",
            "capacity_types",
            "meas",
            "sdg_targets",
            "status",
            "met_on",
            "is_met_verified",
            "expected_change",
            "indicator",
            "baseline",
            "estimated_cost",
            "currency",
            "as_of",
            *RECORD_FIELDS,
            "sources",
        )


class RankedNeedSerializer(RecordSerializer):
    """A need in an assessment; 1 ranks first."""

    need = VisibleCodeField(Need)

    class Meta(RecordSerializer.Meta):
        model = AssessmentNeed
        fields = ("need", "rank")


class AssessmentSerializer(RecordSerializer):
    """The public part: the restricted text is on the pages of those whom it concerns."""

    country = NamedField(COUNTRIES)
    region = NamedField(REGIONS)
    groups = NamedListField(GROUPS)
    supersedes = VisibleCodeField(NeedsAssessment)
    needs = RankedNeedSerializer(many=True, source="entries")
    sources = SourceSerializer(many=True)

    class Meta:
        model = NeedsAssessment
        fields = (
            "code",
            "title",
            "kind",
            "scope",
            "country",
            "region",
            "groups",
            "number",
            "state",
            "endorsed_on",
            "as_of",
            "built_upon",
            "consulted",
            "summary",
            "supersedes",
            "needs",
            *RECORD_FIELDS,
            "sources",
        )


class AssistanceRequestSerializer(RecordSerializer):
    """What is asked and how far it is. Reasons, ratings in words and messages stay between country and office."""

    country = NamedField(COUNTRIES)
    needs = VisibleCodeListField(Need)
    theme = NamedField(THEMES)
    further_themes = NamedListField(THEMES)
    capacity_types = NamedListField(CAPACITY_TYPES)
    meas = NamedListField(MEAS)
    merged_into = VisibleCodeField(AssistanceRequest, scope=Scope.REQUESTS_READ)
    sources = SourceSerializer(many=True)

    class Meta:
        model = AssistanceRequest
        fields = (
            "code",
            "title",
            "asked",
            "country",
            "is_regional",
            "needs",
            "theme",
            "further_themes",
            "capacity_types",
            "meas",
            "wished_start",
            "budget",
            "currency",
            "own_share",
            "urgency",
            "is_open_to_partners",
            "state",
            "state_since",
            "received_on",
            "decided_on",
            "decision",
            "entered_exchange_on",
            "first_response_on",
            "completed_on",
            "withdrawn_on",
            "arrangement",
            "rating",
            "merged_into",
            "language",
            "visibility",
            "origin",
            "version",
            "created_at",
            "updated_at",
            "sources",
        )
