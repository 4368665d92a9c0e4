"""What the council report reads of offers and matches, as plain values (shapes: reports.facts)."""

from exchange.choices import Module
from exchange.models import Match, Offer

# The report speaks of one offer; the mechanism's modules are named in the plural.
SINGULAR = {
    Module.ORGANISATIONS: "organisation",
    Module.TECHNOLOGIES: "technology",
    Module.EXPERTISE: "expertise",
    Module.EXPERIENCES: "experience",
    Module.OPPORTUNITIES: "opportunity",
    Module.NETWORKS: "network",
    Module.EVENTS: "event",
}
TOOLS = ("tool", "guideline")


def offers(_start, _end, _cut_off):
    """Every offer, without the facts about the mechanism itself."""
    offered = Offer.objects.offered().select_related("provider__region", "provider_country").prefetch_related("themes")
    return [
        {
            "code": offer.code,
            "is_demo": offer.is_demo,
            "title": offer.title,
            "module": "tool" if offer.kind in TOOLS else SINGULAR[offer.module],
            "provider": _provider(offer),
            "region": _region(offer),
            "field": next((theme.code for theme in offer.themes.all()), ""),
            "opened_on": offer.opened_on,
            "closed_on": _first_day_closed(offer),
        }
        for offer in offered.order_by("code")
    ]


def matches(_start, _end, cut_off):
    """Every match proposed until the reference date."""
    proposed = Match.objects.filter(proposed_on__lte=cut_off).select_related("offer", "assistance", "need")
    return [
        {
            "code": match.code,
            "is_demo": match.is_demo,
            "offer": match.offer.code,
            "request": match.assistance.code if match.assistance else "",
            "need": match.need.code if match.need else "",
            "recipient_country": match.assistance.country_id if match.assistance else None,
            "arrangement": match.assistance.arrangement.replace("-", "_") if match.assistance else "",
            "proposed_on": match.proposed_on,
            "matched_on": match.matched_on,
            "state": match.state,
        }
        for match in proposed.order_by("code")
    ]


def _provider(offer) -> str:
    if offer.provider:
        return offer.provider.name
    return offer.provider_country.name_en if offer.provider_country else ""


def _region(offer) -> str:
    if offer.provider_country:
        return offer.provider_country.region_id or "global"
    return (offer.provider and offer.provider.region_id) or "global"


def _first_day_closed(offer):
    days = [day for day in (offer.closed_on, offer.valid_until) if day]
    return min(days) if days else None
