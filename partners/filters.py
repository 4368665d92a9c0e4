"""How lists of partners and people are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccountState, Role
from accounts.models import User
from core.records.filters import (
    OneOfChoices,
    OneOfRecords,
    RecordFilter,
    SelectOneOf,
    SeveralHidden,
    SourcedFilter,
    YesNo,
)
from partners.choices import AgencyKind, AgreementKind, AgreementState, FocalPointKind
from partners.hooks import agencies_at_work
from partners.models import Agency, Agreement, FocalPoint
from reference.choices import MeaCluster
from reference.models import Country, Mea, Region


def visible_agencies(request):
    return Agency.objects.visible_to(request.user)


class AgencyFilter(SourcedFilter):
    """?kind=un_agency&region=africa&at_work=true."""

    search_fields = ("name", "acronym", "code", "role_in_plan")

    kind = OneOfChoices(label=_("Kind"), choices=AgencyKind.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Based in"), queryset=Country.objects.only("iso3", "name"))
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all())
    at_work = YesNo(
        label=_("With ongoing projects"),
        method="is_at_work",
        yes=_("In an ongoing project"),
        no=_("In no ongoing project"),
    )

    class Meta:
        model = Agency
        fields = []

    def is_at_work(self, queryset, name, value):
        """Takes part in live work, or in none that the reader may see."""
        at_work = agencies_at_work(self.request.user)
        return queryset.filter(at_work) if value else queryset.exclude(at_work)


class FocalPointFilter(SourcedFilter):
    """?kind=mea_focal_point&region=africa&vacant=true. What concerns the person is not searched."""

    search_fields = ("post", "subject", "duty_station", "code", "host__name", "host__acronym")

    kind = OneOfChoices(label=_("Kind"), choices=FocalPointKind.choices, widget=SelectOneOf)
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region")
    cluster = OneOfChoices(label=_("MEA cluster"), choices=MeaCluster.choices, widget=SelectOneOf)
    vacant = YesNo(label=_("Vacant"), method="is_vacant", yes=_("Recorded as vacant"), no=_("Not recorded as vacant"))
    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    host = OneOfRecords(label=_("Host"), to_field_name="code", queryset=visible_agencies, widget=SeveralHidden)
    partner = OneOfRecords(
        label=_("Agency"), to_field_name="code", queryset=visible_agencies, method="of_agency", widget=SeveralHidden
    )
    mea = OneOfRecords(label=_("MEA"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = FocalPoint
        fields = []

    def in_region(self, queryset, name, values):
        """For the region itself, or for a country in it."""
        if not values:
            return queryset
        of_countries = FocalPoint.countries.through.objects.filter(country__region__in=values).values("focalpoint")
        return queryset.filter(Q(region__in=values) | Q(pk__in=of_countries))

    def is_vacant(self, queryset, name, value):
        return queryset.exclude(vacant_since="") if value else queryset.filter(vacant_since="")

    def of_agency(self, queryset, name, values):
        """Hosted by the agency, or its counterpart."""
        return queryset.filter(Q(host__in=values) | Q(counterpart__in=values)) if values else queryset


class AgreementFilter(SourcedFilter):
    """?kind=mou&state=in_force&partner=undp."""

    search_fields = ("title", "subject", "review_cycle", "code", "note")

    kind = OneOfChoices(label=_("Kind"), choices=AgreementKind.choices, widget=SelectOneOf)
    state = OneOfChoices(label=_("Status"), choices=AgreementState.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Country"), field_name="countries", queryset=Country.objects.only("iso3", "name"))
    partner = OneOfRecords(
        label=_("Party"),
        field_name="parties",
        to_field_name="code",
        queryset=visible_agencies,
        widget=SeveralHidden,
    )

    class Meta:
        model = Agreement
        fields = []


class PersonFilter(RecordFilter):
    """?role=government&country=KEN&state=invited; for the secretariat alone."""

    search_fields = ("name", "email")

    role = OneOfChoices(label=_("Role"), choices=Role.choices, widget=SelectOneOf)
    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"))
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region")
    state = OneOfChoices(label=_("Status"), choices=AccountState.choices, widget=SelectOneOf, method="of_state")
    agency = OneOfRecords(
        label=_("Agency"),
        field_name="agency_membership__agency",
        to_field_name="code",
        queryset=visible_agencies,
        widget=SeveralHidden,
    )

    class Meta:
        model = User
        fields = []

    def in_region(self, queryset, name, values):
        """Of the region's office, or of a government in it."""
        return queryset.filter(Q(region__in=values) | Q(country__region__in=values)) if values else queryset

    def of_state(self, queryset, name, values):
        return queryset.in_states(values) if values else queryset
