"""Every act on offers and matches."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import Life, allow, check_fields, create, hold, hold_people, lock_all, require
from core.errors import RuleBroken
from exchange import notices, policies
from exchange.choices import MATCH_WORKFLOW, OFFER_WORKFLOW, MatchVerb, OfferVerb
from exchange.models import Match, MatchQuerySet, Offer
from needs.choices import RequestState
from needs.models import AssistanceRequest, Need
from partners.models import Agency
from reference.models import Country

SET_WHEN_PUBLISHED = (
    "module", "kind", "title", "summary", "points", "languages", "terms", "url", "valid_until", "language",
    "visibility", "note", "themes", "areas", "capacity_types", "meas", "countries", "origin", "origin_reference",
)  # fmt: skip
SET_WHEN_PROPOSED = ("origin", "origin_reference")
ANSWER_DAYS = 30

OFFERS: Life[Offer] = Life(OFFER_WORKFLOW, policies.OFFER_ACTORS, ("provider",), notices.notify_of_offer)
MATCHES: Life[Match] = Life(
    MATCH_WORKFLOW,
    policies.MATCH_ACTORS,
    ("offer__provider", "assistance__country", "need"),
    notices.notify_of_match,
    under=("assistance", "need", "offer"),
)


@transaction.atomic
def publish_offer(
    *, by: User, provider: Agency | None = None, provider_country: Country | None = None, **values: Any
) -> Offer:
    """Offer something to others. An offer counts as confirmed on the day it is made, and stays so for a year."""
    allow(policies.can_publish, by, provider)
    today = clock.today()
    return create(
        Offer(provider=provider, provider_country=provider_country, opened_on=today, confirmed_on=today),
        OfferVerb.PUBLISHED,
        by=by,
        values=values,
        allowed=SET_WHEN_PUBLISHED,
        check=_check_offer,
        code="OFR-",
    )


@transaction.atomic
def confirm_offer(offer: Offer, *, by: User, valid_until: date | None = None) -> Offer:
    """The provider says that the offer still stands; only confirmed offers are proposed."""
    offer = OFFERS.take(offer, "confirm", by=by)
    changes = {"confirmed_on": clock.today(), "valid_until": valid_until or offer.valid_until}
    return OFFERS.move(offer, "confirm", by=by, changes=changes)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User, reason: str) -> Offer:
    """The provider takes the offer back; what was agreed stands."""
    offer = OFFERS.take(offer, "withdraw", by=by)
    return OFFERS.move(offer, "withdraw", by=by, changes={"closed_on": clock.today()}, reason=reason)


@transaction.atomic
def propose_match(
    offer: Offer,
    *,
    by: User,
    score: Decimal | int,
    parts: Sequence[dict[str, Any]],
    reasons: str,
    assistance: AssistanceRequest | None = None,
    need: Need | None = None,
    **values: Any,
) -> Match:
    """Bring an offer together with a request or a need. The parts of the score, each in words, add up to it."""
    hold_people(by)
    assistance = assistance and hold(assistance, "country", by=by)
    need = need and hold(need, by=by)
    offer = hold(offer, by=by)
    require(policies.can_propose(by, assistance, need))
    _require_proposable(offer, assistance, need)
    today = clock.today()
    match = Match(
        offer=offer,
        assistance=assistance,
        need=need,
        score=score,
        parts=parts,
        reasons=reasons,
        proposed_on=today,
        answer_due_on=today + timedelta(days=ANSWER_DAYS),
    )
    return create(
        match,
        MatchVerb.PROPOSED,
        by=by,
        values=values,
        allowed=SET_WHEN_PROPOSED,
        check=None,  # nobody typed any of it
        code=f"MAT-{today.year}-",
        digits=4,
        reason=reasons,
        notify=MATCHES.notify,
    )


@transaction.atomic
def agree_match(match: Match, *, by: User) -> Match:
    """One side agrees; when both have, the match is made."""
    match = MATCHES.take(match, "agree", by=by)
    changes = _agreements(match, by=by)
    if not all(changes.values()):
        return MATCHES.move(match, "agree_first", by=by, changes=changes)
    return MATCHES.move(match, "agree", by=by, changes={**changes, "matched_on": clock.today()})


@transaction.atomic
def decline_match(match: Match, *, by: User, reason: str) -> Match:
    """One side does not want it; the other side is told why."""
    match = MATCHES.take(match, "decline", by=by)
    return MATCHES.move(match, "decline", by=by, reason=reason)


@transaction.atomic
def deliver_match(match: Match, *, by: User) -> Match:
    """What was offered has been given."""
    match = MATCHES.take(match, "deliver", by=by)
    return MATCHES.move(match, "deliver", by=by)


@transaction.atomic
def rate_match(match: Match, *, by: User, rating: int) -> Match:
    """The country judges what it received, from 1 to 5."""
    match = MATCHES.take(match, "rate", by=by)
    if rating not in range(1, 6):
        raise ValidationError({"rating": _("Choose a rating from 1 to 5.")})
    return MATCHES.move(match, "rate", by=by, changes={"rating": rating})


@transaction.atomic
def lapse_overdue_matches() -> int:
    """End the proposals that nobody answered in time. Done by the timetable; answers how many."""
    return _lapse(Match.objects.awaiting_answer().filter(answer_due_on__lt=clock.today()))


@transaction.atomic
def end_matches(assistance: AssistanceRequest, *, by: User) -> int:
    """End the proposals for a request that is withdrawn; answers how many."""
    waiting = Match.objects.awaiting_answer().filter(assistance=assistance)
    return _lapse(waiting, by=by, data={"request": assistance.code})


@transaction.atomic
def lapse_expired_offers() -> int:
    """Close the offers whose time is over. Done by the timetable; answers how many."""
    today = clock.today()
    held = lock_all(Offer.objects.expired(today))
    lapsed = [OFFERS.move(offer, "lapse", by=None, changes={"closed_on": today}) for offer in held]
    return len(lapsed)


def _lapse(matches: MatchQuerySet, *, by: User | None = None, data: dict[str, Any] | None = None) -> int:
    lapsed = [MATCHES.move(match, "lapse", by=by, data=data) for match in lock_all(matches)]
    return len(lapsed)


def _check_offer(offer: Offer) -> None:
    if not offer.module:
        raise ValidationError({"module": _("Choose the module of the exchange to which the offer belongs.")})
    check_fields(offer)


def _require_proposable(offer: Offer, assistance: AssistanceRequest | None, need: Need | None) -> None:
    if assistance is not None and assistance.state != RequestState.ACCEPTED:
        raise RuleBroken(_("Offers can be proposed only for a request that has been admitted and has no response yet."))
    if not Offer.objects.proposable(clock.today()).filter(pk=offer.pk).exists():
        raise RuleBroken(
            _(
                "This offer cannot be proposed: it is closed, or its provider has not confirmed it for a year. If "
                "it is still open, ask the provider to confirm it."
            )
        )
    if Match.objects.filter(offer=offer, assistance=assistance, need=need).exists():
        raise RuleBroken(_("This offer has already been proposed here. Choose another offer."))


def _agreements(match: Match, *, by: User) -> dict[str, date | None]:
    """The day on which each side agreed, with this person's answer."""
    country, provider = match.country_agreed_on, match.provider_agreed_on
    if policies.can_answer_for_country(by, match):
        country = country or clock.today()
    if policies.can_answer_for_provider(by, match):
        provider = provider or clock.today()
    return {"country_agreed_on": country, "provider_agreed_on": provider}
