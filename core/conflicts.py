"""Two people changed the same record: what each of them wrote, field by field."""

from dataclasses import dataclass

from django.forms import Form, HiddenInput
from django.forms.boundfield import BoundField
from django.utils.functional import Promise


@dataclass(frozen=True)
class Difference:
    """A field in which the text that was typed and the text that was saved are not the same."""

    label: str | Promise
    yours: str
    saved: str


def differences(typed: Form, saved: Form) -> list[Difference]:
    """The fields in which two fillings of the same form differ, as their reader would read them."""
    rows = []
    for field in typed:
        yours, theirs = written_out(field), written_out(saved[field.name])
        if not isinstance(field.field.widget, HiddenInput) and yours != theirs:
            rows.append(Difference(field.label, yours, theirs))
    return rows


def written_out(field: BoundField) -> str:
    """What stands in the field: its text, or the names of what is chosen."""
    value = field.value()
    if not hasattr(field.field, "choices"):
        return "" if value is None else str(value).replace("\r\n", "\n").strip()
    chosen = value if isinstance(value, list | tuple) else [value]
    keys = {str(field.field.prepare_value(item)) for item in chosen}
    return ", ".join(str(label) for key, label in field.field.choices if str(key) and str(key) in keys)
