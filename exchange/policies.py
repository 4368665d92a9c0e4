"""Who may do what to offers and matches (docs/design/security.md#who-may-do-what)."""

from collections.abc import Callable

from accounts.choices import Role
from accounts.models import User
from exchange.models import Match, Offer
from needs import policies as needs_policies
from needs.models import AssistanceRequest, Need
from partners import policies as partners_policies
from partners.models import Agency


def can_publish(user: User, provider: Agency | None) -> bool:
    """An agency publishes its own offers; the secretariat enters those of others."""
    if provider is None:
        return user.speaks_as == Role.SECRETARIAT
    return partners_policies.acts_for(user, provider)


def can_manage(user: User, offer: Offer) -> bool:
    """Confirming and withdrawing belong to the provider and the secretariat."""
    return can_publish(user, offer.provider)


def can_propose(user: User, assistance: AssistanceRequest | None, need: Need | None) -> bool:
    """The office of the country that asks, and the secretariat."""
    if assistance is not None:
        return needs_policies.serves(user, assistance.country)
    if user.speaks_as == Role.REGIONAL_OFFICE:
        return need is not None and need.region_id == user.region_id
    return user.speaks_as == Role.SECRETARIAT


def can_answer_for_country(user: User, match: Match) -> bool:
    """The side that asks: an account of the country of the request, or of a country of the need."""
    if user.speaks_as != Role.GOVERNMENT:
        return False
    if match.assistance is not None:
        return user.country_id == match.assistance.country_id
    return match.need is not None and match.need.countries.filter(pk=user.country_id).exists()


def can_answer_for_provider(user: User, match: Match) -> bool:
    """The side that offers; the secretariat notes the answer of a provider without an account."""
    offer = match.offer
    if user.speaks_as == Role.GOVERNMENT:
        return offer.provider_country_id is not None and user.country_id == offer.provider_country_id
    return can_publish(user, offer.provider)


def can_answer(user: User, match: Match) -> bool:
    """Either side."""
    return can_answer_for_country(user, match) or can_answer_for_provider(user, match)


def can_deliver(user: User, match: Match) -> bool:
    """Those who provide, and the office that proposed it."""
    return can_answer_for_provider(user, match) or can_propose(user, match.assistance, match.need)


# Whose each act is (docs/design/security.md#who-may-do-what).
OFFER_ACTORS: dict[str, Callable[[User, Offer], bool]] = {
    "confirm": can_manage,
    "withdraw": can_manage,
}
MATCH_ACTORS: dict[str, Callable[[User, Match], bool]] = {
    "agree": can_answer,
    "decline": can_answer,
    "deliver": can_deliver,
    "rate": can_answer_for_country,
}
