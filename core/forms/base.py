"""What the forms of acts and of records have in common."""

from django import forms

LAST_VERSION = 2_147_483_647  # what the column holds


class ActForm(forms.Form):
    """What an act needs."""

    # Field → the field without which it says nothing: a currency and its amount.
    goes_with: dict[str, str] = {}
    unwritten: tuple[str, ...] = ()

    def written(self) -> dict:
        """What was typed and is right, as the acts take it; a currency without an amount says nothing."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in self.unwritten}
        for name, leader in self.goes_with.items():
            if leader not in values:
                values.pop(name, None)
            elif values[leader] is None:
                values[name] = ""
        return values


class RecordForm(ActForm):
    """What is on record of something, with the version of it that the writer read."""

    unwritten = ("version",)
    # What the page sends along and this form does not read.
    also_sent: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LAST_VERSION, required=False)

    def changed(self) -> dict:
        """Of what was typed and is right, that which differs from the record with which the form was filled."""
        touched = set(self.changed_data)
        touched |= {name for name, leader in self.goes_with.items() if leader in touched}
        touched |= {leader for name, leader in self.goes_with.items() if name in touched}
        return {name: value for name, value in self.written().items() if name in touched}
