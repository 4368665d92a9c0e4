"""What the pages have in common on which a person asks for a mailed link, or chooses a password behind one."""

from django.shortcuts import render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms.own import ChoosePasswordForm
from accounts.forms.signing_in import AskForLinkForm
from accounts.signing_in import known_devices
from core.forms.views import ActFormView


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SecretForm(ActFormView):
    """A form of which nothing is kept, not even the digest by which a second press is known."""

    def is_allowed(self):
        return True  # whoever knows the password, or has the link

    def do(self, act, finish):
        return resolve_url(finish(act()))


class PasswordForm(SecretForm):
    """A new password; strangers' guesses do not keep out the browser in which it was chosen."""

    account = None  # whose password it is from now on

    def do(self, act, finish):
        self.account = act()
        return resolve_url(finish(self.account))

    def answer(self, form):
        response = super().answer(form)
        if self.account:
            known_devices.remember(self.request, response, self.account)
        return response


@method_decorator(never_cache, name="dispatch")
class LinkRequest(SecretForm):
    """Take an address and write to it; the answer is the same whether or not an account has it."""

    form_class = AskForLinkForm
    is_public = True

    def leads_to(self, done):
        return "accounts:sign_in"


@method_decorator(never_cache, name="dispatch")
class PasswordChoice(PasswordForm):
    """A new password behind a mailed link, whose key is a parameter: no log keeps its value.

    The answer is the same for a link that was used, that has run out, or that the portal never made, and for one with
    which somebody else was quicker.
    """

    form_class = ChoosePasswordForm
    is_public = True
    parameters = ("key",)
    said = _("Your password has been set. Sign in with your email address and password.")
    template_when_over: str

    def get_account(self):
        raise NotImplementedError

    def get_form_options(self):
        return {"account": self.get_account()}

    def get_context(self, form):
        return {"account": self.get_account()}

    def leads_to(self, done):
        return "accounts:sign_in"

    def explain(self, broken):
        return render(self.request, self.template_when_over, self.get_way_to_another(), status=404)

    def get_way_to_another(self) -> dict:
        """What the page says about getting a new link."""
        return {}
