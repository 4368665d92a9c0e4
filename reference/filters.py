"""How lists of countries and of environmental agreements are narrowed."""

from django.utils.translation import gettext_lazy as _

from core import clock
from core.records.filters import (
    OneOfChoices,
    OneOfRecords,
    RecordFilter,
    SelectOneOf,
    SeveralHidden,
    SourcedFilter,
    YesNo,
)
from reference.choices import MeaCluster, MeaKind, MeaScope
from reference.models import Country, CountryGroup, GroupMembership, Mea, Region


class CountryFilter(RecordFilter):
    """?region=africa&group=ldc&member=true."""

    search_fields = ("name", "iso3", "iso2", "aliases")

    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all())
    group = OneOfRecords(label=_("Group of countries"), queryset=CountryGroup.objects.all(), method="in_group")
    member = YesNo(label=_("Member of the United Nations"), field_name="is_un_member")

    class Meta:
        model = Country
        fields = []

    def in_group(self, queryset, name, values):
        """In one of the groups today."""
        if not values:
            return queryset
        memberships = GroupMembership.objects.valid_on(clock.today()).filter(group__in=values)
        return queryset.filter(pk__in=memberships.values("country"))


class MeaFilter(SourcedFilter):
    """?cluster=chemicals_waste&scope=global&administered=true."""

    search_fields = ("name", "short_name", "official_name", "area", "code")

    cluster = OneOfChoices(label=_("Cluster"), choices=MeaCluster.choices, widget=SelectOneOf)
    kind = OneOfChoices(label=_("Kind"), choices=MeaKind.choices, widget=SelectOneOf)
    scope = OneOfChoices(label=_("Scope"), choices=MeaScope.choices, widget=SelectOneOf)
    administered = YesNo(label=_("Administered by UNEP"), field_name="is_unep_administered")
    parent = OneOfRecords(label=_("Part of"), queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = Mea
        fields = []
