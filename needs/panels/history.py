"""What was done to a record of the chain, as its page tells it."""

from django.utils.translation import gettext_lazy as _

from core.models import AuditEvent

SHOWN_EVENTS = 20
OF_REQUESTS = {
    "request.drafted": _("Drafted"),
    "request.edited": _("Draft changed"),
    "request.handed_over": _("Handed to the signatory"),
    "request.submitted": _("Submitted by the signatory"),
    "request.screening_started": _("Screening started"),
    "request.screened": _("Criterion answered"),
    "request.question_written": _("Question asked"),
    "request.answer_written": _("Answer given"),
    "request.comment_written": _("Comment written"),
    "request.returned": _("Returned with a question"),
    "request.accepted": _("Accepted"),
    "request.declined": _("Declined"),
    "request.merged": _("Merged with another request"),
    "request.withdrawn": _("Withdrawn"),
    "request.response_started": _("Response started"),
    "request.delivered": _("Delivered"),
    "request.closed": _("Accepted by the Government and closed"),
    "request.verified": _("Result verified"),
    "request.reminded": _("Over its limit: reminder sent"),
}
OF_ASSESSMENTS = {
    "assessment.drafted": _("Drafted"),
    "assessment.edited": _("Draft changed"),
    "assessment.needs_carried_over": _("Needs of the former version carried over"),
    "assessment.consulted": _("Sent to consultation"),
    "assessment.submitted": _("Submitted to the signatory"),
    "assessment.returned": _("Returned with a reason"),
    "assessment.adopted": _("Adopted for the Government"),
    "assessment.superseded": _("Superseded by a newer version"),
}
ACTS = OF_REQUESTS | OF_ASSESSMENTS
# Reasons that are written for whoever reads the record; others have their own place on the page.
WITH_REASON = ("assessment.returned", "request.withdrawn", "request.verified")
# What saves itself, or is done criterion by criterion, fills no page.
REPEATED = ("request.edited", "request.screened", "assessment.edited")


def history_of(record) -> list[dict]:
    """What was done, newest first, in the shape of ui/history.html; the same act again and again is one line."""
    events = []
    for event in AuditEvent.objects.about(record).filter(verb__in=ACTS).select_related("actor"):
        if events and events[-1]["verb"] == event.verb and event.verb in REPEATED:
            continue
        events.append(
            {
                "verb": event.verb,
                "on": event.happened_at,
                "text": ACTS[event.verb],
                "reason": event.reason if event.verb in WITH_REASON else "",
                "by": event.actor or "",
            }
        )
        if len(events) == SHOWN_EVENTS:
            break
    return events
