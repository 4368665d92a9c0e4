"""Every act on offers and matches. Each locks, asks whether they may, moves, saves and audits."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.database.codes import next_code
from core.edits import assign, check, save_change
from core.errors import RuleBroken
from exchange import notices, policies
from exchange.choices import MATCH_WORKFLOW, OFFER_WORKFLOW, MatchState, OfferState
from exchange.models import Match, Offer
from needs.choices import RequestState
from needs.models import AssistanceRequest

OFFER_WRITTEN = (
    "module", "kind", "title", "summary", "points", "languages", "terms", "url", "valid_until", "language",
    "visibility", "note",
)  # fmt: skip
OFFER_TAGS = ("themes", "areas", "capacity_types", "meas", "countries")
AT_BIRTH = ("origin", "origin_reference")
ANSWER_DAYS = 30
CONFIRMED_DAYS = 365


@transaction.atomic
def publish_offer(*, by, provider=None, provider_country=None, **values):
    """Offer something to others. An offer counts as confirmed on the day it is made, and stays so for a year."""
    if not policies.can_publish(by, provider):
        raise PermissionDenied
    tags = {name: values.pop(name) for name in OFFER_TAGS if name in values}
    offer = Offer(provider=provider, provider_country=provider_country, created_by=by, updated_by=by)
    assign(offer, values, allowed=OFFER_WRITTEN + AT_BIRTH)
    if not offer.module:
        raise ValidationError({"module": _("Choose the module of the exchange to which the offer belongs.")})
    check(offer)
    offer.opened_on = offer.confirmed_on = clock.today()
    offer.code = next_code("OFR-", digits=3)
    offer.save()
    for name, chosen in tags.items():
        getattr(offer, name).set(chosen)
    audit.record("offer.published", offer, by=by, to_state=offer.state)
    return offer


@transaction.atomic
def confirm_offer(offer, *, by, valid_until=None):
    """The provider says that the offer still stands; only confirmed offers are proposed."""
    offer = _lock_offer(offer)
    if not policies.can_manage(by, offer):
        raise PermissionDenied
    state = OFFER_WORKFLOW.next_state(offer.state, "confirm")
    offer.confirmed_on = clock.today()
    offer.valid_until = valid_until or offer.valid_until
    return _move_offer(offer, state, "offer.confirmed", by=by, fields=["confirmed_on", "valid_until"])


@transaction.atomic
def withdraw_offer(offer, *, by, reason):
    """The provider takes the offer back; what was agreed stands."""
    offer = _lock_offer(offer)
    if not policies.can_manage(by, offer):
        raise PermissionDenied
    state = OFFER_WORKFLOW.next_state(offer.state, "withdraw")
    offer.closed_on = clock.today()
    return _move_offer(offer, state, "offer.withdrawn", by=by, fields=["closed_on"], reason=reason)


@transaction.atomic
def propose_match(offer, *, by, score, parts, reasons, assistance=None, need=None, **marks):
    """Bring an offer together with a request or a need. The parts of the score, each in words, add up to it."""
    offer = _lock_offer(offer)
    if assistance is not None:
        assistance = AssistanceRequest.objects.select_for_update(of=("self",)).get(pk=assistance.pk)
    if not policies.can_propose(by, assistance, need):
        raise PermissionDenied
    if assistance is not None and assistance.state != RequestState.ACCEPTED:
        raise RuleBroken(_("Offers are proposed for an accepted request that nobody answers yet."))
    if not is_proposable(offer):
        raise RuleBroken(_("This offer is closed, or its provider has not confirmed it for a year."))
    if Match.objects.filter(offer=offer, assistance=assistance, need=need).exists():
        raise RuleBroken(_("This offer was already proposed here."))
    match = Match(
        offer=offer,
        assistance=assistance,
        need=need,
        score=score,
        parts=parts,
        reasons=reasons,
        proposed_on=clock.today(),
        answer_due_on=clock.today() + timedelta(days=ANSWER_DAYS),
        created_by=by,
        updated_by=by,
    )
    assign(match, marks, allowed=AT_BIRTH)
    match.code = next_code(f"MAT-{clock.today().year}-", digits=4)
    match.save()
    event = audit.record("match.proposed", match, by=by, to_state=match.state, reason=reasons)
    notices.tell_of_match(event, match)
    return match


@transaction.atomic
def agree_match(match, *, by):
    """One side agrees; when both have, the match is made."""
    match = _lock_match(match)
    is_country, is_provider = policies.can_answer_for_country(by, match), policies.can_answer_for_provider(by, match)
    if not (is_country or is_provider):
        raise PermissionDenied
    agreed = MATCH_WORKFLOW.next_state(match.state, "agree")
    if is_country:
        match.country_agreed_on = match.country_agreed_on or clock.today()
    if is_provider:
        match.provider_agreed_on = match.provider_agreed_on or clock.today()
    fields = ["country_agreed_on", "provider_agreed_on"]
    if not (match.country_agreed_on and match.provider_agreed_on):
        return _move_match(match, match.state, "match.agreed_by_one_side", by=by, fields=fields)
    match.matched_on = clock.today()
    return _move_match(match, agreed, "match.agreed", by=by, fields=[*fields, "matched_on"])


@transaction.atomic
def decline_match(match, *, by, reason):
    """One side does not want it; the other side is told why."""
    match = _lock_match(match)
    if not (policies.can_answer_for_country(by, match) or policies.can_answer_for_provider(by, match)):
        raise PermissionDenied
    state = MATCH_WORKFLOW.next_state(match.state, "decline")
    return _move_match(match, state, "match.declined", by=by, reason=reason)


@transaction.atomic
def deliver_match(match, *, by):
    """What was offered has been given."""
    match = _lock_match(match)
    if not policies.can_deliver(by, match):
        raise PermissionDenied
    state = MATCH_WORKFLOW.next_state(match.state, "deliver")
    return _move_match(match, state, "match.delivered", by=by)


@transaction.atomic
def rate_match(match, *, by, rating):
    """The country judges what it received, from 1 to 5."""
    match = _lock_match(match)
    if not policies.can_answer_for_country(by, match):
        raise PermissionDenied
    state = MATCH_WORKFLOW.next_state(match.state, "rate")
    if rating not in range(1, 6):
        raise ValidationError({"rating": _("The rating is a number from 1 to 5.")})
    match.rating = rating
    return _move_match(match, state, "match.rated", by=by, fields=["rating"])


@transaction.atomic
def lapse_overdue_matches() -> int:
    """End the proposals that nobody answered in time. Done by the timetable; answers how many."""
    overdue = Match.objects.filter(state=MatchState.PROPOSED, answer_due_on__lt=clock.today())
    return _lapse(overdue, by=None, reason="")


@transaction.atomic
def end_matches(assistance, *, by) -> int:
    """End the proposals for a request that is withdrawn; answers how many."""
    waiting = Match.objects.filter(state=MatchState.PROPOSED, assistance=assistance)
    return _lapse(waiting, by=by, reason=assistance.code)


@transaction.atomic
def lapse_expired_offers() -> int:
    """Close the offers whose time is over. Done by the timetable; answers how many."""
    expired = Offer.objects.filter(state=OfferState.PUBLISHED, valid_until__lt=clock.today())
    count = 0
    for offer in expired.select_for_update().order_by("pk"):
        offer.closed_on = clock.today()
        state = OFFER_WORKFLOW.next_state(offer.state, "lapse")
        _move_offer(offer, state, "offer.lapsed", by=None, fields=["closed_on"])
        count += 1
    return count


def is_proposable(offer) -> bool:
    """Published, not expired, and confirmed within a year."""
    today = clock.today()
    return (
        offer.state == OfferState.PUBLISHED
        and (offer.valid_until is None or offer.valid_until >= today)
        and offer.confirmed_on is not None
        and (today - offer.confirmed_on).days <= CONFIRMED_DAYS
    )


def _lapse(matches, *, by, reason) -> int:
    count = 0
    for match in matches.select_for_update().order_by("pk"):
        _move_match(match, MATCH_WORKFLOW.next_state(match.state, "lapse"), "match.lapsed", by=by, reason=reason)
        count += 1
    return count


def _lock_offer(offer) -> Offer:
    return Offer.objects.select_for_update().get(pk=offer.pk)


def _lock_match(match) -> Match:
    held = Match.objects.select_for_update(of=("self",))
    return held.select_related("offer__provider", "assistance__country", "need").get(pk=match.pk)


def _move_offer(offer, state, verb, *, by, fields=(), reason=""):
    before, offer.state = offer.state, state
    save_change(offer, by=by, fields=["state", *fields])
    event = audit.record(verb, offer, by=by, from_state=before, to_state=state, reason=reason)
    notices.tell_of_offer(event, offer)
    return offer


def _move_match(match, state, verb, *, by, fields=(), reason=""):
    before, match.state = match.state, state
    save_change(match, by=by, fields=["state", *fields])
    event = audit.record(verb, match, by=by, from_state=before, to_state=state, reason=reason)
    notices.tell_of_match(event, match)
    return match
