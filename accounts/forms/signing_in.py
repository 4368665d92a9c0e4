"""What people type to sign in, to prove once more who they are, and to keep their factors and password."""

import re
import struct

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext_lazy as _

from accounts.forms.own import LONGEST_PASSWORD, ChoosePasswordForm
from accounts.signing_in import credentials, lockout, reauthentication
from core.forms.base import ActForm
from core.text.json_reading import read_json

WRONG_PASSWORD = _("This password is incorrect. Check capital letters and the keyboard language.")
WRONG_CODE = _("This code is incorrect. Wait for the next one and enter it within 30 seconds.")


def password_field(label):
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


def code_field(**options):
    return forms.CharField(
        max_length=20, widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}), **options
    )


class SignInForm(forms.Form):
    """E-mail and password. A wrong password, an unknown address and a disabled account get the same sentence."""

    username = forms.EmailField(label=_("Email address"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = password_field(_("Password"))

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        if self.errors:
            return self.cleaned_data
        if not credentials.judge(self.request, self.cleaned_data["username"], self._authenticates):
            raise forms.ValidationError(
                _("The email address or password is incorrect. Check both, including capital letters.")
            )
        return self.cleaned_data

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def login(self, request, redirect_url=None):
        """The first step is done; a second factor or the desk follows."""
        login = Login(user=self.user, email=self.user.email, redirect_url=redirect_url)
        return perform_password_login(request, {"email": self.user.email}, login)

    def _authenticates(self):
        self.user = get_adapter().authenticate(
            self.request, email=self.cleaned_data["username"], password=self.cleaned_data["password"]
        )
        return self.user is not None


class JudgedCode(forms.Form):
    """A code of the second factor: counted like a password, and good for one time only."""

    code = code_field(
        label=_("Code"),
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self):
        by_link = reauthentication.is_by_link(context.request, self.user)
        if not credentials.judge(context.request, self.user.email, self._fits, by_link=by_link):
            raise forms.ValidationError(WRONG_CODE)
        return self.cleaned_data["code"]

    def _fits(self):
        try:
            code = super().clean_code()
        except forms.ValidationError:
            return False
        if self.authenticator.type != Authenticator.Type.TOTP:  # a recovery code is struck out by its use
            return True
        digits = re.sub("[^0-9]", "", code)
        return lockout.allows(lockout.CODE.of(f"{self.authenticator.pk}", digits))


class SecondFactorForm(JudgedCode, code_forms.AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(JudgedCode, code_forms.ReauthenticateForm):
    """A fresh proof by code."""


class PasswordAgainForm(forms.Form):
    """A fresh proof by password."""

    password = password_field(_("Password"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        return own_password(self.user, self.cleaned_data["password"])


def own_password(user, password):
    """The password if it is the user's, counted in the session; otherwise ValidationError.

    A hash of former parameters is renewed at the sign-in only: here it would end the session that is proved.
    """
    if not credentials.judge(context.request, user.email, lambda: check_password(password, user.password)):
        raise forms.ValidationError(WRONG_PASSWORD)
    return password


class AddAppForm(ActivateTOTPForm):
    """The first code proves that the app holds the key."""

    code = code_field(label=_("Code from the app"), error_messages={"required": _("Enter the code shown in the app.")})


# What allauth and its library raise for a text that is no passkey at all, or one whose binary parts hold anything.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
NO_PASSKEY = _("That did not work as a passkey. Try again.")


class PasskeyField(forms.JSONField):
    """What the browser sends of a passkey. It is good for one time: the page that is shown again asks for it anew."""

    widget = forms.HiddenInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return read_json(value)
        except ValueError:
            raise forms.ValidationError(NO_PASSKEY, code="invalid") from None

    def bound_data(self, data, initial):
        return initial


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """A passkey always signs in by itself: it proves the device and its owner in one."""

    passwordless = None
    credential = PasskeyField()
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("A name by which you will recognize it, for example “Office computer”."),
        error_messages={"required": _("Enter a name for the passkey.")},
    )

    def clean(self):
        try:
            return super().clean()
        except UNREADABLE:
            raise forms.ValidationError(NO_PASSKEY) from None


class ShownPasskey(forms.Form):
    """A passkey that exists; there is nothing in it that could be guessed, so nothing is counted."""

    credential = PasskeyField()

    def clean_credential(self):
        try:
            return super().clean_credential()
        except UNREADABLE:
            raise forms.ValidationError(NO_PASSKEY) from None


class SignInPasskeyForm(ShownPasskey, passkey_forms.LoginWebAuthnForm):
    """Signing in without a password."""


class SecondPasskeyForm(ShownPasskey, passkey_forms.AuthenticateWebAuthnForm):
    """The second step of signing in."""


class PasskeyAgainForm(ShownPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    """A fresh proof by passkey."""


class ChangePasswordForm(ChoosePasswordForm):
    """The old password proves who asks."""

    unwritten = ("again", "current")
    current = password_field(_("Current password"))
    field_order = ["current"]

    def clean_current(self):
        return own_password(self.account, self.cleaned_data["current"])


class AskForLinkForm(ActForm):
    email = forms.EmailField(label=_("Email address"), widget=forms.EmailInput({"autocomplete": "username"}))

    def clean_email(self):
        return self.cleaned_data["email"].lower()
