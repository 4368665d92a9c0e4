"""The people who speak in the portal, as the secretariat sees them."""

from dataclasses import replace

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import policies as account_policies
from accounts.actions import ACCOUNTS
from accounts.choices import AccountState, AccountVerb
from accounts.forms.own import OwnAccountForm
from accounts.models import User
from core.lists.columns import DAY, Column
from core.lists.views import RecordListView, in_order
from core.pages.history import HistoryLine, history_of, labels_of
from core.pages.rows import Row
from partners import policies
from partners.choices import RoleChangeState
from partners.kinds import PEOPLE
from partners.panels import agency_of, find_person, scope_of, telling_roles
from partners.views.base import SecretariatAct

SHOWN_EVENTS = 30
# What the page tells; each sign-in and every change of a factor would be too much.
TOLD = (
    AccountVerb.CREATED,
    AccountVerb.INVITED_AGAIN,
    AccountVerb.INVITATION_SENT,
    AccountVerb.TAKEN_OVER,
    AccountVerb.INVITATION_ACCEPTED,
    AccountVerb.EDITED,
    AccountVerb.PASSWORD_SET,
    AccountVerb.PASSWORD_CHANGED,
    AccountVerb.PASSWORD_RESET,
    AccountVerb.ROLE_PROPOSED,
    AccountVerb.ENABLING_PROPOSED,
    AccountVerb.ROLE_CHANGE_DROPPED,
    AccountVerb.ROLE_CHANGED,
    AccountVerb.DISABLED,
    AccountVerb.ENABLED,
    AccountVerb.EXPORTED,
    AccountVerb.ERASED,
)


class PersonList(LoginRequiredMixin, RecordListView):
    kind = PEOPLE
    template_name = "partners/person_list.html"
    columns = (
        Column("name", _("Person"), "partners/cells/person_name.html", sort=("name",)),
        Column("role", _("Role"), "partners/cells/person_role.html", sort=("role", "name")),
        Column("speaks_for", _("Speaks for"), "partners/cells/person_speaks_for.html"),
        Column(
            "last_sign_in",
            _("Last sign-in"),
            DAY,
            sort=("last_login", "name"),
            field="last_login",
            empty=_("never"),
        ),
        Column("state", _("Status"), "partners/cells/person_state.html"),
    )
    row_name = "person"
    default_order = "name"

    def get_queryset(self):
        if not account_policies.can_manage_accounts(self.request.user):
            raise PermissionDenied
        people = super().get_queryset().select_related("country", "region", "agency_membership__agency")
        return people.prefetch_related("meas")

    def read_rows(self, keys):
        people = self.prepare_rows(in_order(self.get_queryset(), keys))
        return self.kind.serializer(people, many=True).data

    def prepare_rows(self, rows):
        return [Row(account, speaks_for=scope_of(account)) for account in rows]


class PersonDetail(SecretariatAct):
    """A person's account, with what waits for a second person and what was done to it."""

    http_method_names = ["get", "head"]

    def get_record(self):
        return find_person(self.kwargs["pk"])

    def get(self, request, **where):
        self.prepare()
        account, agency = self.record, agency_of(self.record)
        change = account.role_changes.filter(state=RoleChangeState.PROPOSED).select_related("proposed_by").first()
        context = {
            "person": account,
            "speaks_for": scope_of(account),
            "agency": agency,
            "waits_for_person": account.state == AccountState.INVITED,
            "invitation": account.invitations.first(),
            "may_invite": account_policies.can_send_invitation(self.reader, account),
            "may_take_over": account_policies.can_take_over(self.reader, account),
            "change": change,
            "change_speaks_for": scope_of(change) if change else [],
            "may_confirm": change and policies.can_confirm_role_change(self.reader, change),
            "again": "" if change is None or policies.CONFIRMING.stands(change) else policies.CONFIRMING.again,
            "why_take_over": account_policies.INVITING.again,
            "may_enable": (agency is None or agency.has_access)
            and not (change and account_policies.has_power(account)),
            "may_erase": ACCOUNTS.is_open("erase", account, self.reader),
            "may_disable": account_policies.can_disable_account(self.reader, account),
            "events": [in_one_line(line) for line in telling_roles(history_of_person(account))],
        }
        return render(request, "partners/person_detail.html", context)


def history_of_person(account: User) -> list[HistoryLine]:
    labels = labels_of(OwnAccountForm)
    return history_of(account, TOLD, with_reason=TOLD, most=SHOWN_EVENTS, labels=labels)


def in_one_line(line: HistoryLine) -> HistoryLine:
    """With the reason right behind the act."""
    return replace(line, text=f"{line.text}: {line.reason}", reason="") if line.reason else line
