"""Signing in and out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.signing_in import SecondFactorForm, SecondPasskeyForm, SignInForm, SignInPasskeyForm
from accounts.signing_in import credentials, mailed_links, reauthentication
from accounts.views.signing_in.known_fields import KnownFields
from accounts.views.signing_in.mailed import LinkRequest
from accounts.views.signing_in.passkeys import as_json
from core.forms.sent import refuse_foreign_fields
from core.http.parameters import refuse_unknown


class SignIn(KnownFields, LoginView):
    """A new session begins here; afterwards the reader goes on to ``next`` if it is an address of this portal."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "accounts/sign_in.html"
    form_class = SignInForm
    also_sent = ("next",)

    def get(self, request, *args, **kwargs):
        refuse_unknown(request.GET, ["next"])
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SecondFactor(KnownFields, AuthenticateView):
    """The second step: a code, or a passkey as the second factor. Nobody comes here without the first step."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "accounts/second_factor.html"
    also_sent = ("credential",)  # of its other form

    def get_form_class(self):
        return SecondFactorForm

    def get_webauthn_form_class(self):
        return SecondPasskeyForm

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        request_options = context.pop("js_data")["request_options"]
        has_passkey = bool(request_options["publicKey"].get("allowCredentials"))
        return context | {"passkey_options": as_json(request_options) if has_passkey else ""}


class PasskeySignIn(KnownFields, LoginWebAuthnView):
    """Signing in with a passkey alone: it proves the device and its owner. GET is for the page's script."""

    http_method_names = ["get", "head", "post", "options"]
    also_sent = ("next",)

    def get_form_class(self):
        return SignInPasskeyForm

    def form_invalid(self, form):
        return get_adapter().refuse_passkey(self.request)


class SignOut(LogoutView):
    """The session ends by a form only, so that no link of another site can end it."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        refuse_foreign_fields(request)
        return super().post(request, *args, **kwargs)


class SignInLinkRequest(LinkRequest):
    """While passwords are closed for an account its owner signs in by a mailed link; nobody else learns of it."""

    template_name = "accounts/link_request.html"
    said = _(
        "If sign-in by password is blocked for an account with this email address, a sign-in link has been sent to it."
    )

    def act(self, *, email):
        credentials.ask_for_sign_in_link(self.request, email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_open(request):
    """Behind the mailed link: one press signs in, because mail programs open links by themselves."""
    refuse_unknown(request.GET, ["key"])
    key = request.GET.get("key", "")
    is_pressed = request.method == "POST"
    if is_pressed:
        refuse_foreign_fields(request)
    account = credentials.use_sign_in_link(key) if is_pressed else mailed_links.SIGN_IN.account_of(key)
    if account is None:
        return render(request, "accounts/link_over.html", {"again": reverse("accounts:link_request")}, status=404)
    if not is_pressed:
        return render(request, "accounts/link_open.html")
    record_authentication(request, account, method=reauthentication.LINK)
    return perform_login(request, Login(user=account, email=account.email))
