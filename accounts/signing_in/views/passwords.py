"""Changing one's password, and a new one for whoever forgot it."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import ChoosePasswordForm
from accounts.signing_in import credentials, mailed_links
from accounts.signing_in.forms import ChangePasswordForm
from accounts.signing_in.views.link_requests import ask_for_link
from core.errors import RuleBroken
from core.forms.views import forms_only, is_right, typed
from core.http.parameters import refuse_unknown


@login_required
@sensitive_post_parameters()
@forms_only
def password_change(request):
    """The old password is asked on the same page, so nothing typed here is ever kept on the way."""
    refuse_unknown(request.GET, ())
    form = ChangePasswordForm(typed(request), account=request.user)
    if is_right(request, form):
        account = credentials.change_password(request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, account)
        messages.success(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("accounts:account_detail")
    return render(request, "accounts/password_change.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@forms_only
def password_reset(request):
    """A link to the address, if an account has it; the answer and its time are the same if none has."""
    return ask_for_link(
        request,
        "accounts/password_reset.html",
        send=credentials.ask_for_reset,
        said=_("If there is an account with this address, a link for a new password is on its way to it."),
    )


@never_cache
@sensitive_post_parameters()
@forms_only
def password_reset_choose(request):
    """Behind the mailed link. The key is a parameter, whose value no log keeps."""
    refuse_unknown(request.GET, ["key"])
    key = request.GET.get("key", "")
    account = mailed_links.RESET.account_of(key)
    if account is None:
        return link_is_over(request)
    form = ChoosePasswordForm(typed(request), account=account)
    if is_right(request, form):
        try:
            credentials.reset_password(key, password=form.cleaned_data["password"])
        except RuleBroken:  # somebody was quicker with the same link
            return link_is_over(request)
        messages.success(request, _("Your password is set. Sign in with your e-mail address and the password."))
        return redirect("accounts:sign_in")
    context = {"form": form, "account": account}
    return render(request, "accounts/password_reset_choose.html", context, status=422 if form.errors else 200)


def link_is_over(request):
    """The same answer for a link that was used, that has run out, or that the portal never made."""
    return render(request, "accounts/link_over.html", {"again": reverse("accounts:password_reset")}, status=404)
