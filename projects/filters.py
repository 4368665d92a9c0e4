"""How lists of projects and of what hangs on them are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.records.filters import (
    OneOfChoices,
    OneOfRecords,
    RecordFilter,
    SelectOneOf,
    SeveralBoxes,
    SeveralHidden,
    SourcedFilter,
    YesNo,
)
from needs.choices import Arrangement
from needs.models import Need
from partners.filters import visible_agencies
from projects.choices import ContributionStage, FundSource, LessonKind, MeasurementKind, ProjectState
from projects.models import Contribution, Indicator, Lesson, Measurement, Project, ProjectCountry
from reference.models import CapacityType, Country, CountryGroup, CrossCuttingArea, Mea, Region, Subprogramme, Theme


def visible_needs(request):
    return Need.objects.visible_to(request.user)


class ProjectFilter(SourcedFilter):
    """?country=KEN&country=UGA&theme=chemicals-waste, on the web page and in the API."""

    search_fields = ("title", "summary", "code", "note")

    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    theme = OneOfRecords(label=_("Theme"), field_name="themes", queryset=Theme.objects.all())
    cooperation = OneOfChoices(
        label=_("Kind of cooperation"), choices=Arrangement.choices, widget=SelectOneOf, lookup_expr="overlap"
    )
    state = OneOfChoices(label=_("Status"), choices=ProjectState.choices, widget=SelectOneOf)
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region", widget=SeveralBoxes)
    area = OneOfRecords(
        label=_("Cross-cutting area"), field_name="areas", queryset=CrossCuttingArea.objects.all(), widget=SeveralBoxes
    )
    group = OneOfRecords(
        label=_("Group of countries"), field_name="groups", queryset=CountryGroup.objects.all(), widget=SeveralBoxes
    )
    capacity_type = OneOfRecords(
        label=_("Kind of support"),
        field_name="capacity_types",
        queryset=CapacityType.objects.all(),
        widget=SeveralBoxes,
    )
    subprogramme = OneOfRecords(label=_("Subprogramme"), queryset=Subprogramme.objects.all(), widget=SeveralBoxes)
    partner = OneOfRecords(
        label=_("Partner"),
        field_name="partners",
        to_field_name="code",
        queryset=visible_agencies,
        widget=SeveralHidden,
    )
    need = OneOfRecords(
        label=_("Need"), field_name="needs", to_field_name="code", queryset=visible_needs, widget=SeveralHidden
    )
    mea = OneOfRecords(label=_("MEA"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = Project
        fields = []

    def in_region(self, queryset, name, values):
        """In the region as a whole, or in a country of it."""
        if not values:
            return queryset
        of_countries = ProjectCountry.objects.filter(country__region__in=values).values("project")
        of_regions = Project.regions.through.objects.filter(region__in=values).values("project")
        return queryset.filter(Q(pk__in=of_countries) | Q(pk__in=of_regions))


def visible_projects(request):
    return Project.objects.visible_to(request.user)


class OfProjectFilter(SourcedFilter):
    """Adds the project to whatever hangs on one."""

    project = OneOfRecords(label=_("Project"), to_field_name="code", queryset=visible_projects, widget=SeveralHidden)


class ContributionFilter(OfProjectFilter):
    """?donor=ORG-UNEP&stage=paid&fund=gef."""

    search_fields = ("code", "purpose", "note")

    donor = OneOfRecords(label=_("Donor"), to_field_name="code", queryset=visible_agencies, widget=SeveralHidden)
    recipient = OneOfRecords(
        label=_("Recipient"), to_field_name="code", queryset=visible_agencies, widget=SeveralHidden
    )
    stage = OneOfChoices(label=_("Stage"), choices=ContributionStage.choices, widget=SelectOneOf)
    fund = OneOfChoices(label=_("Source of funds"), choices=FundSource.choices, widget=SelectOneOf)

    class Meta:
        model = Contribution
        fields = []


class ResultFilter(RecordFilter):
    """?project=PRJ-0001&measured=true."""

    search_fields = ("title", "unit")

    project = OneOfRecords(label=_("Project"), to_field_name="code", queryset=visible_projects, widget=SeveralHidden)
    measured = YesNo(label=_("Measured"), method="is_measured")

    class Meta:
        model = Indicator
        fields = []

    def is_measured(self, queryset, name, value):
        """Something was reached and measured, not only promised."""
        measured = Measurement.objects.filter(kind=MeasurementKind.ACTUAL).values("indicator")
        return queryset.filter(pk__in=measured) if value else queryset.exclude(pk__in=measured)


class LessonFilter(OfProjectFilter):
    """?kind=good_practice&theme=freshwater."""

    search_fields = ("text", "code")

    kind = OneOfChoices(label=_("Kind"), choices=LessonKind.choices, widget=SelectOneOf)
    theme = OneOfRecords(label=_("Theme"), queryset=Theme.objects.all())

    class Meta:
        model = Lesson
        fields = []
