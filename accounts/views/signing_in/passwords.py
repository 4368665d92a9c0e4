"""Changing one's password, and a new one for whoever forgot it."""

from django.contrib.auth import update_session_auth_hash
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms.signing_in import ChangePasswordForm
from accounts.signing_in import credentials, mailed_links
from accounts.views.signing_in.mailed import LinkRequest, PasswordChoice, PasswordForm
from core.errors import RuleBroken


class PasswordChange(PasswordForm):
    """The old password is asked on the same page, so nothing typed here is ever kept on the way."""

    form_class = ChangePasswordForm
    template_name = "accounts/password_change.html"
    said = _("Your password has been changed. You have been signed out on all other devices.")

    def get_form_options(self):
        return {"account": self.reader}

    def act(self, **values):
        account = credentials.change_password(self.reader, **values)
        update_session_auth_hash(self.request, account)
        return account

    def leads_to(self, done):
        return "accounts:account_detail"


class PasswordReset(LinkRequest):
    """A link to the address, if an account has it; the answer and its time are the same if none has."""

    template_name = "accounts/password_reset.html"
    said = _("If there is an account with this email address, a link for choosing a new password has been sent to it.")

    def act(self, *, email):
        credentials.ask_for_reset(self.request, email)


class PasswordResetChoose(PasswordChoice):
    template_name = "accounts/password_reset_choose.html"
    template_when_over = "accounts/link_over.html"

    def get_record(self):
        account = mailed_links.RESET.account_of(self.request.GET.get("key", ""))
        if account is None:
            raise RuleBroken(_("This link has already been used or has expired. Ask for a new one."))
        return account

    def get_account(self):
        return self.record

    def act(self, **values):
        return credentials.reset_password(self.request.GET["key"], **values)

    def get_way_to_another(self):
        return {"again": reverse("accounts:password_reset")}
