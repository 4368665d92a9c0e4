"""One's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import actions, policies
from accounts.forms import OwnAccountForm
from core.forms.views import answer_form, forms_only, page, typed
from core.http.parameters import refuse_unknown


@login_required
@require_safe
def account_detail(request):
    """Who is signed in, and for whom this account speaks."""
    refuse_unknown(request.GET, ())
    context = {
        "may_see_tokens": policies.can_see_tokens(request.user),
        "may_manage_accounts": policies.can_manage_accounts(request.user),
    }
    return render(request, "accounts/account_detail.html", context)


@login_required
@forms_only
def account_edit(request):
    """The own name, and in which language and whether letters come; the rest is the secretariat's."""
    refuse_unknown(request.GET, ())
    account = request.user
    written = {name: getattr(account, name) for name in OwnAccountForm.base_fields}

    def done(account):
        messages.success(request, _("Your account is saved."))
        return reverse("accounts:account_detail")

    return answer_form(
        request,
        OwnAccountForm(typed(request), initial=written),
        make=lambda form: actions.edit_own_account(account, **form.cleaned_data),
        done=done,
        show=page(request, "accounts/account_edit.html"),
    )
