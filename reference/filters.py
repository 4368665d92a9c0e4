"""How lists of countries and treaties are narrowed."""

from django.utils.translation import gettext_lazy as _

from core import clock
from core.choices import Origin
from core.filters import OneOfChoices, OneOfRecords, RecordFilter, SelectOneOf, YesNo
from reference.choices import MeaCluster
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


class MeaFilter(RecordFilter):
    """?cluster=biodiversity&origin=seed."""

    search_fields = ("name", "short_name", "code", "official_name")

    cluster = OneOfChoices(label=_("Cluster"), choices=MeaCluster.choices, widget=SelectOneOf)
    origin = OneOfChoices(label=_("Origin"), choices=Origin.choices, widget=SelectOneOf)

    class Meta:
        model = Mea
        fields = []
