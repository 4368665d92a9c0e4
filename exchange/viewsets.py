"""The exchange in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from exchange.filters import MatchFilter, OfferFilter
from exchange.models import Match, Offer
from exchange.serializers import MatchSerializer, OfferSerializer


class OfferViewSet(VisibleReadOnlyViewSet):
    """Technology, expertise, experience and opportunities that partners and countries offer to others."""

    queryset = Offer.objects.all()
    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    scope = Scope.OFFERS_WRITE
    orders = {"code": ("code",), "title": ("title", "id"), "updated_at": ("updated_at", "id")}


class MatchViewSet(VisibleReadOnlyViewSet):
    """Offers proposed for requests or needs: for each side its own."""

    queryset = Match.objects.all()
    serializer_class = MatchSerializer
    filterset_class = MatchFilter
    scope = Scope.REQUESTS_READ
    is_public = False
    orders = {"code": ("code",), "score": ("score", "id"), "updated_at": ("updated_at", "id")}
