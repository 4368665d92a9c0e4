"""Who is told what of matches and offers (docs/design/product.md#who-is-told)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audiences
from accounts.choices import Role
from accounts.notices import Notice, write_letters
from core.choices import Visibility
from core.text.locales import day_in_words
from exchange.choices import MatchVerb, OfferVerb
from exchange.models import Match, Offer
from needs import notices as needs_notices
from partners.audiences import members_of

NIL = "–"


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


def _told_to_asking(match) -> dict[str, str]:
    """What the side that asks, and its office, are told of a match."""
    offer = match.offer
    named = {} if offer.sight != Visibility.RESTRICTED else {"offer": NIL, "title": _("not public")}
    return _words_about(match) | named


def _told_to_offering(match) -> dict[str, str]:
    """What the side that offers is told of a match."""
    asked = _what_is_asked(match)
    if asked.sight != Visibility.RESTRICTED:
        return _words_about(match)
    return _words_about(match) | {"asked": _not_shared(match)}


def _not_shared(match) -> str:
    """What stands for the code of a request or need that is not for the side that offers."""
    if match.assistance is None:
        return _("a need that is not public")
    return _("a request of %(country)s") % {"country": match.assistance.country}


def _to_asking(name: str, audience=_asking_side) -> Notice:
    return Notice(name, audience, leads_to=_what_is_asked, words=_told_to_asking)


def _to_offering(name: str, audience=_offering_side) -> Notice:
    return Notice(name, audience, leads_to=_what_is_offered, words=_told_to_offering)


OF_MATCHES: dict[str, list[Notice]] = {
    MatchVerb.PROPOSED: [_to_asking("match_proposed"), _to_offering("match_proposed")],
    MatchVerb.AGREED_BY_ONE_SIDE: [
        _to_asking("match_awaits_you", _asking_side_if_it_waits),
        _to_offering("match_awaits_you", _offering_side_if_it_waits),
    ],
    MatchVerb.AGREED: [_to_asking("match_agreed", _asking_side_and_office), _to_offering("match_agreed")],
    MatchVerb.DECLINED: [_to_asking("match_declined", _asking_side_and_office), _to_offering("match_declined")],
    MatchVerb.LAPSED: [
        _to_asking("match_lapsed", _if_by_the_clock(_asking_side_and_office)),
        _to_offering("match_lapsed", _if_by_the_clock(_offering_side)),
        _to_offering("match_withdrawn", _if_by_somebody(_offering_side)),
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
