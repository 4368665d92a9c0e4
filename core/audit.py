"""The audit: one line per act, written in the act's own transaction."""

from django.contrib.contenttypes.models import ContentType

from core import request_context
from core.models import AuditEvent


def record(verb, subject, *, by, from_state="", to_state="", reason=""):
    """Note that ``by`` (a user, or None for the system) did ``verb`` to ``subject``. Returns the event.

    ``subject`` is None where there is none: somebody tried to sign in to an account that does not exist.
    """
    context = request_context.current()
    return AuditEvent.objects.create(
        actor=by,
        token_prefix=context.token_prefix,
        verb=verb,
        content_type=subject and ContentType.objects.get_for_model(subject),
        object_id=subject and subject.pk,
        record_code=getattr(subject, "code", ""),
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        request_id=context.request_id,
        network=context.network,
    )
