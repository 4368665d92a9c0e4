"""The page behind the link of an invitation."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.forms import ChoosePasswordForm
from accounts.models import Invitation
from core.errors import RuleBroken
from core.forms.views import forms_only, typed
from core.http.parameters import refuse_unknown


@never_cache
@sensitive_post_parameters()
@forms_only
def invitation_accept(request):
    """The invited person chooses a password. The key is a parameter, whose value no log keeps."""
    refuse_unknown(request.GET, ["key"])
    pk = Invitation.pk_of(request.GET.get("key", ""))
    invitation = Invitation.objects.select_related("account").filter(pk=pk).first()
    if invitation is None or not invitation.is_open():
        return link_is_over(request)
    account = invitation.account
    form = ChoosePasswordForm(typed(request), account=account)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(invitation, password=form.cleaned_data["password"])
        except RuleBroken:  # somebody was quicker with the same link
            return link_is_over(request)
        messages.success(request, _("Your password is set. Sign in with your e-mail address and the password."))
        return redirect("accounts:sign_in")
    context = {"form": form, "account": account, "expires_at": invitation.expires_at}
    return render(request, "accounts/invitation_accept.html", context, status=422 if form.errors else 200)


def link_is_over(request):
    """The same answer for a link that was used, that has run out, or that the portal never made."""
    return render(request, "accounts/invitation_over.html", status=404)
