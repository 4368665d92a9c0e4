"""The tokens with which systems of partner agencies call the API."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions, policies
from accounts.forms import ReasonForm, TokenForm
from accounts.kinds import TOKENS
from accounts.models import ApiToken
from accounts.signing_in.reauthentication import fresh_sign_in_required
from accounts.sockets import agency_names
from core.forms.views import answer_form, forms_only, page, typed
from core.http.parameters import refuse_unknown
from core.lists.columns import DAY, Column
from core.lists.views import RecordListView, in_order


class TokenList(LoginRequiredMixin, RecordListView):
    """An agency's own tokens; the secretariat sees those of all."""

    kind = TOKENS
    template_name = "accounts/token_list.html"
    columns = (
        Column("name", gettext_lazy("Token"), "accounts/cells/token_name.html", sort=("name",)),
        Column("made", gettext_lazy("Made by"), "accounts/cells/token_made.html", sort=("-created_at",)),
        Column("scopes", gettext_lazy("What it may do"), "accounts/cells/token_scopes.html"),
        Column("expires", gettext_lazy("Ends"), DAY, sort=("expires_at",), field="expires_at"),
        Column(
            "last_used",
            gettext_lazy("Last used"),
            DAY,
            sort=("last_used_on", "name"),
            field="last_used_on",
            empty=gettext_lazy("never"),
        ),
        Column("state", gettext_lazy("State"), "accounts/cells/token_state.html"),
    )
    row_name = "token"
    default_order = "made"

    def get_queryset(self):
        if not policies.can_see_tokens(self.request.user):
            raise PermissionDenied
        return super().get_queryset().select_related("account")

    def read_rows(self, keys):
        return self.kind.serializer(in_order(self.get_queryset(), keys), many=True).data

    def with_facts(self, rows):
        names = {}
        for of_floor in agency_names.ask([token.account for token in rows]):
            names |= of_floor
        for token in rows:
            token.agency_name = names.get(token.account_id, "")
        return rows

    def get_context(self):
        return {"may_create": policies.can_create_own_token(self.request.user)}


@login_required
@forms_only
@fresh_sign_in_required
def token_new(request):
    """The token is shown in the answer to the form and nowhere else; the form sent again does not show it again."""
    refuse_unknown(request.GET, ())
    if not policies.can_create_own_token(request.user):
        raise PermissionDenied
    made = []

    def make(form):
        token, text = actions.create_token(request.user, by=request.user, **form.cleaned_data)
        made.append({"token": token, "text": text})
        return token

    show = page(request, "accounts/token_new.html")
    answer = answer_form(request, TokenForm(typed(request)), make=make, done=lambda token: list_address(), show=show)
    if made:
        return render(request, "accounts/token_made.html", made[0])
    if answer.status_code == 302:
        said = _(
            "The form was sent twice and made one token. The token stood in the first answer; "
            "if you did not see it there, revoke it and make another."
        )
        messages.warning(request, said)
    return answer


@login_required
@forms_only
def token_revoke(request, prefix):
    refuse_unknown(request.GET, ())
    if not policies.can_see_tokens(request.user):
        raise PermissionDenied
    visible = ApiToken.objects.visible_to(request.user).select_related("account")
    token = get_object_or_404(visible, prefix=prefix)

    def done(token):
        messages.success(request, _("The token “%(name)s” opens no door any more.") % {"name": token.name})
        return list_address()

    return answer_form(
        request,
        ReasonForm(typed(request)),
        make=lambda form: actions.revoke_token(token, by=request.user, **form.cleaned_data),
        done=done,
        show=page(request, "accounts/token_revoke.html", token=token),
    )


def list_address() -> str:
    return reverse("accounts:token_list")
