"""What people and machines put wrongly into a form, made from the fields that the form has."""

from collections.abc import Iterator

from django import forms

MARK = "zoologically"  # stands in another field, and must still stand there in the answer
NUMBERS = ("a lot", "-5", "NaN", "9" * 40)
DATES = ("2027-13", "2027-02-30", "\0")
FOREIGN = ("no-such-record", "999999999", "\0")


def wrong_values(form: forms.Form) -> Iterator[tuple[str, object]]:
    """Name of a field and a value that it must refuse; ``None`` leaves the field out."""
    for name, field in form.fields.items():
        sent = form.add_prefix(name)
        if field.required:
            yield sent, None
        for value in _wrong_for(field, is_date=name.endswith("_on") or name == "wished_start"):
            yield sent, [value] if isinstance(field.widget, forms.CheckboxSelectMultiple) else value
    yield "created_by", "1"


def _wrong_for(field: forms.Field, *, is_date: bool) -> tuple:
    if hasattr(field, "choices"):
        return FOREIGN
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        is_signed = isinstance(field, forms.DecimalField) and field.min_value is None
        return tuple(value for value in NUMBERS if not (is_signed and value == "-5"))
    if is_date:
        return DATES
    too_long = "x" * (field.max_length + 1) if field.max_length else "x\n" * 5_000
    return ("a\0b", too_long)


def marked(form: forms.Form, values: dict, but: str) -> dict:
    """The values with the mark in some text field other than that one, if the form has one."""
    for name, field in form.fields.items():
        takes_text = type(field) is forms.CharField and not name.endswith("_on") and name != "wished_start"
        if takes_text and form.add_prefix(name) != but:
            return values | {form.add_prefix(name): MARK}
    return values


def refusals(client, address: str, values: dict, form: forms.Form) -> list[str]:
    """Send each wrong value by itself, the rest being right; what was answered otherwise than it must be."""
    found = []
    for name, value in wrong_values(form):
        sent = marked(form, values, name)
        sent = {key: kept for key, kept in sent.items() if key != name} | ({} if value is None else {name: value})
        response = client.post(address, sent)
        shown = f"{address} {name}={value!r:.40}"
        if response.status_code != 422:
            found.append(f"{shown}: {response.status_code}")
        elif MARK in sent.values() and MARK not in response.content.decode():
            found.append(f"{shown}: what was typed elsewhere is gone")
    return found


def crowded(values: dict) -> dict:
    """A thousand fields more than the form has."""
    return values | {f"field-{number}": "x" for number in range(1_001)}
