"""How offers and matches stand in the API."""

from accounts.choices import Scope
from core.api.fields import NamedField, NamedListField, VisibleCodeField
from core.api.serializers import RECORD_FIELDS, RecordSerializer
from exchange.models import Match, Offer
from needs.models import AssistanceRequest, Need
from partners.serializers import AGENCIES
from reference.serializers import AREAS, CAPACITY_TYPES, COUNTRIES, MEAS, THEMES, SourceSerializer


class OfferSerializer(RecordSerializer):
    provider = NamedField(AGENCIES)
    provider_country = NamedField(COUNTRIES)
    further_providers = NamedListField(AGENCIES)
    countries = NamedListField(COUNTRIES)
    themes = NamedListField(THEMES)
    areas = NamedListField(AREAS)
    capacity_types = NamedListField(CAPACITY_TYPES)
    meas = NamedListField(MEAS)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Offer
        fields = (
            "code",
            "module",
            "kind",
            "title",
            "summary",
            "points",
            "modules",
            "provider",
            "provider_country",
            "further_providers",
            "countries",
            "themes",
            "areas",
            "capacity_types",
            "meas",
            "languages",
            "terms",
            "status",
            "url",
            "state",
            "opened_on",
            "closed_on",
            "confirmed_on",
            "valid_until",
            *RECORD_FIELDS,
            "sources",
        )


class MatchSerializer(RecordSerializer):
    offer = VisibleCodeField(Offer)
    request = VisibleCodeField(AssistanceRequest, scope=Scope.REQUESTS_READ, source="assistance")
    need = VisibleCodeField(Need)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Match
        fields = (
            "code",
            "offer",
            "request",
            "need",
            "score",
            "parts",
            "reasons",
            "state",
            "proposed_on",
            "answer_due_on",
            "country_agreed_on",
            "provider_agreed_on",
            "matched_on",
            "rating",
            *RECORD_FIELDS,
            "sources",
        )
