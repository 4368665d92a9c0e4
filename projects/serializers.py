"""How projects, their money, their results and what was learned stand in the API."""

from accounts.choices import Scope
from core.api.fields import NamedField, NamedListField, VisibleCodeField, VisibleCodeListField
from core.api.serializers import RECORD_FIELDS, RecordSerializer
from exchange.models import Offer
from needs.models import AssistanceRequest, Need
from partners.models import Agreement
from partners.serializers import AGENCIES
from projects.models import (
    Activity,
    Contribution,
    Indicator,
    Lesson,
    Measurement,
    Partnership,
    Project,
    ProjectCountry,
)
from reference.serializers import (
    AREAS,
    CAPACITY_TYPES,
    COUNTRIES,
    GROUPS,
    MEAS,
    REGIONS,
    SUBPROGRAMMES,
    THEMES,
    SourceSerializer,
)


class ProjectCountrySerializer(RecordSerializer):
    """A country in a project; shares of one role add to 100 where they are stated."""

    country = NamedField(COUNTRIES)

    class Meta(RecordSerializer.Meta):
        model = ProjectCountry
        fields = ("country", "role", "share")


class PartnershipSerializer(RecordSerializer):
    agency = NamedField(AGENCIES)

    class Meta(RecordSerializer.Meta):
        model = Partnership
        fields = ("agency", "role")


class ActivitySerializer(RecordSerializer):
    country = NamedField(COUNTRIES)
    joint_with = NamedListField(AGENCIES)

    class Meta(RecordSerializer.Meta):
        model = Activity
        fields = (
            "kind",
            "title",
            "country",
            "joint_with",
            "starts_on",
            "ends_on",
            "participants",
            "women",
            "men",
        )


class ProjectSerializer(RecordSerializer):
    themes = NamedListField(THEMES)
    areas = NamedListField(AREAS)
    capacity_types = NamedListField(CAPACITY_TYPES)
    meas = NamedListField(MEAS)
    subprogramme = NamedField(SUBPROGRAMMES)
    countries = ProjectCountrySerializer(many=True, source="project_countries")
    regions = NamedListField(REGIONS)
    groups = NamedListField(GROUPS)
    partners = PartnershipSerializer(many=True, source="partnerships")
    activities = ActivitySerializer(many=True)
    parent = VisibleCodeField(Project, scope=Scope.PROJECTS_READ)
    needs = VisibleCodeListField(Need)
    request = VisibleCodeField(AssistanceRequest, scope=Scope.REQUESTS_READ, source="assistance")
    agreements = VisibleCodeListField(Agreement)
    offers = VisibleCodeListField(Offer, scope=Scope.OFFERS_WRITE)
    budget_funder = NamedField(AGENCIES)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Project
        fields = (
            "code",
            "title",
            "summary",
            "cooperation",
            "state",
            "state_reason",
            "starts_on",
            "ends_on",
            "as_of",
            "themes",
            "areas",
            "capacity_types",
            "meas",
            "mea_clusters",
            "subprogramme",
            "countries",
            "countries_count",
            "regions",
            "is_global",
            "groups",
            "partners",
            "activities",
            "parent",
            "needs",
            "request",
            "agreements",
            "offers",
            "outputs",
            "budget",
            "expenditure",
            "currency",
            "budget_kind",
            "budget_funder",
            "example_set",
            "example_number",
            "coordination_record",
            "url",
            "iati_identifier",
            *RECORD_FIELDS,
            "sources",
        )


class ContributionSerializer(RecordSerializer):
    """An amount that no document states is null."""

    donor = NamedField(AGENCIES)
    recipient = NamedField(AGENCIES)
    project = VisibleCodeField(Project, scope=Scope.PROJECTS_READ)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Contribution
        fields = (
            "code",
            "donor",
            "recipient",
            "project",
            "kind",
            "stage",
            "fund",
            "amount",
            "currency",
            "usd_cents",
            "happened_on",
            "period_starts_on",
            "period_ends_on",
            "percent",
            "percent_of",
            "status",
            "purpose",
            *RECORD_FIELDS,
            "sources",
        )


class MeasurementSerializer(RecordSerializer):
    class Meta(RecordSerializer.Meta):
        model = Measurement
        fields = ("kind", "value", "comparator", "period_starts_on", "period_ends_on", "women", "men")


class ResultSerializer(RecordSerializer):
    """An indicator of a project with its targets and what was measured."""

    project = VisibleCodeField(Project, scope=Scope.PROJECTS_READ)
    measurements = MeasurementSerializer(many=True)

    class Meta:
        model = Indicator
        fields = (
            "id",
            "project",
            "title",
            "unit",
            "baseline",
            "measurements",
            "version",
            "created_at",
            "updated_at",
        )


class LessonSerializer(RecordSerializer):
    project = VisibleCodeField(Project, scope=Scope.PROJECTS_READ)
    request = VisibleCodeField(AssistanceRequest, scope=Scope.REQUESTS_READ, source="assistance")
    theme = NamedField(THEMES)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Lesson
        fields = ("code", "kind", "project", "request", "theme", "text", "published_on", *RECORD_FIELDS, "sources")
