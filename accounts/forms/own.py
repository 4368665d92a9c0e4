"""What people type about their own account, their agency's tokens, and behind the link of an invitation."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.actions import TOKEN_DAYS, TOKEN_DAYS_AT_MOST
from accounts.choices import Scope
from core.forms.base import ActForm
from core.text.languages import Language

LONGEST_PASSWORD = 128
LONGEST_REASON = 500


class OwnAccountForm(ActForm):
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter your name as others should see it.")}
    )
    language = forms.ChoiceField(
        label=_("Language of emails"),
        choices=Language.choices,
        help_text=_("You can choose the language of the pages at the top or bottom of every page."),
    )
    wants_letters = forms.BooleanField(
        label=_("Email me about activity on records that concern me"),
        required=False,
        help_text=_("You are always notified by email of what needs your signature."),
    )


class TokenForm(ActForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("The system that will use it, for example “Project register”."),
        error_messages={"required": _("Enter the name of the system that will use the token.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("Choose only what the system needs. So far, the API can only be used for reading."),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the token may do.")},
    )
    days = forms.IntegerField(
        label=_("Days until it expires"),
        initial=TOKEN_DAYS,
        min_value=1,
        max_value=TOKEN_DAYS_AT_MOST,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={
            name: _("Enter a number of days from 1 to 365.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )


class ReasonForm(ActForm):
    """Why something ends or begins, for whoever reads it later."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, error_messages={"required": _("Enter a reason.")}
    )


class ChoosePasswordForm(ActForm):
    """A new password, typed twice."""

    unwritten = ("again",)
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_(
            "12 to 128 characters of any kind. Several words that have nothing to do with each other or with you are "
            "easy to remember and hard to guess."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("Repeat the password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password a second time.")},
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.account)
        return self.cleaned_data["password"]

    def clean_again(self):
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise forms.ValidationError(_("The two passwords are not the same. Enter both again."))
        return self.cleaned_data["again"]
