"""What was done to a record, as its page tells it (templates/ui/history.html)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.choices import Verb
from core.models import AuditEvent
from core.text.locales import listed

SHOWN_EVENTS = 20


@dataclass(frozen=True)
class HistoryLine:
    """One act: in words, when, by whom (empty for the portal itself), and the reason given, where it is for readers.

    ``data`` is what the portal added to the line in the audit, for pages that tell it in words.
    """

    verb: Verb
    on: datetime
    text: str | Promise
    by: Any
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def history_of(
    record: Model,
    verbs: Iterable[Verb],
    *,
    with_reason: Collection[Verb] = (),
    repeated: Collection[Verb] = (),
    most: int = SHOWN_EVENTS,
    labels: Mapping[str, str | Promise] | None = None,
) -> list[HistoryLine]:
    """What was done to the record under these verbs, newest first.

    Reasons are shown for the verbs ``with_reason`` alone; a verb among ``repeated``, done again and again, is one line.
    An edit names what it changed, by the ``labels`` of the fields.
    """
    by_value = {verb.value: verb for verb in verbs}
    lines: list[HistoryLine] = []
    for event in AuditEvent.objects.about(record).filter(verb__in=by_value).select_related("actor"):
        verb = by_value[event.verb]
        if lines and lines[-1].verb == verb and verb in repeated:
            lines[-1] = replace(lines[-1], data=_with_fields_of(lines[-1].data, event.data))
            continue
        if len(lines) == most:
            break
        reason = event.reason if verb in with_reason else ""
        lines.append(HistoryLine(verb, event.happened_at, verb.label, event.actor or "", reason, event.data))
    return [_naming_fields(line, labels or {}) for line in lines]


def labels_of(*forms: type[Form]) -> dict[str, str | Promise]:
    """What the forms call their fields."""
    return {name: field.label for form in forms for name, field in form.base_fields.items() if field.label}


def _with_fields_of(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    fields = [*later.get("fields", []), *earlier.get("fields", [])]
    return {**later, "fields": list(dict.fromkeys(fields))}


def _naming_fields(line: HistoryLine, labels: Mapping[str, str | Promise]) -> HistoryLine:
    named = [str(labels[name]) for name in line.data.get("fields", []) if name in labels]
    if not named:
        return line
    return replace(line, text=_("%(act)s: %(fields)s") % {"act": line.text, "fields": listed(named)})
