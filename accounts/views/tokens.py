"""The tokens with which systems of partner agencies call the API."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import actions, policies
from accounts.filters import TokenFilter
from accounts.forms import ReasonForm, TokenForm
from accounts.hooks import agency_names
from accounts.models import ApiToken
from accounts.signing_in.reauthentication import fresh_sign_in_required
from core.forms.views import answer_form, forms_only, page, typed
from core.http.parameters import refuse_unknown
from core.lists.exports import Column
from core.lists.views import RecordListView


class TokenList(LoginRequiredMixin, RecordListView):
    """An agency's own tokens; the secretariat sees those of all."""

    template_name = "accounts/token_list.html"
    filterset_class = TokenFilter
    sorts = {
        "made": ("-created_at",),
        "name": ("name",),
        "expires": ("expires_at",),
        "last_used": ("last_used_on", "name"),
    }
    file_name = "tokens"
    columns = (
        Column("prefix", lambda token: token.prefix),
        Column("name", lambda token: token.name),
        Column("made_by", lambda token: token.account.name),
        Column("scopes", lambda token: token.scopes),
        Column("created_on", lambda token: token.created_at.date()),
        Column("expires_on", lambda token: token.expires_at.date()),
        Column("last_used_on", lambda token: token.last_used_on),
        Column("state", lambda token: token.state),
    )

    def get_queryset(self):
        reader = self.request.user
        if not policies.can_see_tokens(reader):
            raise PermissionDenied
        return ApiToken.objects.visible_to(reader).select_related("account")

    def with_facts(self, rows):
        names = agency_names([token.account for token in rows])
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
