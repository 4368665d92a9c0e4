"""The regional office's part: questions, the eight criteria, the decision, and requests that are one and the same."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import hold, hold_people, lock_all, note, require
from core.errors import RuleBroken, Stale
from needs import policies
from needs.actions.lives import REQUESTS
from needs.choices import (
    THREAD_IS_CLOSED,
    Answer,
    Criterion,
    MessageKind,
    RefusalReason,
    RequestState,
    RequestVerb,
    ScreeningDecision,
)
from needs.models import AssistanceRequest, Message, Screening


@transaction.atomic
def start_screening(assistance: AssistanceRequest, *, by: User) -> AssistanceRequest:
    """An officer takes the request up; from now on it is this officer's."""
    assistance = REQUESTS.take(assistance, "start_screening", by=by)
    return REQUESTS.move(assistance, "start_screening", by=by, changes={"assigned_to": by})


@transaction.atomic
def answer_criterion(
    assistance: AssistanceRequest, *, by: User, criterion: int, answer: str, evidence: str = "", reason: str = ""
) -> Screening:
    """Answer one of the eight criteria, or answer it anew while the screening lasts."""
    assistance = REQUESTS.take(assistance, "screen", by=by)
    if criterion not in Criterion.values or answer not in Answer.values:
        raise ValidationError(_("Choose one of the eight criteria and one of the four answers."))
    if answer != Answer.MET and not reason:
        raise ValidationError({"reason": _("Explain why the criterion is not fully met.")})
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
    data = {"criterion": criterion}
    note(assistance, RequestVerb.SCREENED, by=by, from_state=before, to_state=answer, reason=reason, data=data)
    return screening


@transaction.atomic
def answer_criteria(
    assistance: AssistanceRequest, *, by: User, answers: Mapping[int, Mapping[str, Any]], versions: Mapping[int, int]
) -> AssistanceRequest:
    """Save several answers at once: criterion → answer and reason. An answer that stays as it was is left alone.

    ``versions`` are those that the officer read, 0 for a criterion that had no answer yet. Raises Stale with the
    Screening that a colleague saved meanwhile.
    """
    assistance = REQUESTS.take(assistance, "screen", by=by)
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
def return_request(assistance: AssistanceRequest, *, by: User, question: str) -> AssistanceRequest:
    """Give the request back with what has to be added; the question stands in its thread."""
    assistance = REQUESTS.take(assistance, "return", by=by)
    _write(assistance, MessageKind.QUESTION, question, by=by)
    note(assistance, RequestVerb.QUESTION_WRITTEN, by=by)
    return REQUESTS.move(assistance, "return", by=by, reason=question)


@transaction.atomic
def ask_question(assistance: AssistanceRequest, *, by: User, text: str, language: str = "") -> Message:
    """The office asks the country something without giving the request back."""
    return _send(assistance, "ask", MessageKind.QUESTION, text, by=by, language=language)


@transaction.atomic
def answer_question(assistance: AssistanceRequest, *, by: User, text: str, language: str = "") -> Message:
    """The country answers in the request's thread."""
    return _send(assistance, "answer", MessageKind.ANSWER, text, by=by, language=language)


@transaction.atomic
def comment_request(assistance: AssistanceRequest, *, by: User, text: str, language: str = "") -> Message:
    """A remark by one of the two sides, or by the focal point of a treaty that the request names."""
    return _send(assistance, "comment", MessageKind.COMMENT, text, by=by, language=language)


@transaction.atomic
def accept_request(assistance: AssistanceRequest, *, by: User, recommendation: str, reasons: str) -> AssistanceRequest:
    """The office finds the request eligible; from now on it may be matched, also by partners if the country agreed."""
    assistance = REQUESTS.take(assistance, "accept", by=by)
    changes = _decision(assistance, ScreeningDecision.ADMITTED, recommendation, reasons)
    if assistance.is_open_to_partners:
        changes["entered_exchange_on"] = clock.today()
    return REQUESTS.move(assistance, "accept", by=by, changes=changes, reason=reasons)


@transaction.atomic
def decline_request(
    assistance: AssistanceRequest, *, by: User, refusal_reason: str, recommendation: str, reasons: str
) -> AssistanceRequest:
    """The office does not admit the request, for one of the reasons that the council report counts."""
    assistance = REQUESTS.take(assistance, "decline", by=by)
    if refusal_reason not in RefusalReason.values:
        raise ValidationError({"refusal_reason": _("Choose why the request is not admitted.")})
    changes = _decision(assistance, ScreeningDecision.NOT_ADMITTED, recommendation, reasons)
    changes["refusal_reason"] = refusal_reason
    return REQUESTS.move(assistance, "decline", by=by, changes=changes, reason=reasons)


@transaction.atomic
def merge_request(
    assistance: AssistanceRequest, *, into: AssistanceRequest, by: User, reason: str
) -> AssistanceRequest:
    """The same request came twice: the survivor counts. Found in screening, it is a duplicate avoided."""
    hold_people(by)
    list(lock_all(AssistanceRequest.objects.filter(pk__in=[assistance.pk, into.pk])))  # two mergers in one order
    assistance, survivor = REQUESTS.take(assistance, "merge", by=by), hold(into, *REQUESTS.related, by=by)
    require(policies.can_screen(by, survivor))
    is_living = survivor.state not in (RequestState.DRAFT, RequestState.WITHDRAWN) and not survivor.merged_into_id
    if survivor.pk == assistance.pk or not is_living or survivor.country_id != assistance.country_id:
        raise RuleBroken(_("A request can be merged only with another open request of the same country."))
    changes = {
        "merged_into": survivor,
        "merged_on": clock.today(),
        "withdrawn_on": clock.today(),
        "is_merged_after_clearing_house": assistance.state == RequestState.SCREENING,
    }
    return REQUESTS.move(assistance, "merge", by=by, changes=changes, reason=reason)


def _decision(
    assistance: AssistanceRequest, decision: ScreeningDecision, recommendation: str, reasons: str
) -> dict[str, Any]:
    """The columns of a decision. All criteria, recommendation and reasons are obligatory."""
    if assistance.screenings.count() < len(Criterion):
        raise RuleBroken(_("Answer all eight criteria before you decide."))
    if not (recommendation and reasons):
        raise ValidationError(_("Enter a recommendation and the reasons for it."))
    return {
        "decision": decision,
        "decided_on": clock.today(),
        "recommendation": recommendation,
        "decision_reasons": reasons,
    }


def _send(assistance: AssistanceRequest, act: str, kind: MessageKind, text: str, *, by: User, language: str) -> Message:
    """A message that is an act of its own: the other side is told."""
    assistance = REQUESTS.take(assistance, act, by=by)
    if assistance.received_on is None:  # withdrawn before it was submitted
        raise RuleBroken(str(THREAD_IS_CLOSED))
    message = _write(assistance, kind, text, by=by, language=language)
    REQUESTS.note(assistance, act, by=by)
    return message


def _write(assistance: AssistanceRequest, kind: MessageKind, text: str, *, by: User, language: str = "") -> Message:
    if not text:
        raise ValidationError({"text": _("Write the message.")})
    return Message.objects.create(
        assistance=assistance, author=by, kind=kind, text=text, language=language or by.language
    )
