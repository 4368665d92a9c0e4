"""The regional office's part: questions, the eight criteria, the decision, and requests that are one and the same."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import RuleBroken, Stale
from needs import notices, policies
from needs.actions.moves import lock, move
from needs.choices import (
    REQUEST_WORKFLOW,
    Answer,
    Criterion,
    MessageKind,
    RefusalReason,
    RequestState,
    ScreeningDecision,
)
from needs.models import Message, Screening


@transaction.atomic
def start_screening(assistance, *, by):
    """An officer takes the request up; from now on it is this officer's."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "start_screening")
    assistance.assigned_to = by
    return move(assistance, state, "request.screening_started", by=by, fields=["assigned_to"])


@transaction.atomic
def answer_criterion(assistance, *, by, criterion, answer, evidence="", reason=""):
    """Answer one of the eight criteria, or answer it anew while the screening lasts."""
    assistance = _in_screening(assistance, by)
    if criterion not in Criterion.values or answer not in Answer.values:
        raise ValidationError(_("There are eight criteria and four answers."))
    if answer != Answer.MET and not reason:
        raise ValidationError({"reason": _("Say why the criterion is not fully met.")})
    screening, is_new = Screening.objects.get_or_create(
        assistance=assistance,
        criterion=criterion,
        defaults={"answer": answer, "evidence": evidence, "reason": reason, "created_by": by, "updated_by": by},
    )
    before = "" if is_new else screening.answer
    if not is_new:
        screening.answer, screening.evidence, screening.reason = answer, evidence, reason
        screening.version += 1
        screening.updated_by = by
        screening.save()
    audit.record(
        "request.screened",
        assistance,
        by=by,
        from_state=before,
        to_state=answer,
        reason=f"{criterion}. {reason}".strip(),
    )
    return screening


@transaction.atomic
def answer_criteria(assistance, *, by, answers, versions):
    """Save several answers at once: criterion → answer and reason. An answer that stays as it was is left alone.

    ``versions`` are those that the officer read, 0 for a criterion that had no answer yet. Raises Stale with the
    Screening that a colleague saved meanwhile.
    """
    assistance = _in_screening(assistance, by)
    saved = {screening.criterion: screening for screening in assistance.screenings.select_related("updated_by")}
    for criterion, given in answers.items():
        known = saved.get(criterion)
        if known and (known.answer, known.reason) == (given["answer"], given["reason"]):
            continue
        if known and known.version != versions.get(criterion, 0):
            raise Stale(known)
        answer_criterion(assistance, by=by, criterion=criterion, **given)
    return assistance


@transaction.atomic
def return_request(assistance, *, by, question):
    """Give the request back with what has to be added; the question stands in its thread."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "return")
    _write(assistance, MessageKind.QUESTION, question, by=by)
    return move(assistance, state, "request.returned", by=by, reason=question)


@transaction.atomic
def ask_question(assistance, *, by, text, language=""):
    """The office asks the country something without giving the request back."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    return _send(assistance, MessageKind.QUESTION, text, by=by, language=language)


@transaction.atomic
def answer_question(assistance, *, by, text, language=""):
    """The country answers in the request's thread."""
    assistance = lock(assistance)
    if not policies.can_draft(by, assistance.country_id):
        raise PermissionDenied
    return _send(assistance, MessageKind.ANSWER, text, by=by, language=language)


@transaction.atomic
def comment_request(assistance, *, by, text, language=""):
    """A remark by one of the two sides, or by the focal point of a treaty that the request names."""
    assistance = lock(assistance)
    if not policies.can_comment(by, assistance):
        raise PermissionDenied
    return _send(assistance, MessageKind.COMMENT, text, by=by, language=language)


@transaction.atomic
def accept_request(assistance, *, by, recommendation, reasons):
    """The office finds the request eligible; from now on it may be matched, also by partners if the country agreed."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "accept")
    fields = _decide(assistance, ScreeningDecision.ADMITTED, recommendation, reasons)
    if assistance.is_open_to_partners:
        assistance.entered_exchange_on = clock.today()
        fields.append("entered_exchange_on")
    return move(assistance, state, "request.accepted", by=by, fields=fields, reason=reasons)


@transaction.atomic
def decline_request(assistance, *, by, refusal_reason, recommendation, reasons):
    """The office does not admit the request, for one of the reasons that the council report counts."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    state = REQUEST_WORKFLOW.next_state(assistance.state, "decline")
    if refusal_reason not in RefusalReason.values:
        raise ValidationError({"refusal_reason": _("Choose why the request is not admitted.")})
    assistance.refusal_reason = refusal_reason
    fields = _decide(assistance, ScreeningDecision.NOT_ADMITTED, recommendation, reasons)
    return move(assistance, state, "request.declined", by=by, fields=[*fields, "refusal_reason"], reason=reasons)


@transaction.atomic
def merge_request(assistance, *, into, by, reason):
    """The same request came twice: the survivor counts. Found in screening, it is a duplicate avoided."""
    assistance, survivor = (lock(record) for record in sorted((assistance, into), key=lambda record: record.pk))
    if assistance.pk == into.pk:
        assistance, survivor = survivor, assistance
    if not (policies.can_screen(by, assistance) and policies.can_screen(by, survivor)):
        raise PermissionDenied
    is_screened = assistance.state == RequestState.SCREENING
    state = REQUEST_WORKFLOW.next_state(assistance.state, "merge")
    if survivor.pk == assistance.pk or survivor.merged_into_id or survivor.country_id != assistance.country_id:
        raise RuleBroken(_("A request is merged into another, living request of the same country."))
    if survivor.state in (RequestState.DRAFT, RequestState.WITHDRAWN):
        raise RuleBroken(_("A request is merged into another, living request of the same country."))
    assistance.merged_into = survivor
    assistance.merged_on = assistance.withdrawn_on = clock.today()
    assistance.is_merged_after_clearing_house = is_screened
    fields = ["merged_into", "merged_on", "withdrawn_on", "is_merged_after_clearing_house"]
    return move(assistance, state, "request.merged", by=by, fields=fields, reason=reason)


def _in_screening(assistance, by):
    """The locked request, for those who screen it and while they do."""
    assistance = lock(assistance)
    if not policies.can_screen(by, assistance):
        raise PermissionDenied
    if assistance.state != RequestState.SCREENING:
        raise RuleBroken(_("Criteria are answered while the request is in screening."))
    return assistance


def _decide(assistance, decision, recommendation, reasons) -> list[str]:
    """Fill the decision in; answers the fields changed. All criteria, recommendation and reasons are obligatory."""
    if assistance.screenings.count() < len(Criterion):
        raise RuleBroken(_("Answer all eight criteria before you decide."))
    if not (recommendation and reasons):
        raise ValidationError(_("A recommendation and the reasons for it are obligatory."))
    assistance.decision = decision
    assistance.decided_on = clock.today()
    assistance.recommendation = recommendation
    assistance.decision_reasons = reasons
    return ["decision", "decided_on", "recommendation", "decision_reasons"]


def _send(assistance, kind, text, *, by, language):
    """A message that is an act of its own: the other side is told."""
    message, event = _write(assistance, kind, text, by=by, language=language)
    notices.tell_of_request(event, assistance)
    return message


def _write(assistance, kind, text, *, by, language=""):
    if not text:
        raise ValidationError({"text": _("Write the message.")})
    if assistance.state == RequestState.DRAFT:
        raise RuleBroken(_("The thread opens when the request is submitted."))
    message = Message.objects.create(
        assistance=assistance, author=by, kind=kind, text=text, language=language or by.language
    )
    event = audit.record(f"request.{kind}_written", assistance, by=by)
    return message, event
