"""How lists of offers and matches are narrowed."""

from django.utils.translation import gettext_lazy as _

from core.filters import OneOfChoices, OneOfRecords, SelectOneOf, SeveralBoxes, SeveralHidden, SourcedFilter
from core.languages import Language
from exchange.choices import MatchState, Module, OfferState
from exchange.models import Match, Offer
from needs.models import AssistanceRequest, Need
from partners.models import Agency
from reference.models import CapacityType, Country, CrossCuttingArea, Mea, Theme


class OfferFilter(SourcedFilter):
    """?module=expertise&theme=freshwater&provider=ORG-UNEP."""

    search_fields = ("title", "code", "summary", "terms")

    module = OneOfChoices(label=_("Module"), choices=Module.choices, widget=SelectOneOf)
    theme = OneOfRecords(label=_("Theme"), field_name="themes", queryset=Theme.objects.all())
    country = OneOfRecords(
        label=_("Country of the provider"),
        field_name="provider_country",
        queryset=Country.objects.only("iso3", "name"),
    )
    state = OneOfChoices(label=_("State"), choices=OfferState.choices, widget=SelectOneOf)
    language = OneOfChoices(
        label=_("Language"), field_name="languages", choices=Language.choices, widget=SelectOneOf, lookup_expr="overlap"
    )
    area = OneOfRecords(
        label=_("Cross-cutting area"), field_name="areas", queryset=CrossCuttingArea.objects.all(), widget=SeveralBoxes
    )
    capacity_type = OneOfRecords(
        label=_("Kind of support"),
        field_name="capacity_types",
        queryset=CapacityType.objects.all(),
        widget=SeveralBoxes,
    )
    provider = OneOfRecords(
        label=_("Provider"), to_field_name="code", queryset=Agency.objects.all(), widget=SeveralHidden
    )
    mea = OneOfRecords(label=_("Treaty"), field_name="meas", queryset=Mea.objects.all(), widget=SeveralHidden)

    class Meta:
        model = Offer
        fields = []


class MatchFilter(SourcedFilter):
    """?state=proposed&offer=OFR-001&request=REQ-2026-KEN-0001."""

    search_fields = ("code", "reasons")

    state = OneOfChoices(label=_("State"), choices=MatchState.choices, widget=SelectOneOf)
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
