"""The audit: one line per act, written in the act's own transaction; and what was taken out or refused."""

import logging
from collections.abc import Mapping

from django import db
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core import clock
from core.choices import AccessVerb, Verb
from core.http import request_context
from core.http.request_context import RequestContext
from core.models import AuditEvent

LONGEST_CODE = AuditEvent._meta.get_field("record_code").max_length
logger = logging.getLogger("portal.audit")


def write(
    verb: Verb, subject: Model | None, *, by, from_state: str = "", to_state: str = "", reason: str = "", data=None
) -> AuditEvent:
    """Note that ``by`` (a user, or None for the system) did ``verb`` to ``subject``. Returns the event.

    ``subject`` is None where there is none: somebody tried to sign in to an account that does not exist. ``reason`` is
    what a person typed; whatever the portal adds stands in ``data``, as values that JSON can hold.
    """
    return _add(
        request_context.current(),
        actor=by,
        verb=verb,
        content_type=ContentType.objects.get_for_model(subject) if subject else None,
        object_id=subject.pk if subject else None,
        record_code=getattr(subject, "code", ""),
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        data=data or {},
    )


def write_access(verb: AccessVerb, *, by, code: str, data: Mapping, context: RequestContext) -> None:
    """Note that ``by`` took a list out, or was refused: one row, after the answer.

    That is no act, so that a note which cannot be written is told to the log and never fails the answer.
    """
    try:
        _add(context, actor=by, verb=verb, record_code=code[:LONGEST_CODE], data=data)
    except (db.Error, ValueError) as error:
        logger.error("%s was not noted: %s", verb, type(error).__name__)


def _add(context: RequestContext, **line) -> AuditEvent:
    """The time is the database's own, but for whoever enters a past season (core.clock)."""
    past = {"happened_at": clock.now()} if clock.is_set() else {}
    return AuditEvent.objects.create(
        token_prefix=context.token_prefix, request_id=context.request_id, network=context.network, **past, **line
    )
