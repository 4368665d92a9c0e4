"""A request from the country's draft to the country's judgement of what it received."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.database.codes import next_code
from core.edits import assign, check, require_version, save_change
from core.errors import RuleBroken
from needs import notices, policies, signals
from needs.actions.moves import lock, move
from needs.choices import REQUEST_WORKFLOW, NeedStatus, RequestState
from needs.models import AssistanceRequest

# What the country writes; everything else follows from acts.
WRITTEN = (
    "title", "asked", "theme", "wished_start", "budget", "currency", "own_share", "urgency", "is_open_to_partners",
    "stakeholders", "language", "visibility", "note",
)  # fmt: skip
TAGS = ("needs", "further_themes", "capacity_types", "meas")
AT_BIRTH = ("origin", "origin_reference", "is_regional", "is_test")
EDITABLE_STATES = (RequestState.DRAFT, RequestState.RETURNED)


@transaction.atomic
def draft_request(*, by, country, **values):
    """A country's account begins a request; nobody outside the country sees it before it is submitted."""
    if not policies.can_draft(by, country.pk):
        raise PermissionDenied
    tags = {name: values.pop(name) for name in TAGS if name in values}
    assistance = AssistanceRequest(country=country, state_since=clock.today(), created_by=by, updated_by=by)
    assign(assistance, values, allowed=WRITTEN + AT_BIRTH)
    check(assistance)
    assistance.code = next_code(f"REQ-{clock.today().year}-{country.pk}-", digits=4)
    assistance.save()
    _tag(assistance, tags)
    audit.record("request.drafted", assistance, by=by, to_state=assistance.state)
    return assistance


@transaction.atomic
def edit_request(assistance, *, by, version, **values):
    """The country changes its draft. Raises Stale when somebody changed it since ``version`` was read."""
    assistance = lock(assistance)
    if not policies.can_draft(by, assistance.country_id):
        raise PermissionDenied
    if assistance.state not in EDITABLE_STATES:
        raise RuleBroken(_("A request is changed only as a draft, or when it was returned to the country."))
    require_version(assistance, version)
    tags = {name: values.pop(name) for name in TAGS if name in values}
    fields = assign(assistance, values, allowed=WRITTEN)
    check(assistance)
    save_change(assistance, by=by, fields=fields)
    _tag(assistance, tags)
    audit.record("request.edited", assistance, by=by)
    return assistance


@transaction.atomic
def hand_over_request(assistance, *, by):
    """The draft is ready: from now on it waits for the country's signatory."""
    assistance = lock(assistance)
    if not policies.can_draft(by, assistance.country_id):
        raise PermissionDenied
    if assistance.state not in EDITABLE_STATES:
        raise RuleBroken(_("Only a draft, or a request that was returned, is handed to the signatory."))
    if assistance.handed_over_on:
        raise RuleBroken(_("The request waits for the signatory already."))
    _require_complete(assistance)
    assistance.handed_over_on = clock.today()
    save_change(assistance, by=by, fields=["handed_over_on"])
    event = audit.record("request.handed_over", assistance, by=by)
    notices.tell_of_request(event, assistance)
    return assistance


@transaction.atomic
def submit_request(assistance, *, by):
    """The signatory hands the request over; the first arrival counts as its receipt, also after a return."""
    assistance = lock(assistance)
    if not policies.can_sign(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "submit")
    _require_complete(assistance)
    assistance.received_on = assistance.received_on or clock.today()
    assistance.handed_over_on = None
    return move(assistance, state, "request.submitted", by=by, fields=["received_on", "handed_over_on"])


@transaction.atomic
def withdraw_request(assistance, *, by, reason):
    """The country no longer wants it; matches still waiting for an answer end with it."""
    assistance = lock(assistance)
    if not policies.can_sign(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "withdraw")
    assistance.withdrawn_on = clock.today()
    move(assistance, state, "request.withdrawn", by=by, fields=["withdrawn_on"], reason=reason)
    signals.request_withdrawn.send(sender=AssistanceRequest, assistance=assistance, by=by)
    return assistance


@transaction.atomic
def start_response(assistance, *, by, first_response_on, arrangement):
    """A project answers the request. ``first_response_on`` is the day of the first substantive reply, no receipt."""
    assistance = lock(assistance)
    if not policies.can_respond(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "start_response")
    if not assistance.decided_on <= first_response_on <= clock.today():
        raise ValidationError(
            {"first_response_on": _("The first response lies between the decision on the request and today.")}
        )
    assistance.first_response_on = first_response_on
    assistance.arrangement = arrangement
    fields = ["first_response_on", "arrangement"]
    return move(assistance, state, "request.response_started", by=by, fields=fields)


@transaction.atomic
def deliver_request(assistance, *, by):
    """Everything agreed is delivered, as those who delivered it say; the country has yet to accept it."""
    assistance = lock(assistance)
    if not policies.can_deliver(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "deliver")
    return move(assistance, state, "request.delivered", by=by)


@transaction.atomic
def close_request(assistance, *, by, rating, rating_comment="", met_needs=()):
    """The Government accepts the outputs, rates them from 1 to 5, and says which of the request's needs are met."""
    assistance = lock(assistance)
    if not policies.can_sign(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "close")
    if rating not in range(1, 6):
        raise ValidationError({"rating": _("The rating is a number from 1 to 5.")})
    met = assistance.needs.select_for_update().filter(pk__in=[need.pk for need in met_needs])
    if len(met) != len(met_needs):
        raise ValidationError({"met_needs": _("Only a need that the request names can be met by it.")})
    assistance.completed_on = clock.today()
    assistance.rating = rating
    assistance.rating_comment = rating_comment
    fields = ["completed_on", "rating", "rating_comment"]
    move(assistance, state, "request.closed", by=by, fields=fields, reason=rating_comment)
    for need in met:
        before, need.status, need.met_on = need.status, NeedStatus.MET, clock.today()
        save_change(need, by=by, fields=["status", "met_on"])
        audit.record("need.met", need, by=by, from_state=before, to_state=need.status, reason=assistance.code)
    signals.request_closed.send(sender=AssistanceRequest, assistance=assistance, by=by)
    return assistance


@transaction.atomic
def verify_result(assistance, *, by, evidence):
    """The office has seen the evidence of the result; it covers the needs that the country declared met by it."""
    assistance = lock(assistance)
    if not policies.can_verify(by, assistance):
        raise PermissionDenied
    if assistance.state != RequestState.CLOSED:
        raise RuleBroken(_("A result is verified after the country has accepted it."))
    if not evidence:
        raise ValidationError({"evidence": _("Name the evidence.")})
    assistance.is_result_verified = True
    save_change(assistance, by=by, fields=["is_result_verified"])
    event = audit.record("request.verified", assistance, by=by, reason=evidence)
    notices.tell_of_request(event, assistance)
    for need in assistance.needs.select_for_update().filter(status=NeedStatus.MET):
        need.is_met_verified = True
        save_change(need, by=by, fields=["is_met_verified"])
    return assistance


def _require_complete(assistance):
    if not assistance.asked or assistance.theme_id is None:
        raise RuleBroken(_("Say what is asked, and in which field, before you submit the request."))


def _tag(assistance, tags):
    for name, chosen in tags.items():
        if name == "needs" and any(not need.countries.filter(pk=assistance.country_id).exists() for need in chosen):
            raise ValidationError({"needs": _("A request answers needs of its own country.")})
        getattr(assistance, name).set(chosen)
