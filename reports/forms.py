"""What people enter for a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.base import LAST_VERSION, ActForm, RecordForm
from governance.models import Session
from reports import builder, narratives


class OrderForm(ActForm):
    session = forms.ModelChoiceField(
        label=_("Session of the Council"),
        queryset=Session.objects.filter(is_council=True).exclude(report_symbol=""),
        to_field_name="code",
        empty_label=None,
        error_messages={
            "invalid_choice": _(
                "This session does not exist or does not receive the annual report. Choose a session from the list."
            )
        },
    )
    year = forms.IntegerField(
        label=_("Year that the report covers"),
        help_text=_("The report counts what happened from 1 January to 31 December of this year."),
        min_value=1900,
        max_value=9999,
        error_messages={
            "invalid": _("Enter the year with four digits, for example 2010."),
            "min_value": _("Enter the year with four digits, for example 2010."),
            "max_value": _("Enter the year with four digits, for example 2010."),
        },
    )

    def __init__(self, *args, reader, **options):
        super().__init__(*args, **options)
        self.fields["session"].queryset = self.fields["session"].queryset.visible_to(reader)


class NarrativeForm(RecordForm):
    """The text of one slot as plain words; wrong blocks are told with the line and what to do."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"})
    )
    version = forms.IntegerField(min_value=0, max_value=LAST_VERSION, widget=forms.HiddenInput)

    def __init__(self, *args, slot, **kwargs):
        super().__init__(*args, **kwargs)
        self.slot = slot
        self.fields["text"].help_text = slot.hint

    @classmethod
    def initial_from(cls, narrative):
        return {"text": narratives.as_text(narrative.blocks), "version": narrative.version}

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            self.blocks = narratives.parse(self.slot, text, builder.targets())
        except narratives.NarrativeError as error:
            raise forms.ValidationError([str(complaint) for complaint in error.complaints]) from error
        return text

    def written(self):
        return {"blocks": self.blocks}


class ClearForm(ActForm):
    waiver = forms.CharField(
        label=_("Reference of the waiver"),
        help_text=_("Only for a report of more than 8,500 words."),
        max_length=120,
        required=False,
    )


class ReopenForm(ActForm):
    reason = forms.CharField(
        label=_("Why the report is reopened"),
        max_length=500,
        error_messages={"required": _("Explain why the report is reopened.")},
    )
