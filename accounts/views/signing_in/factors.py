"""One's second factors: authenticator app, passkeys, recovery codes. allauth does the work, the pages are ours."""

import qrcode
from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from accounts.forms.signing_in import AddAppForm, AddPasskeyForm, CodeAgainForm, PasskeyAgainForm, PasswordAgainForm
from accounts.views.signing_in.known_fields import KnownFields
from accounts.views.signing_in.passkeys import as_json
from core.http.parameters import refuse_unknown

QR_MARGIN = 4


class FactorPage(KnownFields):
    """What the pages of this file have in common."""

    http_method_names = ["get", "head", "post", "options"]
    parameters = ()
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request, *args, **kwargs):
        refuse_unknown(request.GET, self.parameters)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        """The same form for judging and for showing, so that nothing is judged twice."""
        if not hasattr(self, "_form"):
            self._form = super().get_form(form_class)
        return self._form

    def form_valid(self, form):
        """What opens the account has changed, or was shown again: the session goes on under a new key."""
        response = super().form_valid(form)
        self.request.session.cycle_key()
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ProofPage(FactorPage):
    """A fresh proof of who is there; afterwards the reader goes on to ``next`` with what had been sent."""

    parameters = also_sent = ("next",)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"alternatives": context["reauthentication_alternatives"]}


class PasswordAgain(ProofPage, ReauthenticateView):
    template_name = "accounts/proof_by_password.html"

    def get_form_class(self):
        return PasswordAgainForm


class CodeAgain(ProofPage, ReauthenticateByCodeView):
    template_name = "accounts/proof_by_code.html"

    def get_form_class(self):
        return CodeAgainForm


class PasskeyAgain(ProofPage, ReauthenticateWebAuthnView):
    template_name = "accounts/proof_by_passkey.html"

    def get_form_class(self):
        return PasskeyAgainForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"form": self.get_form(), "options": as_json(context.pop("js_data")["request_options"])}


class FactorList(FactorPage, IndexView):
    """Which factors there are, and what can be added. Whoever needs one and has none is led here."""

    http_method_names = ["get", "head", "options"]
    template_name = "accounts/factor_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        factors = context["authenticators"]
        app, codes = factors.get(Authenticator.Type.TOTP), factors.get(Authenticator.Type.RECOVERY_CODES)
        return context | {
            "app": app and app.instance,
            "passkeys": [
                {"pk": key.instance.pk, "name": key.name, "factor": key.instance}
                for key in factors.get(Authenticator.Type.WEBAUTHN, [])
            ],
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "is_required": settings.REQUIRE_MFA,
        }


class AppAdd(FactorPage, ActivateTOTPView):
    template_name = "accounts/app_add.html"

    def get_form_class(self):
        return AddAppForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        modules = qr_modules(context["totp_url"])
        secret = context["form"].secret
        return context | {
            "qr_size": len(modules),
            "qr_path": qr_path(modules),
            "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        }


def qr_modules(text: str) -> list[list[bool]]:
    """The signs of the code, row by row, with the quiet margin that readers need."""
    code = qrcode.QRCode(border=QR_MARGIN)
    code.add_data(text)
    return code.get_matrix()


def qr_path(modules: list[list[bool]]) -> str:
    """The dark signs as one path of unit squares."""
    return "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark)


class AppRemove(FactorPage, DeactivateTOTPView):
    template_name = "accounts/app_remove.html"


class PasskeyAdd(FactorPage, AddWebAuthnView):
    template_name = "accounts/passkey_add.html"

    def get_form_class(self):
        return AddPasskeyForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"form": self.get_form(), "options": as_json(context.pop("js_data")["creation_options"])}


class PasskeyRemove(FactorPage, RemoveWebAuthnView):
    template_name = "accounts/passkey_remove.html"

    def form_valid(self, form):
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)


@method_decorator(login_required, name="dispatch")
class RecoveryCodes(FactorPage, ViewRecoveryCodesView):
    """The codes, shown once."""

    http_method_names = ["get", "head", "options"]
    template_name = "accounts/recovery_codes.html"


@method_decorator(login_required, name="dispatch")
class RecoveryCodesRenew(FactorPage, GenerateRecoveryCodesView):
    template_name = "accounts/recovery_codes_renew.html"
    success_url = reverse_lazy("mfa_view_recovery_codes")
