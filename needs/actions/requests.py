"""A request from the country's draft to the country's judgement of what it received."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import create, move, require, save
from core.errors import RuleBroken
from needs import hooks, policies
from needs.actions.lives import REQUESTS
from needs.choices import NEED_WORKFLOW, REQUEST_WORKFLOW, NeedStatus, RequestVerb
from needs.models import AssistanceRequest, Need
from reference.models import Country

# What the country writes; everything else follows from acts.
EDITABLE = (
    "title", "asked", "theme", "wished_start", "budget", "currency", "own_share", "urgency", "is_open_to_partners",
    "stakeholders", "language", "visibility", "note", "needs", "further_themes", "capacity_types", "meas",
)  # fmt: skip
SET_WHEN_DRAFTED = ("origin", "origin_reference", "is_regional", "is_test")


@transaction.atomic
def draft_request(*, by: User, country: Country, **values: Any) -> AssistanceRequest:
    """A country's account begins a request; nobody outside the country sees it before it is submitted."""
    require(policies.can_draft(by, country.pk))
    assistance = AssistanceRequest(country=country, state_since=clock.today())
    _require_own_needs(assistance, values)
    return create(
        assistance,
        RequestVerb.DRAFTED,
        by=by,
        values=values,
        allowed=EDITABLE + SET_WHEN_DRAFTED,
        code=f"REQ-{clock.today().year}-{country.pk}-",
        digits=4,
    )


@transaction.atomic
def edit_request(assistance: AssistanceRequest, *, by: User, version: int, **values: Any) -> AssistanceRequest:
    """The country changes its draft. Raises Stale when somebody changed it since ``version`` was read."""
    assistance = REQUESTS.take(assistance, "edit", by=by)
    _require_own_needs(assistance, values)
    return REQUESTS.edit(assistance, by=by, version=version, values=values, allowed=EDITABLE)


@transaction.atomic
def hand_over_request(assistance: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """The draft is ready: from now on it waits for the country's signatory."""
    assistance = REQUESTS.take(assistance, "hand_over", by=by)
    if assistance.handed_over_on:
        raise RuleBroken(_("This request has already been sent to the signatory."))
    _require_complete(assistance)
    return REQUESTS.move(assistance, "hand_over", by=by, changes={"handed_over_on": clock.today()})


@transaction.atomic
def submit_request(assistance: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """The signatory hands the request over; the first arrival counts as its receipt, also after a return."""
    assistance = REQUESTS.take(assistance, "submit", by=by)
    _require_complete(assistance)
    changes = {"received_on": assistance.received_on or clock.today(), "handed_over_on": None}
    return REQUESTS.move(assistance, "submit", by=by, changes=changes)


@transaction.atomic
def withdraw_request(assistance: AssistanceRequest, *, by: User, reason: str) -> AssistanceRequest:
    """The country no longer wants it; matches still waiting for an answer end with it."""
    assistance = REQUESTS.take(assistance, "withdraw", by=by)
    REQUESTS.move(assistance, "withdraw", by=by, changes={"withdrawn_on": clock.today()}, reason=reason)
    hooks.request_withdrawn(assistance, by)
    return assistance


@transaction.atomic
def start_response(
    assistance: AssistanceRequest, *, by: User, first_response_on: date, arrangement: str
) -> AssistanceRequest:
    """A project answers the request. ``first_response_on`` is the day of the first substantive reply, no receipt."""
    assistance = REQUESTS.take(assistance, "start_response", by=by)
    if not assistance.decided_on <= first_response_on <= clock.today():  # type: ignore[operator]
        raise ValidationError(
            {"first_response_on": _("Enter a date of first response between the decision on the request and today.")}
        )
    changes = {"first_response_on": first_response_on, "arrangement": arrangement}
    return REQUESTS.move(assistance, "start_response", by=by, changes=changes)


@transaction.atomic
def deliver_request(assistance: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """Everything agreed is delivered, as those who delivered it say; the country has yet to accept it."""
    assistance = REQUESTS.take(assistance, "deliver", by=by)
    return REQUESTS.move(assistance, "deliver", by=by)


@transaction.atomic
def close_request(
    assistance: AssistanceRequest, *, by: User, rating: int, rating_comment: str = "", met_needs: Iterable[Need] = ()
) -> AssistanceRequest:
    """The Government accepts the outputs, rates them from 1 to 5, and says which of the request's needs are met."""
    assistance = REQUESTS.take(assistance, "close", by=by)
    if rating not in range(1, 6):
        raise ValidationError({"rating": _("Choose a rating from 1 to 5.")})
    named = {need.pk for need in met_needs}
    met = assistance.needs.select_for_update(of=("self",)).filter(pk__in=named)
    if len(met) != len(named):
        raise ValidationError({"met_needs": _("Only a need that the request names can be recorded as met by it.")})
    changes = {"completed_on": clock.today(), "rating": rating, "rating_comment": rating_comment}
    REQUESTS.move(assistance, "close", by=by, changes=changes, reason=rating_comment)
    for need in met:
        move(need, NEED_WORKFLOW, "meet", by=by, changes={"met_on": clock.today()}, data={"request": assistance.code})
    hooks.request_closed(assistance, by)
    return assistance


@transaction.atomic
def verify_result(assistance: AssistanceRequest, *, by: User, evidence: str) -> AssistanceRequest:
    """The office has seen the evidence of the result; it covers the needs that the country declared met by it."""
    assistance = REQUESTS.take(assistance, "verify", by=by)
    require_unverified(assistance)
    if not evidence:
        raise ValidationError({"evidence": _("Name the evidence.")})
    REQUESTS.move(assistance, "verify", by=by, changes={"is_result_verified": True}, reason=evidence)
    for need in assistance.needs.select_for_update(of=("self",)).filter(status=NeedStatus.MET):
        save(need, {"is_met_verified": True}, by=by)
    return assistance


def require_unverified(assistance: AssistanceRequest) -> None:
    """Raise RuleBroken for a result that somebody has verified already."""
    if assistance.is_result_verified:
        raise RuleBroken(str(REQUEST_WORKFLOW["verify"].refusal))


def _require_complete(assistance: AssistanceRequest) -> None:
    if not assistance.asked or assistance.theme_id is None:
        raise RuleBroken(_("Describe what is requested and choose the theme before you submit the request."))


def _require_own_needs(assistance: AssistanceRequest, values: dict) -> None:
    chosen = values.get("needs", ())
    if any(not need.countries.filter(pk=assistance.country_id).exists() for need in chosen):
        raise ValidationError({"needs": _("A request can address only needs of its own country.")})
