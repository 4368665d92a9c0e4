"""What the forms of acts and of records have in common."""

from typing import Any

from django import forms
from django.db.models import Model

LAST_VERSION = 2_147_483_647  # what the column holds
BLANK: tuple[Any, ...] = (None, "", [])


class ActForm(forms.Form):
    """What an act needs."""

    # Field → the field without which it says nothing: a currency and its amount.
    goes_with: dict[str, str] = {}
    unwritten: tuple[str, ...] = ()
    # What the page sends along and this form does not read.
    also_sent: tuple[str, ...] = ()

    def written(self) -> dict:
        """What was typed and is right, as the acts take it; a currency without an amount says nothing."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in self.unwritten}
        for name, leader in self.goes_with.items():
            if leader not in values:
                values.pop(name, None)
            elif values[leader] is None:
                values[name] = ""
        return values

    @classmethod
    def initial_from(cls, *records: Model) -> dict:
        """What stands on record in every field of this form: each is read from the first record that has it.

        A field that the record leaves blank shows what the form proposes for it. LookupError for a field that no
        record has: an editor who does not see what is on record would blank it by saving.
        """
        values = {name: _read(name, records) for name in cls.base_fields}
        proposed = {name for name, field in cls.base_fields.items() if field.initial is not None}
        return {name: value for name, value in values.items() if value not in BLANK or name not in proposed}


class RecordForm(ActForm):
    """What is on record of something, with the version of it that the writer read."""

    unwritten = ("version",)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LAST_VERSION, required=False, initial=1
    )

    def changed(self) -> dict:
        """Of what was typed and is right, that which differs from the record with which the form was filled."""
        touched = set(self.changed_data)
        touched |= {name for name, leader in self.goes_with.items() if leader in touched}
        touched |= {leader for name, leader in self.goes_with.items() if name in touched}
        return {name: value for name, value in self.written().items() if name in touched}


class YesNoField(forms.TypedChoiceField):
    """Yes or no, each in a sentence of its own."""

    widget = forms.RadioSelect

    def __init__(self, *, yes, no, **options):
        choices = [("true", yes), ("false", no)]
        super().__init__(choices=choices, coerce=lambda value: value == "true", **options)

    def prepare_value(self, value):
        return str(value).lower() if isinstance(value, bool) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def _read(name: str, records: tuple[Model, ...]):
    for record in records:
        for column in (*record._meta.fields, *record._meta.many_to_many):
            if column.name == name:
                return column.value_from_object(record)
    raise LookupError(f"No record has the field {name}.")
