"""What the floors above know about offers (core.hooks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Reader
from core.hooks import hook, joined
from core.pages.related import RelatedList

if TYPE_CHECKING:
    from exchange.models import Offer


@hook(joined)
def sections_of_offer(offer: Offer, reader: Reader) -> list[RelatedList]:
    """What else the page of an offer shows."""
