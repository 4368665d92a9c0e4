"""What is written into a needs assessment and its needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from core.forms.base import ActForm, RecordForm
from needs.choices import AssessmentKind
from needs.forms.amounts import AmountField, CurrencyField
from needs.forms.tags import BoxesField, CapacityTypesField, LanguageField, MeasField, ThemeField
from reference.models import Country, CrossCuttingArea

LONGEST_LINE = 200
MOST_LINES = 60
LONGEST_TEXT = 20_000
# What a document states is entered from the document, not drafted here.
KINDS = [(kind.value, kind.label) for kind in AssessmentKind if kind != AssessmentKind.STATED]


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).splitlines()]
        return [line for line in lines if line]

    def validate(self, value):
        super().validate(value)
        for line in value:
            ProhibitNullCharactersValidator()(line)
        if len(value) > MOST_LINES:
            raise ValidationError(_("Enter at most %(most)d items, one per line.") % {"most": MOST_LINES})
        if any(len(line) > LONGEST_LINE for line in value):
            raise ValidationError(_("Enter at most %(longest)d characters per line.") % {"longest": LONGEST_LINE})


class AssessmentForm(RecordForm):
    """The texts of one version; its needs are entered one by one."""

    title = forms.CharField(
        label=_("Title"), max_length=250, error_messages={"required": _("Give the assessment a title.")}
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=KINDS, widget=forms.RadioSelect, initial=AssessmentKind.COMPREHENSIVE
    )
    built_upon = LinesField(
        label=_("What it builds on"),
        required=False,
        help_text=_("Earlier assessments, national reports and plans, one per line."),
    )
    consulted = LinesField(
        label=_("Who was consulted"),
        required=False,
        help_text=_("Ministries, local authorities, communities, science, business and others, one per line."),
    )
    summary = forms.CharField(
        label=_("Public summary"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text=_("It becomes public once the assessment is adopted."),
    )
    restricted_text = forms.CharField(
        label=_("Restricted text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text=_("Only your Government, its regional office and the secretariat can read it."),
    )
    language = LanguageField()
    also_sent = ("country",)  # by the page on which a draft is begun, once it belongs to that draft


class NewAssessmentForm(AssessmentForm):
    """The office also says for which country of its region it begins the assessment."""

    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.none(),
        empty_label=_("Choose a country"),
        error_messages={
            "required": _("Choose the country with which you work."),
            "invalid_choice": _("Choose a country from the list."),
        },
    )
    field_order = ["country"]

    def __init__(self, *args, countries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries
        if len(countries) == 1:  # a government writes for its own country and is not asked
            self.fields["country"].widget = forms.HiddenInput()
            self.initial.setdefault("country", countries[0].pk)


class RankForm(RecordForm):
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=1,
        max_value=999,
        help_text=_("Enter 1 for the need that comes first."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the rank of the need."),
            "invalid": _("Enter the rank as a whole number, for example 3."),
            "min_value": _("Enter a rank of 1 or higher."),
            "max_value": _("Enter a rank below 1,000."),
        },
    )


class NeedForm(RankForm):
    """One need of the draft."""

    statement = forms.CharField(
        label=_("What is needed"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("State who needs to be able to do what, in one sentence if possible."),
        error_messages={"required": _("Describe what is needed.")},
    )
    theme = ThemeField(is_missing=_("Choose the theme of the need."))
    areas = BoxesField(CrossCuttingArea.objects.all(), label=_("Cross-cutting areas"))
    capacity_types = CapacityTypesField()
    meas = MeasField()
    expected_change = forms.CharField(
        label=_("Expected change"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What will be different once the need is met."),
    )
    indicator = forms.CharField(
        label=_("Indicator"), required=False, max_length=300, help_text=_("How the change will be measured.")
    )
    baseline = forms.CharField(
        label=_("Baseline"),
        required=False,
        max_length=120,
        help_text=_("The situation today, for example 2 of 9 rivers."),
    )
    currency = CurrencyField()
    estimated_cost = AmountField(
        label=_("Estimated cost"),
        required=False,
        help_text=_("Leave empty if not known. An estimate does not bind anyone."),
    )
    language = LanguageField()
    field_order = ["statement", "rank"]
    goes_with = {"currency": "estimated_cost"}


class ReturnAssessmentForm(ActForm):
    reason = forms.CharField(
        label=_("What has to be changed or added"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Describe what has to be changed or added.")},
    )
