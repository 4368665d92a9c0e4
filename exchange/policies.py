"""Who may do what to offers and matches (docs/design/security.md#who-may-do-what)."""

from accounts.choices import Role
from needs import policies as needs_policies
from partners.models import Agency


def can_publish(user, provider) -> bool:
    """An agency publishes its own offers; the secretariat enters those of others."""
    return user.role == Role.SECRETARIAT or (
        provider is not None and Agency.objects.of(user).filter(pk=provider.pk).exists()
    )


def can_manage(user, offer) -> bool:
    """Confirming and withdrawing belong to the provider and the secretariat."""
    return can_publish(user, offer.provider)


def can_propose(user, assistance, need) -> bool:
    """The office of the country that asks, and the secretariat."""
    if assistance is not None:
        return needs_policies.serves(user, assistance.country)
    if user.role == Role.REGIONAL_OFFICE:
        return need.region_id == user.region_id
    return user.role == Role.SECRETARIAT


def can_answer_for_country(user, match) -> bool:
    """The side that asks: an account of the country of the request, or of a country of the need."""
    if user.role != Role.GOVERNMENT:
        return False
    if match.assistance is not None:
        return user.country_id == match.assistance.country_id
    return match.need.countries.filter(pk=user.country_id).exists()


def can_answer_for_provider(user, match) -> bool:
    """The side that offers; the secretariat notes the answer of a provider without an account."""
    offer = match.offer
    if user.role == Role.GOVERNMENT:
        return offer.provider_country_id is not None and user.country_id == offer.provider_country_id
    return can_publish(user, offer.provider)


def can_deliver(user, match) -> bool:
    """Those who provide, and the office that proposed it."""
    return can_answer_for_provider(user, match) or can_propose(user, match.assistance, match.need)
