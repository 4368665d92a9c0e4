"""How lists of offers, of matches and of unmet needs are narrowed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.records.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralBoxes, SeveralHidden, SourcedFilter
from core.text.languages import Language
from exchange.choices import MatchState, Module, OfferKind, OfferState
from exchange.models import Match, Offer
from needs.filters.needs import NeedFilter
from needs.models import AssistanceRequest, Need
from partners.filters import visible_agencies
from reference.models import CapacityType, Country, CrossCuttingArea, Mea, Region, Theme


class OfferFilter(SourcedFilter):
    """?module=technologies&theme=freshwater&country=KEN."""

    search_fields = ("title", "summary", "terms", "code", "note")

    module = OneOfChoices(label=_("Module"), choices=Module.choices, widget=SelectOneOf)
    theme = OneOfRecords(label=_("Theme"), field_name="themes", queryset=Theme.objects.all())
    country = OneOfRecords(label=_("Country"), queryset=Country.objects.only("iso3", "name"), method="in_country")
    region = OneOfRecords(label=_("Region"), queryset=Region.objects.all(), method="in_region")
    kind = OneOfChoices(label=_("Kind"), choices=OfferKind.choices)
    area = OneOfRecords(
        label=_("Cross-cutting area"), field_name="areas", queryset=CrossCuttingArea.objects.all(), widget=SeveralBoxes
    )
    capacity_type = OneOfRecords(
        label=_("Kind of support"),
        field_name="capacity_types",
        queryset=CapacityType.objects.all(),
        widget=SeveralBoxes,
    )
    language = OneOfChoices(
        label=_("Language"), field_name="languages", choices=Language.choices, lookup_expr="overlap"
    )
    state = OneOfChoices(label=_("Status"), choices=OfferState.choices)
    provider = OneOfRecords(
        label=_("Provider"),
        to_field_name="code",
        queryset=visible_agencies,
        method="provided_by",
        widget=SeveralHidden,
    )
    mea = OneOfRecords(label=_("MEA"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = Offer
        fields = []

    def in_country(self, queryset, name, values):
        """Offered by the country, or used there."""
        if not values:
            return queryset
        used = Offer.countries.through.objects.filter(country__in=values).values("offer")
        return queryset.filter(Q(provider_country__in=values) | Q(pk__in=used))

    def in_region(self, queryset, name, values):
        """Offered by a country of the region, or used in one."""
        if not values:
            return queryset
        used = Offer.countries.through.objects.filter(country__region__in=values).values("offer")
        return queryset.filter(Q(provider_country__region__in=values) | Q(pk__in=used))

    def provided_by(self, queryset, name, values):
        """Offered by the agency, alone or with others."""
        if not values:
            return queryset
        shared = Offer.further_providers.through.objects.filter(agency__in=values).values("offer")
        return queryset.filter(Q(provider__in=values) | Q(pk__in=shared))


class MatchFilter(SourcedFilter):
    """?state=proposed&offer=OFR-001&request=REQ-2026-KEN-0001."""

    search_fields = ("code", "reasons")

    state = OneOfChoices(label=_("Status"), choices=MatchState.choices, widget=SelectOneOf)
    offer = OneOfRecords(
        label=_("Offer"),
        to_field_name="code",
        queryset=lambda request: Offer.objects.visible_to(request.user),
        widget=SeveralHidden,
    )
    request = OneOfRecords(
        label=_("Request"),
        field_name="assistance",
        to_field_name="code",
        queryset=lambda request: AssistanceRequest.objects.visible_to(request.user),
        widget=SeveralHidden,
    )
    need = OneOfRecords(
        label=_("Need"),
        to_field_name="code",
        queryset=lambda request: Need.objects.visible_to(request.user),
        widget=SeveralHidden,
    )

    class Meta:
        model = Match
        fields = []


class UnmetNeedFilter(NeedFilter):
    """As for needs; whether somebody answers is not asked where nobody does."""

    answered = None
