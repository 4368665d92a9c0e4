"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from exchange.filters import MatchFilter, OfferFilter
from exchange.models import Match, Offer
from exchange.serializers import MatchSerializer, OfferSerializer


def visible_offers(reader):
    """Without the facts about the mechanism itself: they offer nothing, and the report does not count them either."""
    return Offer.objects.visible_to(reader).offered()


OFFERS = RecordKind(
    name="offers",
    label=_("Exchange"),
    model=Offer,
    rows=visible_offers,
    serializer=OfferSerializer,
    filterset=OfferFilter,
    title="title",
    page="exchange:offer_list",
    place=Place("main", 40),
    facts="offers",
    open_place=50,
)
MATCHES = RecordKind("matches", Match, Match.objects.visible_to, MatchSerializer, MatchFilter, facts="matches")

KINDS = (OFFERS, MATCHES)
