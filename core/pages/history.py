"""What was done to a record, as its page tells it (templates/ui/history.html)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from core.choices import Verb
from core.models import AuditEvent

SHOWN_EVENTS = 20


@dataclass(frozen=True)
class HistoryLine:
    """One act: in words, when, by whom (empty for the portal itself), and the reason given, where it is for readers."""

    verb: Verb
    on: datetime
    text: str | Promise
    by: Any
    reason: str = ""


def history_of(
    record: Model,
    verbs: Iterable[Verb],
    *,
    with_reason: Collection[Verb] = (),
    repeated: Collection[Verb] = (),
    most: int = SHOWN_EVENTS,
) -> list[HistoryLine]:
    """What was done to the record under these verbs, newest first.

    Reasons are shown for the verbs ``with_reason`` alone; a verb among ``repeated``, done again and again, is one line.
    """
    by_value = {verb.value: verb for verb in verbs}
    lines: list[HistoryLine] = []
    for event in AuditEvent.objects.about(record).filter(verb__in=by_value).select_related("actor"):
        verb = by_value[event.verb]
        if lines and lines[-1].verb == verb and verb in repeated:
            continue
        reason = event.reason if verb in with_reason else ""
        lines.append(HistoryLine(verb, event.happened_at, verb.label, event.actor or "", reason))
        if len(lines) == most:
            break
    return lines
