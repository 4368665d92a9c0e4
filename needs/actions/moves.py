"""The steps that all acts on a request share: lock at the start; move, save, audit and tell at the end."""

from core import audit, clock
from core.edits import save_change
from needs import notices
from needs.models import AssistanceRequest


def lock(assistance) -> AssistanceRequest:
    """The request as it is now, held until the transaction ends."""
    held = AssistanceRequest.objects.select_for_update(of=("self",)).select_related("country__region")
    return held.get(pk=assistance.pk)


def move(assistance, state, verb, *, by, fields=(), reason=""):
    """Put the locked request into ``state``, save it with ``fields``, note the act and tell of it. Returns it."""
    before = assistance.state
    assistance.state = state
    assistance.state_since = clock.today()
    save_change(assistance, by=by, fields=["state", "state_since", *fields])
    event = audit.record(verb, assistance, by=by, from_state=before, to_state=state, reason=reason)
    notices.tell_of_request(event, assistance)
    return assistance
