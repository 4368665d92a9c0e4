"""What a country writes into its request, and what it says at the end."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import clock
from core.forms.base import ActForm, RecordForm, YesNoField
from core.text import partial_dates
from needs.choices import Urgency
from needs.forms.amounts import AmountField, CurrencyField, ShareField
from needs.forms.tags import BoxesField, CapacityTypesField, LanguageField, MeasField, ThemeField
from needs.models import Need

LONGEST_TEXT = 8000


class NeedBoxes(BoxesField):
    """Needs, each with its code, in the language in which it was written."""

    def __init__(self, label):
        wrong = {"invalid_choice": _("Choose needs from the list.")}
        super().__init__(Need.objects.none(), label=label, to_field_name="code", error_messages=wrong)

    def label_from_instance(self, need):
        return format_html(
            '<span><small class="muted code">{}</small> <bdi lang="{}">{}</bdi></span>',
            need.code,
            need.language,
            need.statement,
        )


class RequestForm(RecordForm):
    """The first part: the request itself. A draft needs no more than its title; ``is_complete`` asks for the rest."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Name the result, not the activity, for example “Operators for the information network”."),
        error_messages={"required": _("Give the request a title.")},
    )
    needs = NeedBoxes(_("Which adopted needs does it address?"))
    theme = ThemeField(
        is_missing=_("Choose the theme of the request."),
        required=False,
        widget=forms.Select(
            {
                "hx-get": reverse_lazy("needs:request_look_alikes"),
                "hx-target": "#look-alikes",
            }
        ),
    )
    asked = forms.CharField(
        label=_("What is requested"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text=_(
            "State who needs to be able to do what, and what prevents it today. You may write in any of the six "
            "languages."
        ),
        error_messages={"required": _("Describe what is requested, in at least one sentence.")},
    )
    language = LanguageField()
    capacity_types = CapacityTypesField()
    meas = MeasField()
    wished_start = forms.CharField(
        label=_("Preferred start date"),
        required=False,
        max_length=10,
        help_text=_("Year and month are enough, for example 2027-02."),
        error_messages={"max_length": _("Enter the preferred start date as 2027, 2027-02 or 2027-02-15.")},
    )
    currency = CurrencyField()
    budget = AmountField(
        label=_("Estimated budget"),
        required=False,
        help_text=_("Leave empty if not known. An estimate does not bind anyone."),
    )
    own_share = ShareField(
        label=_("Your own share, in per cent"), help_text=_("What your country adds in money or in kind.")
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.NORMAL
    )
    is_open_to_partners = YesNoField(
        label=_("May partners see it once admitted?"),
        yes=_("Yes, open it to partner agencies and Southern providers"),
        no=_("No, the regional office proposes matches only to us"),
        initial=True,
    )

    goes_with = {"currency": "budget"}

    def __init__(self, *args, needs, is_complete=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = needs
        offered = needs.count()
        self.fields["needs"].help_text = (
            ngettext("%(count)d need from your assessments.", "%(count)d needs from your assessments.", offered)
            % {"count": offered}
            if offered
            else _("Your country has no adopted needs yet. You can submit the request without one.")
        )
        for name in ("theme", "asked"):
            self.fields[name].required = is_complete

    def clean_wished_start(self):
        value = self.cleaned_data["wished_start"]
        if not value or value == self.initial.get("wished_start"):
            return value
        partial_dates.validate(value)
        if partial_dates.latest(value) < clock.today():
            raise ValidationError(_("Enter a preferred start date in the future."))
        return value


class ParticipantsForm(RecordForm):
    """The second part: who took part in preparing the request."""

    stakeholders = forms.CharField(
        label=_("Who took part"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
        help_text=_(
            "Ministries, local authorities, communities, science, business and others. State how many women and "
            "men took part, if you know; the screening asks for it."
        ),
    )


class WithdrawForm(ActForm):
    reason = forms.CharField(
        label=_("Why the request is withdrawn"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_(
            "It remains in the portal. The regional office can read it if the request has been submitted before."
        ),
        error_messages={"required": _("Explain in one sentence why the request is withdrawn.")},
    )


class CloseForm(ActForm):
    """The Government accepts what was delivered, judges it, and says which needs are met."""

    RATINGS = [
        (5, _("5 – fully what we asked for")),
        (4, _("4 – good, with minor shortcomings")),
        (3, _("3 – useful, but only in part")),
        (2, _("2 – of little use")),
        (1, _("1 – not what we asked for")),
    ]

    rating = forms.TypedChoiceField(
        label=_("How well does what was delivered fulfil the request?"),
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a rating from 1 to 5."),
            "invalid_choice": _("Choose a rating from 1 to 5."),
        },
    )
    rating_comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("What worked, what did not, what others should know."),
    )

    def __init__(self, *args, needs, **kwargs):
        """One question for each need of the request, so that none is passed over in silence."""
        super().__init__(*args, **kwargs)
        self.needs = {f"met_{need.pk}": need for need in needs}
        for name, need in self.needs.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Is this need met? %(code)s: %(statement)s") % {"code": need.code, "statement": need.statement},
                choices=[("yes", _("Yes, it is met")), ("no", _("No, not yet or not fully"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose whether %(code)s is met.") % {"code": need.code},
                    "invalid_choice": _("Choose whether %(code)s is met.") % {"code": need.code},
                },
            )

    def written(self) -> dict:
        return {
            "rating": self.cleaned_data["rating"],
            "rating_comment": self.cleaned_data["rating_comment"],
            "met_needs": [need for name, need in self.needs.items() if self.cleaned_data[name] == "yes"],
        }


class MessageForm(ActForm):
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Write the message.")},
    )
    language = LanguageField(_("Language of the message"))


class VerifyForm(ActForm):
    evidence = forms.CharField(
        label=_("Evidence of the result"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("Name the document, visit or measurement that you have seen."),
        error_messages={"required": _("Name the evidence that you have seen.")},
    )
