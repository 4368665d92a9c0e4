"""The people who speak in the portal, as the secretariat sees them."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from accounts import policies as account_policies
from accounts.choices import AccountState
from accounts.models import User
from core.lists.exports import Column
from core.lists.views import RecordListView
from core.models import AuditEvent
from core.pages.rows import Row
from partners import policies
from partners.choices import RoleChangeState
from partners.filters import PersonFilter
from partners.panels import agency_of, find_person, scope_of
from partners.views.base import SecretariatAct

SHOWN_EVENTS = 30
ACTS = {
    "account.created": gettext_lazy("Account made"),
    "account.invited_again": gettext_lazy("Invited once more"),
    "invitation.sent": gettext_lazy("Invitation sent"),
    "invitation.accepted": gettext_lazy("Password chosen"),
    "account.edited": gettext_lazy("Name or letters changed"),
    "account.password_set": gettext_lazy("Password set by the operator"),
    "account.password_changed": gettext_lazy("Password changed"),
    "account.password_reset": gettext_lazy("Password reset by a mailed link"),
    "account.role_proposed": gettext_lazy("Change of role proposed"),
    "account.role_change_dropped": gettext_lazy("Change of role dropped"),
    "account.role_changed": gettext_lazy("Role changed"),
    "account.disabled": gettext_lazy("Disabled"),
    "account.enabled": gettext_lazy("Enabled"),
}


class PersonList(LoginRequiredMixin, RecordListView):
    template_name = "partners/person_list.html"
    filterset_class = PersonFilter
    sorts = {"name": ("name",), "role": ("role", "name"), "last_sign_in": ("last_login", "name")}
    file_name = "people"
    columns = (
        Column("name", lambda account: account.name),
        Column("email", lambda account: account.email),
        Column("role", lambda account: account.role),
        Column("speaks_for", lambda account: [str(record) for record in scope_of(account)]),
        Column("signatory", lambda account: account.is_signatory),
        Column("state", lambda account: account.state),
        Column("last_sign_in_on", lambda account: account.last_login and account.last_login.date()),
    )

    def get_queryset(self):
        reader = self.request.user
        if not account_policies.can_manage_accounts(reader):
            raise PermissionDenied
        people = User.objects.visible_to(reader).select_related("country", "region", "agency_membership__agency")
        return people.prefetch_related("meas")

    def with_facts(self, rows):
        return [Row(account, speaks_for=scope_of(account)) for account in rows]


class PersonDetail(SecretariatAct):
    """A person's account, with what waits for a second person and what was done to it."""

    http_method_names = ["get", "head"]

    def get_record(self):
        return find_person(self.kwargs["pk"])

    def get(self, request, **where):
        self.prepare()
        account = self.record
        change = account.role_changes.filter(state=RoleChangeState.PROPOSED).select_related("proposed_by").first()
        events = AuditEvent.objects.about(account).select_related("actor").filter(verb__in=ACTS)[:SHOWN_EVENTS]
        context = {
            "person": account,
            "speaks_for": scope_of(account),
            "agency": agency_of(account),
            "waits_for_person": account.state == AccountState.INVITED,
            "invitation": account.invitations.first(),
            "may_invite": account_policies.can_send_invitation(self.reader, account),
            "change": change,
            "change_speaks_for": scope_of(change) if change else [],
            "may_confirm": change and policies.can_confirm_role_change(self.reader, change),
            "may_disable": account_policies.can_disable_account(self.reader, account),
            "events": [
                {"on": event.happened_at, "text": words_for(event), "by": event.actor or ""} for event in events
            ],
        }
        return render(request, "partners/person_detail.html", context)


def words_for(event) -> str:
    """The act, and the reason that was given for it."""
    return f"{ACTS[event.verb]}: {event.reason}" if event.reason else str(ACTS[event.verb])
