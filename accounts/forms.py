"""What people type to sign in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """E-mail and password. A wrong password, an unknown address and a disabled account get the same sentence."""

    username = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        if self.errors:
            return self.cleaned_data
        user = get_adapter().authenticate(self.request, **self._credentials())
        if user is None:
            raise forms.ValidationError(
                _("This e-mail address and password do not go together. Check both, and mind capital letters.")
            )
        self.user = user
        return self.cleaned_data

    def login(self, request, redirect_url=None):
        """The first step is done; a second factor or the desk follows."""
        credentials = self._credentials()
        login = Login(user=self.user, email=credentials["email"], redirect_url=redirect_url)
        return perform_password_login(request, credentials, login)

    def _credentials(self):
        return {"email": self.cleaned_data["username"].lower(), "password": self.cleaned_data["password"]}
