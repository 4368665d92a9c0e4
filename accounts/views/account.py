"""One's own account."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import actions, policies
from accounts.forms.own import OwnAccountForm
from core.forms.views import ActFormView
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


class AccountEdit(ActFormView):
    """The own name, and in which language and whether letters come; the rest is the secretariat's."""

    form_class = OwnAccountForm
    template_name = "accounts/account_edit.html"
    said = _("Your changes have been saved.")

    def get_record(self):
        return self.reader

    def is_allowed(self):
        return True  # everybody's own

    def get_initial(self):
        return OwnAccountForm.initial_from(self.record)

    def act(self, **values):
        return actions.edit_own_account(self.record, **values)

    def leads_to(self, done):
        return "accounts:account_detail"
