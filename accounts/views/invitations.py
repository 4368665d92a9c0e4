"""The page behind the link of an invitation."""

from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import Invitation
from accounts.views.signing_in.mailed import PasswordChoice
from core.errors import RuleBroken


class InvitationAccept(PasswordChoice):
    """The invited person chooses a password."""

    template_name = "accounts/invitation_accept.html"
    template_when_over = "accounts/invitation_over.html"

    def get_record(self):
        pk = Invitation.pk_of(self.request.GET.get("key", ""))
        invitation = Invitation.objects.select_related("account").filter(pk=pk).first()
        if invitation is None or not invitation.is_open():
            raise RuleBroken(_("This link has already been used or has expired. Ask for a new one."))
        return invitation

    def get_account(self):
        return self.record.account

    def get_context(self, form):
        return super().get_context(form) | {"expires_at": self.record.expires_at}

    def act(self, **values):
        return actions.accept_invitation(self.record, **values)
