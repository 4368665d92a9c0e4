"""Who is told what of matches and offers (docs/design/product.md#who-is-told)."""

from django.db.models import Q

from accounts import audiences
from accounts.choices import Role
from accounts.notices import Notice, write_letters
from core.text.locales import day_in_words
from exchange.choices import MatchVerb, OfferVerb
from exchange.models import Match, Offer
from needs import notices as needs_notices
from partners.audiences import members_of


def _asking_side(match, event) -> Q:
    """The country of the request, or the countries of the need."""
    if match.assistance is not None:
        return needs_notices.country_side(match.assistance)
    return Q(role=Role.GOVERNMENT, is_signatory=True, country__in=match.need.countries.all())


def _offering_side(match, event=None) -> Q:
    return _providers(match.offer)


def _providers(offer, event=None) -> Q:
    """The people of the agency that offers; for a country's offer, its signatories."""
    if offer.provider_id:
        return members_of([offer.provider_id])
    return audiences.signatories(offer.provider_country_id) if offer.provider_country_id else audiences.NOBODY


def _office_side(match, event=None) -> Q:
    if match.assistance is not None:
        return needs_notices.office_side(match.assistance)
    return audiences.office_of(match.need.region_id)


def _asking_side_and_office(match, event) -> Q:
    return _asking_side(match, event) | _office_side(match)


def _if_by_the_clock(audience):
    """The audience, unless somebody ended the match: then the country withdrew its request, and its office is told."""
    return lambda match, event: audience(match, event) if event.actor_id is None else audiences.NOBODY


def _if_by_somebody(audience):
    return lambda match, event: audience(match, event) if event.actor_id else audiences.NOBODY


def _asking_side_if_it_waits(match, event) -> Q:
    return _asking_side(match, event) if match.country_agreed_on is None else audiences.NOBODY


def _offering_side_if_it_waits(match, event) -> Q:
    return _offering_side(match) if match.provider_agreed_on is None else audiences.NOBODY


def _what_is_asked(match):
    """Where the side that asks reads of a match."""
    return match.assistance or match.need


def _what_is_offered(match):
    """Where the side that offers reads of a match."""
    return match.offer


OF_MATCHES: dict[str, list[Notice]] = {
    MatchVerb.PROPOSED: [
        Notice("match_proposed", _asking_side, leads_to=_what_is_asked),
        Notice("match_proposed", _offering_side, leads_to=_what_is_offered),
    ],
    MatchVerb.AGREED_BY_ONE_SIDE: [
        Notice("match_awaits_you", _asking_side_if_it_waits, leads_to=_what_is_asked),
        Notice("match_awaits_you", _offering_side_if_it_waits, leads_to=_what_is_offered),
    ],
    MatchVerb.AGREED: [
        Notice("match_agreed", _asking_side_and_office, leads_to=_what_is_asked),
        Notice("match_agreed", _offering_side, leads_to=_what_is_offered),
    ],
    MatchVerb.DECLINED: [
        Notice("match_declined", _asking_side_and_office, leads_to=_what_is_asked),
        Notice("match_declined", _offering_side, leads_to=_what_is_offered),
    ],
    MatchVerb.LAPSED: [
        Notice("match_lapsed", _if_by_the_clock(_asking_side_and_office), leads_to=_what_is_asked),
        Notice("match_lapsed", _if_by_the_clock(_offering_side), leads_to=_what_is_offered),
        Notice("match_withdrawn", _if_by_somebody(_offering_side), leads_to=_what_is_offered),
    ],
}

OF_OFFERS: dict[str, list[Notice]] = {OfferVerb.LAPSED: [Notice("offer_lapsed", _providers)]}


def notify_of_match(event, match: Match) -> None:
    """Write the letters about an act on a match; most acts have none."""
    if notices := OF_MATCHES.get(event.verb):
        write_letters(event, match, notices, lambda: _words_about(match))


def notify_of_offer(event, offer: Offer) -> None:
    if notices := OF_OFFERS.get(event.verb):
        write_letters(event, offer, notices, lambda: {"code": offer.code, "title": offer.title, "whereabouts": ""})


def _words_about(match: Match) -> dict[str, str]:
    asked = _what_is_asked(match)
    return {
        "code": match.code,
        "asked": asked.code,
        "offer": match.offer.code,
        "title": match.offer.title,
        "due_on": day_in_words(match.answer_due_on),
        "whereabouts": "",
    }
