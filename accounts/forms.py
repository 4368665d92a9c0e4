"""What people type to sign in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password. A wrong password, an unknown address and a disabled account get the same sentence."""

    error_messages = {
        "invalid_login": _(
            "This e-mail address and password do not go together. Check both, and mind capital letters."
        ),
        "inactive": _("This e-mail address and password do not go together. Check both, and mind capital letters."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget.attrs |= {"type": "email", "autocomplete": "username"}
        self.fields["username"].widget.input_type = "email"
