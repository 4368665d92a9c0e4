"""What people enter for a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Session


class OrderForm(forms.Form):
    session = forms.ModelChoiceField(
        label=_("Session of the Council"),
        queryset=Session.objects.filter(is_council=True).exclude(report_symbol=""),
        to_field_name="code",
        empty_label=None,
        error_messages={"invalid_choice": _("There is no such session with an annual report. Choose one of the list.")},
    )
    year = forms.IntegerField(
        label=_("Year that the report covers"),
        help_text=_("The report counts what happened from 1 January to 31 December of this year."),
        min_value=1900,
        max_value=9999,
        error_messages={
            "invalid": _("Write the year with four digits, for example 2010."),
            "min_value": _("Write the year with four digits, for example 2010."),
            "max_value": _("Write the year with four digits, for example 2010."),
        },
    )

    def __init__(self, *args, reader, **options):
        super().__init__(*args, **options)
        self.fields["session"].queryset = self.fields["session"].queryset.visible_to(reader)


class NarrativeForm(forms.Form):
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, hint, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = hint


class ClearForm(forms.Form):
    waiver = forms.CharField(
        label=_("Reference of the waiver"),
        help_text=_("Only for a report of more than 8,500 words."),
        max_length=120,
        required=False,
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the report is taken back"),
        max_length=500,
        error_messages={"required": _("Say why the report is taken back.")},
    )
