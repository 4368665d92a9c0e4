"""How allauth behaves in the portal: nobody signs up, limits and letters are our own, and so are the words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccountVerb
from accounts.signing_in import credentials, known_devices, reauthentication
from accounts.signing_in.devices import device_of
from core.http import request_context
from core.http.addresses import client_network

# The letters that allauth would write of a change: what the audit says of it instead, and our own letter.
FACTOR_CHANGES = {
    "mfa/email/totp_activated": (AccountVerb.FACTOR_ADDED, "factor_added"),
    "mfa/email/webauthn_added": (AccountVerb.FACTOR_ADDED, "factor_added"),
    "mfa/email/totp_deactivated": (AccountVerb.FACTOR_REMOVED, "factor_removed"),
    "mfa/email/webauthn_removed": (AccountVerb.FACTOR_REMOVED, "factor_removed"),
    "mfa/email/recovery_codes_generated": (AccountVerb.RECOVERY_CODES_RENEWED, "recovery_codes_renewed"),
}
# What the next page says; of everything else allauth would say the page itself tells.
NOTICES = {
    "mfa/messages/totp_activated.txt": _(
        "The authenticator app has been set up. You will be asked for its code from your next sign-in."
    ),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app has been removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey has been added. You can sign in with it from now on."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed. Delete it from your device as well."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Named in the settings; allauth asks it at every step of a sign-in."""

    def is_open_for_signup(self, request):
        """Accounts are by invitation only."""
        return False

    def is_safe_url(self, url):
        """``next`` leads to a page of this portal, written without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request):
        """Pages are answered with pages, whatever a header says; only the script of passkeys asks for data."""
        return request.path == reverse("mfa_login_webauthn") and request.headers.get("Accept") == "application/json"

    def get_client_ip(self, request):
        """What is kept of an address: its network, never the whole."""
        return client_network(request)

    def get_login_stages(self):
        """After the password nothing but the second factor: addresses were proved by the invitation."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request, **credentials):
        """allauth would count in the cache here; accounts.signing_in.lockout has counted before."""

    def respond_user_inactive(self, request, user):
        """A passkey of a disabled account opens as little as one that nobody knows."""
        return self.refuse_passkey(request)

    def refuse_passkey(self, request):
        messages.error(request, gettext("This passkey cannot be used to sign in here. Sign in with your password."))
        return HttpResponseRedirect(reverse("accounts:sign_in"))

    def post_login(self, request, user, **hook_arguments):
        response = super().post_login(request, user, **hook_arguments)
        credentials.note_sign_in(user, is_new_device=not known_devices.browser_of(request, user))
        known_devices.remember(request, response, user)
        return response

    def logout(self, request):
        credentials.note_sign_out(request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app, **kwargs):
        """allauth does not count the sign-in itself as fresh; the requirement does."""
        return not reauthentication.is_fresh(self.request)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": words[method["id"]]} for method in methods]

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        if notice := message or NOTICES.get(message_template):
            messages.add_message(request, level, notice, extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        verb, notice = FACTOR_CHANGES[template_prefix]
        credentials.note_factor_change(user, verb=verb, notice=notice)


class FactorAdapter(DefaultMFAAdapter):
    """The same for second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code or passkey is incorrect. Try again."),
        "cannot_delete_authenticator": _("This is your only second factor. Set up another one before you remove it."),
    }

    def can_delete_authenticator(self, authenticator):
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return not settings.REQUIRE_MFA or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def build_totp_svg(self, url):
        """Our page draws the code itself (accounts.views.signing_in.factors.qr_path)."""
        return ""

    def generate_authenticator_name(self, user, type):
        """A passkey is called as its device until its owner says otherwise."""
        return device_of(request_context.current().user_agent) or gettext("Passkey")

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}
