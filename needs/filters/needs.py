"""How lists of needs are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.records.filters import (
    OneOfChoices,
    OneOfRecords,
    SelectOneOf,
    SeveralBoxes,
    SeveralHidden,
    SourcedFilter,
    YesNo,
)
from needs.choices import NeedScope, NeedStatus
from needs.models import Need
from needs.unmet import unmet_needs
from reference.models import CapacityType, Country, CountryGroup, CrossCuttingArea, Mea, Region, Theme


class NeedFilter(SourcedFilter):
    """?country=KEN&country=UGA&theme=freshwater&status=identified&answered=false."""

    search_fields = ("statement", "code", "expected_change", "note")

    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    theme = OneOfRecords(label=_("Theme"), queryset=Theme.objects.all())
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region")
    status = OneOfChoices(label=_("Status"), choices=NeedStatus.choices, widget=SelectOneOf)
    answered = YesNo(label=_("Addressed"), method="is_answered", yes=_("Yes"), no=_("No (unmet)"))
    area = OneOfRecords(
        label=_("Cross-cutting area"), field_name="areas", queryset=CrossCuttingArea.objects.all(), widget=SeveralBoxes
    )
    scope = OneOfChoices(label=_("Whose need"), choices=NeedScope.choices)
    group = OneOfRecords(
        label=_("Group of countries"), field_name="groups", queryset=CountryGroup.objects.all(), widget=SeveralBoxes
    )
    capacity_type = OneOfRecords(
        label=_("Kind of support"),
        field_name="capacity_types",
        queryset=CapacityType.objects.all(),
        widget=SeveralBoxes,
    )
    mea = OneOfRecords(label=_("MEA"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = Need
        fields = []

    def in_region(self, queryset, name, values):
        """Of the region itself, or of a country in it."""
        if not values:
            return queryset
        of_countries = Need.countries.through.objects.filter(country__region__in=values).values("need")
        return queryset.filter(Q(region__in=values) | Q(pk__in=of_countries))

    def is_answered(self, queryset, name, value):
        """Adopted and without anybody who answers, or the rest."""
        unmet = unmet_needs(self.request.user).order_by().values("pk")
        return queryset.exclude(pk__in=unmet) if value else queryset.filter(pk__in=unmet)
