"""Offers of the demonstration, and the proposals of them for its requests."""

from datetime import date, timedelta
from decimal import Decimal

from bsp_portal.demo.cast import marks
from bsp_portal.demo.data import read
from core import clock
from exchange import actions
from exchange.models import Offer
from reference.models import CapacityType, Country, Mea, Theme

# Points of each part; those of the table of weights of the matching.
POINTS = {"theme": "2.0", "capacity_type": "0.5", "mea": "0.5", "place": "0.5", "south": "0.1"}
DEVELOPED = {"CHE", "DEU"}


def publish_offers(cast) -> dict[str, Offer]:
    """All offers, each on the day it was opened; one is withdrawn again."""
    published = {}
    for entry in read("offers"):
        speaker = cast.speaker(entry["provider"])
        with clock.at(entry["opened"]):
            published[entry["ref"]] = offer = actions.publish_offer(
                by=speaker,
                provider=cast.agencies[entry["provider"]],
                module=entry["module"],
                kind=entry["kind"],
                title=entry["title"],
                summary=entry["summary"],
                languages=entry["languages"],
                valid_until=entry.get("valid_until"),
                themes=Theme.objects.filter(pk__in=entry["themes"]),
                capacity_types=CapacityType.objects.filter(pk__in=entry["types"]),
                meas=Mea.objects.filter(pk__in=entry.get("meas", [])),
                countries=Country.objects.filter(pk__in=entry.get("used", [])),
                **marks("offer", entry["ref"]),
            )
        if "withdrawn" in entry:
            with clock.at(entry["withdrawn"]):
                published[entry["ref"]] = actions.withdraw_offer(offer, by=speaker, reason="The service has ended.")
    return published


def confirm_offers(cast, published: dict[str, Offer], today: date) -> None:
    """Providers have lately said that their offers stand; one is overdue."""
    for entry in read("offers"):
        if "confirmed" in entry:
            with clock.at(today - timedelta(days=entry["confirmed"])):
                actions.confirm_offer(published[entry["ref"]], by=cast.speaker(entry["provider"]))


def propose(cast, offer: Offer, assistance, iso3: str, reference: str):
    """The office proposes the offer today; a confirmation that is old is asked for first."""
    offer.refresh_from_db()
    if (clock.today() - offer.confirmed_on).days > 300:
        actions.confirm_offer(offer, by=cast.speaker(offer.provider.code))
    parts = _parts(offer, assistance, cast.countries[iso3])
    return actions.propose_match(
        offer,
        assistance=assistance,
        by=cast.officer(iso3),
        score=sum(Decimal(part["points"]) for part in parts),
        parts=parts,
        reasons="; ".join(part["words"] for part in parts) + ".",
        **marks("match", reference),
    )


def _parts(offer, assistance, country) -> list[dict]:
    """What offer and request share, with points and in words."""
    shared_meas = offer.meas.filter(pk__in=assistance.meas.all())
    found = {
        "theme": offer.themes.filter(pk=assistance.theme_id).exists(),
        "capacity_type": offer.capacity_types.filter(pk__in=assistance.capacity_types.all()).exists(),
        "mea": shared_meas.exists(),
        "place": offer.countries.filter(region=country.region).exists(),
        "south": offer.provider.country_id not in DEVELOPED,
    }
    words = read("wording")["parts"]
    return [
        {"part": part, "points": POINTS[part], "words": words[part].format(theme=assistance.theme.name_en)}
        for part, is_shared in found.items()
        if is_shared
    ]
