"""The tokens with which systems of partner agencies call the API."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from accounts import actions, policies
from accounts.forms.own import ReasonForm, TokenForm
from accounts.hooks import agency_names
from accounts.kinds import TOKENS
from accounts.models import ApiToken
from accounts.signing_in.reauthentication import FreshSignInRequired
from core.forms.views import ActFormView
from core.lists.columns import DAY, Column
from core.lists.views import RecordListView, in_order
from core.pages.rows import Row


class TokenList(LoginRequiredMixin, RecordListView):
    """An agency's own tokens; the secretariat sees those of all."""

    kind = TOKENS
    template_name = "accounts/token_list.html"
    columns = (
        Column("name", _("Token"), "accounts/cells/token_name.html", sort=("name",)),
        Column("made", _("Created by"), "accounts/cells/token_made.html", sort=("-created_at",)),
        Column("scopes", _("What it may do"), "accounts/cells/token_scopes.html"),
        Column("expires", _("Expires"), DAY, sort=("expires_at",), field="expires_at"),
        Column(
            "last_used",
            _("Last used"),
            DAY,
            sort=("last_used_on", "name"),
            field="last_used_on",
            empty=_("never"),
        ),
        Column("state", _("Status"), "accounts/cells/token_state.html"),
    )
    row_name = "token"
    default_order = "made"

    def get_queryset(self):
        if not policies.can_see_tokens(self.request.user):
            raise PermissionDenied
        return super().get_queryset().select_related("account")

    def read_rows(self, keys):
        return self.kind.serializer(in_order(self.get_queryset(), keys), many=True).data

    def prepare_rows(self, rows):
        names = agency_names([token.account for token in rows])
        return [Row(token, agency_name=names.get(token.account_id, "")) for token in rows]

    def get_context(self):
        return {"may_create": policies.can_create_own_token(self.request.user)}


class TokenNew(FreshSignInRequired, ActFormView):
    """The token is shown in the answer to the form and nowhere else; the form sent again does not show it again."""

    form_class = TokenForm
    template_name = "accounts/token_new.html"
    made: dict | None = None

    def is_allowed(self):
        return policies.can_create_own_token(self.reader)

    def act(self, **values):
        token, text = actions.create_token(self.reader, by=self.reader, **values)
        self.made = {"token": token, "text": text}
        return token

    def leads_to(self, done):
        return "accounts:token_list"

    def carry_out(self, *asked, **options):
        answer = super().carry_out(*asked, **options)
        if self.made:
            return render(self.request, "accounts/token_made.html", self.made)
        if answer.status_code == 302:
            said = _(
                "The form was sent twice, but only one token has been created. It was shown once, when the form "
                "was first sent. If you did not see it, revoke it and create another."
            )
            messages.warning(self.request, said)
        return answer


class TokenRevoke(FreshSignInRequired, ActFormView):
    form_class = ReasonForm
    template_name = "accounts/token_revoke.html"
    said = _("The token “%(name)s” has been revoked and can no longer be used.")
    action = staticmethod(actions.revoke_token)

    def enter(self):
        if not policies.can_see_tokens(self.reader):
            raise PermissionDenied
        super().enter()

    def get_record(self):
        visible = ApiToken.objects.visible_to(self.reader).select_related("account")
        return get_object_or_404(visible, prefix=self.kwargs["prefix"])

    def is_allowed(self):
        return policies.can_revoke_token(self.reader, self.record)

    def get_words(self, done):
        return {"name": done.name}

    def leads_to(self, done):
        return "accounts:token_list"
