"""The people who speak in the portal, as the secretariat sees them."""

from dataclasses import replace

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from accounts import policies as account_policies
from accounts.choices import AccountState, AccountVerb
from accounts.models import User
from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.history import HistoryLine, history_of
from core.pages.rows import Row
from partners import policies
from partners.choices import RoleChangeState
from partners.filters import PersonFilter
from partners.panels import agency_of, find_person, scope_of
from partners.views.base import SecretariatAct

SHOWN_EVENTS = 30
# What the page tells; each sign-in and every change of a factor would be too much.
TOLD = (
    AccountVerb.CREATED,
    AccountVerb.INVITED_AGAIN,
    AccountVerb.INVITATION_SENT,
    AccountVerb.INVITATION_ACCEPTED,
    AccountVerb.EDITED,
    AccountVerb.PASSWORD_SET,
    AccountVerb.PASSWORD_CHANGED,
    AccountVerb.PASSWORD_RESET,
    AccountVerb.ROLE_PROPOSED,
    AccountVerb.ROLE_CHANGE_DROPPED,
    AccountVerb.ROLE_CHANGED,
    AccountVerb.DISABLED,
    AccountVerb.ENABLED,
)


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
            "events": [in_one_line(line) for line in history_of(account, TOLD, with_reason=TOLD, most=SHOWN_EVENTS)],
        }
        return render(request, "partners/person_detail.html", context)


def in_one_line(line: HistoryLine) -> HistoryLine:
    """With the reason right behind the act."""
    return replace(line, text=f"{line.text}: {line.reason}", reason="") if line.reason else line
