"""What happens to the session of whoever is signed in, and to whoever tries too often."""

import math

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import redirect, render

from accounts.signing_in import lockout
from core import clock

# What somebody without a second factor may still open: to set one up, and to leave.
OPEN_WITHOUT_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "accounts:sign_out",
    "set_language",
    "healthz",
    "readyz",
}


class SessionUseMiddleware:
    """Writes down that a session is in use, from which its idle time counts anew."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.session.is_to_be_noted():
            request.session.modified = True
        return self.get_response(request)


class SecondFactorMiddleware:
    """A signed-in person who needs a second factor and has none is led to set one up, and reaches nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named_arguments):
        is_open = request.resolver_match.view_name in OPEN_WITHOUT_FACTOR
        if is_open or not settings.REQUIRE_MFA or not request.user.is_authenticated or has_factor(request):
            return None
        return redirect("mfa_index")


def has_factor(request) -> bool:
    """Whoever signed in with a factor is not looked up at every page."""
    if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        return True
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return factors.filter(user=request.user).exists()


class ClosedMiddleware:
    """Too many passwords, codes or letters: 429, with the time after which to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, lockout.Closed):
            return None
        seconds = max(1, math.ceil((exception.until - clock.now()).total_seconds()))
        context = {
            "minutes": math.ceil(seconds / 60),
            "only_by_link": exception.limit is lockout.ACCOUNT,
            "link_helps": exception.limit in lockout.AT_SIGN_IN,
            "are_letters": exception.limit in lockout.FOR_LETTERS,
        }
        response = render(request, "429.html", context, status=429)
        response["Retry-After"] = str(seconds)
        return response
