"""What the floors above know about offers (core.sockets)."""

from core.sockets import Socket

# Asked with an offer and the reader; each answer is a core.pages.related.RelatedList.
offer_sections = Socket()
