"""The exchange in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from exchange.kinds import MATCHES, OFFERS
from exchange.models import Offer


class OfferViewSet(VisibleReadOnlyViewSet):
    """Technology, expertise, experience and opportunities that partners and countries offer to others."""

    kind = OFFERS
    scope = Scope.OFFERS_WRITE
    orders = ("code", "title", "updated_at")

    def rows_by_key(self, reader):
        """A fact about the mechanism is no offer, but it has a code that other records name."""
        return Offer.objects.visible_to(reader)


class MatchViewSet(VisibleReadOnlyViewSet):
    """Offers proposed for requests or needs. Each side sees only its own."""

    kind = MATCHES
    scope = Scope.REQUESTS_READ
    is_public = False
    orders = ("code", "score", "updated_at")
