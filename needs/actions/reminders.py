"""What the service clock does by itself (docs/design/product.md#service-clock)."""

from django.db import transaction

from core import audit
from core.models import AuditEvent
from needs import notices
from needs.models import AssistanceRequest
from needs.service_clock.overdue import over_limit

REMINDED = "request.reminded"


def remind_holders() -> int:
    """Remind whoever holds a request over its limit, once in each state. Done by the timetable; answers how many."""
    overdue = over_limit()
    return sum(_remind(pk, overdue) for pk in AssistanceRequest.objects.filter(overdue).values_list("pk", flat=True))


@transaction.atomic
def _remind(pk, overdue) -> bool:
    """The request's row is the lock: of two clocks at once, the second finds the reminder of the first."""
    held = AssistanceRequest.objects.select_for_update(of=("self",)).select_related("country__region")
    assistance = held.filter(overdue, pk=pk).first()
    if assistance is None:
        return False
    reminders = AuditEvent.objects.about(assistance).filter(verb=REMINDED, to_state=assistance.state)
    if reminders.filter(happened_at__date__gte=assistance.state_since).exists():
        return False
    event = audit.record(REMINDED, assistance, by=None, to_state=assistance.state)
    notices.tell_of_request(event, assistance)
    return True
