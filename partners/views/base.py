"""What the pages and acts of the secretariat on people have in common."""

from django.core.exceptions import PermissionDenied

from accounts import policies as account_policies
from core.forms.views import ActView


class SecretariatAct(ActView):
    """Others are refused before anything is looked up, so that nobody learns who has an account."""

    def enter(self):
        if not account_policies.can_manage_accounts(self.reader):
            raise PermissionDenied
        super().enter()

    def is_allowed(self):
        return account_policies.can_manage_accounts(self.reader)
