"""What is entered about projects, their results and their money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choices import Comparator, Visibility
from core.forms.base import ActForm, RecordForm
from core.text import partial_dates
from needs.choices import Arrangement
from needs.forms.amounts import AmountField, CurrencyField, ShareField
from needs.forms.requests import NeedBoxes
from needs.forms.tags import BoxesField, LanguageField
from partners.models import Agency
from projects import policies
from projects.choices import (
    ActivityKind,
    ContributionStage,
    CountryRole,
    FundSource,
    LessonKind,
    MeasurementKind,
    PartnerRole,
)
from reference.models import Country, Theme

LONGEST_TEXT = 8000
CONTRIBUTION_KINDS = [
    ("project_grant", _("Grant to the project")),
    ("in_kind", _("In kind")),
    ("loan", _("Loan")),
    ("other", _("Other")),
]
NOTHING_CHOSEN = ("", _("not stated"))


def partial_date(label, **options):
    """A date as precise as it is known."""
    return forms.CharField(
        label=label,
        max_length=10,
        required=options.pop("required", False),
        validators=[partial_dates.validate],
        help_text=options.pop("help_text", _("A year, or a year and a month, is enough, for example 2027-02.")),
        **options,
    )


def head_count(label, **options):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter a whole number, for example 24."),
            "min_value": _("Enter zero or a larger number."),
            "max_value": _("This number is too large. Enter a number up to 10,000,000."),
        },
        **options,
    )


class RecordField(forms.ModelChoiceField):
    """One record of a list, told by its code."""

    def __init__(self, queryset, **options):
        options.setdefault("error_messages", {})
        options["error_messages"] |= {
            "required": _("Choose an option from the list."),
            "invalid_choice": _("Choose an option from the list."),
        }
        super().__init__(queryset, **options)


class ProjectForm(ActForm):
    """A form about one project; ``project`` and what ``reader`` may see narrow what may be chosen."""

    def __init__(self, *args, project, reader, **options):
        super().__init__(*args, **options)
        self.project = project
        for field in self.fields.values():
            if isinstance(field, RecordField) and hasattr(field.queryset, "visible_to"):
                field.queryset = field.queryset.visible_to(reader)


class TextsForm(ActForm):
    """What a project says of itself when it is opened, and later when that is corrected."""

    goes_with = {"currency": "budget"}
    title = forms.CharField(
        label=_("Title"), max_length=250, error_messages={"required": _("Give the project a title.")}
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    starts_on = partial_date(
        _("Start"), help_text=_("Leave empty if the project starts today. Otherwise enter a date, for example 2027-02.")
    )
    ends_on = partial_date(_("Planned end"))
    currency = CurrencyField()
    budget = AmountField(label=_("Budget"), required=False, help_text=_("Leave empty if not known."))

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and partial_dates.earliest(starts_on) > partial_dates.latest(ends_on):
            self.add_error("ends_on", _("Enter a planned end that is not before the start."))
        return cleaned


class SightField(forms.ChoiceField):
    """How widely something is shared, each width told by who sees it then."""

    widget = forms.RadioSelect
    READERS = {
        Visibility.RESTRICTED: _(
            "Only those who take part: its countries with their regional offices, its agencies, the focal points of "
            "the MEAs it names, and the secretariat"
        ),
        Visibility.PARTNERS: _("Partners: all Governments, regional offices and partner agencies, not the public"),
        Visibility.PUBLIC: _(
            "Everyone: title, summary and all else on its page are public, and the report to the Council counts it"
        ),
    }

    def offer(self, widths):
        """Let the person choose among these."""
        self.choices = [(str(width), self.READERS[width]) for width in widths]


class OpenForm(TextsForm):
    """A response: who leads it and how the countries cooperate; the rest is carried over from the request."""

    lead = RecordField(
        Agency.objects.none(), label=_("Lead agency"), to_field_name="code", empty_label=_("Choose an agency")
    )
    arrangement = forms.ChoiceField(
        label=_("Kind of cooperation"),
        choices=Arrangement.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of cooperation.")},
    )
    visibility = SightField(
        label=_("Who can see the project"),
        required=False,
        help_text=_("Title and summary are taken from the request. The project is shown as widely as you choose here."),
    )
    field_order = ["lead", "arrangement"]

    def __init__(self, *args, leads, sights, **options):
        super().__init__(*args, **options)
        self.fields["lead"].queryset = leads
        self.fields["visibility"].offer(sights)

    def written(self):
        """What is not chosen is left to the act."""
        return {name: value for name, value in super().written().items() if (name, value) != ("visibility", "")}


class FactsForm(RecordForm, TextsForm):
    """A project's own facts, as those who run it correct them. Partners, countries and results are entered apart."""

    cooperation = forms.MultipleChoiceField(
        label=_("Kind of cooperation"),
        choices=Arrangement.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the kind of cooperation.")},
    )
    themes = BoxesField(Theme.objects.all(), label=_("Themes"))
    needs = NeedBoxes(_("Needs that it addresses"))
    language = LanguageField()
    field_order = ["title", "summary", "language", "cooperation", "themes", "needs"]

    def __init__(self, *args, needs, **options):
        super().__init__(*args, **options)
        self.fields["needs"].queryset = needs
        self.fields["starts_on"].help_text = self.fields["ends_on"].help_text


class ShareForm(ProjectForm):
    visibility = SightField(
        label=_("Who can see the project from now on"),
        error_messages={"required": _("Choose who can see the project.")},
    )

    def __init__(self, *args, reader, project, **options):
        super().__init__(*args, reader=reader, project=project, **options)
        self.fields["visibility"].offer(policies.possible_sights(reader, project))


class PartnerForm(ProjectForm):
    agency = RecordField(
        Agency.objects.all(), label=_("Agency"), to_field_name="code", empty_label=_("Choose an agency")
    )
    role = forms.ChoiceField(label=_("Role"), choices=PartnerRole.choices)


class CountryForm(ProjectForm):
    country = RecordField(Country.objects.only("iso3", "name"), label=_("Country"), empty_label=_("Choose a country"))
    role = forms.ChoiceField(label=_("Role"), choices=CountryRole.choices, widget=forms.RadioSelect)
    share = ShareField(
        label=_("Share in per cent"),
        help_text=_("The shares of all countries in the same role cannot exceed 100 per cent together."),
    )


class ActivityForm(ProjectForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    title = forms.CharField(
        label=_("Title"), max_length=250, error_messages={"required": _("Give the activity a title.")}
    )
    country = RecordField(
        Country.objects.none(), label=_("Country"), required=False, empty_label=_("no single country")
    )
    starts_on = partial_date(_("From"))
    ends_on = partial_date(_("Until"))
    participants = head_count(_("Participants"), help_text=_("Leave empty if they were not counted."))
    women = head_count(_("Women among the participants"))
    men = head_count(_("Men among the participants"))

    def __init__(self, *args, project, **options):
        super().__init__(*args, project=project, **options)
        self.fields["country"].queryset = project.countries.distinct()


class IndicatorForm(ProjectForm):
    title = forms.CharField(
        label=_("What is measured"), max_length=250, error_messages={"required": _("Describe what is measured.")}
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=60, help_text=_("For example: stations"))
    baseline = forms.CharField(
        label=_("Baseline"), required=False, max_length=120, help_text=_("The situation before the project.")
    )


class MeasurementForm(ProjectForm):
    indicator = RecordField(None, label=_("Indicator"), empty_label=None)
    kind = forms.ChoiceField(label=_("Target or result"), choices=MeasurementKind.choices, widget=forms.RadioSelect)
    comparator = forms.ChoiceField(
        label=_("How exact"), required=False, choices=[("", _("exactly")), *Comparator.choices]
    )
    value = forms.DecimalField(
        label=_("Value"),
        max_digits=20,
        decimal_places=4,
        widget=forms.TextInput,
        error_messages={
            "required": _("Enter the value."),
            "invalid": _("Enter the value as a number, for example 12.5."),
        },
    )
    period_starts_on = partial_date(_("Period from"))
    period_ends_on = partial_date(_("Period to"))
    women = head_count(_("Women, if people are counted"))
    men = head_count(_("Men, if people are counted"))

    def __init__(self, *args, project, **options):
        super().__init__(*args, project=project, **options)
        self.fields["indicator"].queryset = project.indicators.all()


class ContributionForm(ProjectForm):
    donor = RecordField(
        Agency.objects.all(), label=_("Donor"), to_field_name="code", required=False, empty_label=_("not stated")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CONTRIBUTION_KINDS)
    stage = forms.ChoiceField(label=_("Stage"), choices=ContributionStage.choices)
    fund = forms.ChoiceField(label=_("Source of funds"), required=False, choices=[NOTHING_CHOSEN, *FundSource.choices])
    currency = CurrencyField()
    amount = AmountField(label=_("Amount"), required=False, help_text=_("Leave empty if not known."))
    happened_on = partial_date(_("Date"))
    purpose = forms.CharField(
        label=_("Purpose"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    goes_with = {"currency": "amount"}


class LessonForm(ProjectForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=LessonKind.choices, widget=forms.RadioSelect)
    theme = RecordField(Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("not stated"))
    text = forms.CharField(
        label=_("What was learned"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text=_(
            "Partners can read it immediately. Everyone can read it once a regional office or the secretariat has "
            "published it."
        ),
        error_messages={"required": _("Describe what was learned.")},
    )
    language = LanguageField()


class CancelForm(ProjectForm):
    reason = forms.CharField(
        label=_("Why the project is cancelled"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The reason is recorded and shown on the project’s page."),
        error_messages={"required": _("Explain why the project is cancelled.")},
    )
