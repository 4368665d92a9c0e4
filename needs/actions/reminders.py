"""What the service clock does by itself (docs/design/product.md#service-clock)."""

from django.db import transaction
from django.db.models import Q

from core.acts import lock_all, note
from core.models import AuditEvent
from needs.actions.lives import REQUESTS
from needs.choices import RequestVerb
from needs.models import AssistanceRequest
from needs.service_clock.overdue import over_limit


def remind_holders() -> int:
    """Remind whoever holds a request over its limit, once in each state. Done by the timetable; answers how many."""
    overdue = over_limit()
    return sum(_remind(pk, overdue) for pk in AssistanceRequest.objects.filter(overdue).values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, overdue: Q) -> bool:
    """The request's row is the lock: of two clocks at once, the second finds the reminder of the first."""
    held = lock_all(AssistanceRequest.objects.filter(overdue, pk=pk))
    assistance = held.select_related(*REQUESTS.related).first()
    if assistance is None:
        return False
    reminders = AuditEvent.objects.about(assistance).filter(verb=RequestVerb.REMINDED, to_state=assistance.state)
    if reminders.filter(happened_at__date__gte=assistance.state_since).exists():
        return False
    note(assistance, RequestVerb.REMINDED, by=None, to_state=assistance.state, notify=REQUESTS.notify)
    return True
