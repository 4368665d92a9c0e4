"""The people who speak in the portal: whom the secretariat invites, what they may do, and when they may no longer."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts import policies as account_policies
from accounts.actions import disable_account, send_invitation
from accounts.choices import AccountState, Role
from accounts.forms import ReasonForm
from accounts.models import User
from accounts.signing_in.reauthentication import fresh_sign_in_required
from core.forms.views import answer_form, forms_only, page, typed
from core.http.parameters import refuse_unknown
from core.lists.columns import DAY, Column
from core.lists.views import RecordListView, in_order
from core.models import AuditEvent
from partners import actions, policies
from partners.choices import RoleChangeState
from partners.forms import InvitationForm, RoleChangeForm
from partners.kinds import PEOPLE
from partners.models import Agency, RoleChange

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


def secretariat_only(view):
    """Decorator: others are refused before anything is looked up, so that nobody learns who has an account."""

    @login_required
    @wraps(view)
    def door(request, *args, **kwargs):
        if not account_policies.can_manage_accounts(request.user):
            raise PermissionDenied
        refuse_unknown(request.GET, ())
        return view(request, *args, **kwargs)

    return door


def find_person(pk) -> User:
    people = User.objects.select_related("country", "region", "made_by", "agency_membership__agency").prefetch_related(
        "meas"
    )
    return get_object_or_404(people, pk=pk)


def address_of(account) -> str:
    return reverse("partners:person_detail", args=[account.pk])


def scope_of(account) -> list:
    """The records for which the account or a proposed role speaks."""
    agency = account.agency if isinstance(account, RoleChange) else agency_of(account)
    return [record for record in (account.country, account.region, agency, *account.meas.all()) if record]


def agency_of(account) -> Agency | None:
    membership = getattr(account, "agency_membership", None)
    return membership and membership.agency


class PersonList(LoginRequiredMixin, RecordListView):
    kind = PEOPLE
    template_name = "partners/person_list.html"
    columns = (
        Column("name", gettext_lazy("Person"), "partners/cells/person_name.html", sort=("name",)),
        Column("role", gettext_lazy("Role"), "partners/cells/person_role.html", sort=("role", "name")),
        Column("speaks_for", gettext_lazy("Speaks for"), "partners/cells/person_speaks_for.html"),
        Column(
            "last_sign_in",
            gettext_lazy("Last sign-in"),
            DAY,
            sort=("last_login", "name"),
            field="last_login",
            empty=gettext_lazy("never"),
        ),
        Column("state", gettext_lazy("State"), "partners/cells/person_state.html"),
    )
    row_name = "person"
    default_order = "name"

    def get_queryset(self):
        if not account_policies.can_manage_accounts(self.request.user):
            raise PermissionDenied
        people = super().get_queryset().select_related("country", "region", "agency_membership__agency")
        return people.prefetch_related("meas")

    def read_rows(self, keys):
        people = self.with_facts(in_order(self.get_queryset(), keys))
        return self.kind.serializer(people, many=True).data

    def with_facts(self, rows):
        for account in rows:
            account.speaks_for = scope_of(account)
        return rows


@secretariat_only
@require_safe
def person_detail(request, pk):
    account = find_person(pk)
    change = account.role_changes.filter(state=RoleChangeState.PROPOSED).select_related("proposed_by").first()
    events = AuditEvent.objects.about(account).select_related("actor").filter(verb__in=ACTS)[:SHOWN_EVENTS]
    context = {
        "person": account,
        "speaks_for": scope_of(account),
        "agency": agency_of(account),
        "waits_for_person": account.state == AccountState.INVITED,
        "invitation": account.invitations.first(),
        "may_invite": account_policies.can_send_invitation(request.user, account),
        "change": change,
        "change_speaks_for": scope_of(change) if change else [],
        "may_confirm": change and policies.can_confirm_role_change(request.user, change),
        "may_disable": account_policies.can_disable_account(request.user, account),
        "events": [{"on": event.happened_at, "text": words_for(event), "by": event.actor or ""} for event in events],
    }
    return render(request, "partners/person_detail.html", context)


def words_for(event) -> str:
    """The act, and the reason that was given for it."""
    return f"{ACTS[event.verb]}: {event.reason}" if event.reason else str(ACTS[event.verb])


@secretariat_only
@forms_only
def person_invite(request):
    """The answer is the same whether or not the address has an account already."""
    form = InvitationForm(typed(request))

    def done(_nothing):
        if form.cleaned_data["role"] == Role.SECRETARIAT:
            said = _("The account is made. Another person of the secretariat sends the letter, from the person's page.")
        else:
            said = _("An account without a password waits for the person, and a letter with a link is on its way.")
        messages.success(request, said)
        return reverse("partners:person_list")

    return answer_form(
        request,
        form,
        make=lambda form: actions.invite_person(by=request.user, **form.cleaned_data),
        done=done,
        show=page(request, "partners/person_invite.html"),
    )


@secretariat_only
@require_POST
def person_invite_again(request, pk):
    account = find_person(pk)
    send_invitation(account, by=request.user)
    messages.success(request, _("A new letter is on its way; the link in the earlier one opens nothing any more."))
    return redirect(address_of(account))


@secretariat_only
@forms_only
def person_disable(request, pk):
    account = find_person(pk)
    if not account_policies.can_disable_account(request.user, account):
        raise PermissionDenied
    return answer_reason(
        request,
        lambda reason: disable_account(account, by=request.user, reason=reason),
        said=_("%(name)s is disabled. Sessions and tokens ended with it.") % {"name": account.name},
        way_on=address_of(account),
        subject=account.name,
        title=_("Disable the account"),
        explanation=_(
            "From their next click on the person is answered like a visitor. All sessions and tokens end for good."
        ),
        tone="d",
    )


@secretariat_only
@forms_only
def person_enable(request, pk):
    account = find_person(pk)
    return answer_reason(
        request,
        lambda reason: actions.enable_person(account, by=request.user, reason=reason),
        said=_("%(name)s may sign in again.") % {"name": account.name},
        way_on=address_of(account),
        subject=account.name,
        title=_("Enable the account"),
        explanation=_("The person may sign in again, with the password of before. Tokens are made anew."),
        tone="p",
    )


@secretariat_only
@fresh_sign_in_required
@forms_only
def role_propose(request, pk):
    account = find_person(pk)
    agency = agency_of(account)
    stands = {name: getattr(account, name) for name in ("role", "country", "region", "is_signatory")}

    def done(_change):
        messages.success(request, _("Proposed. It takes effect when another person of the secretariat confirms it."))
        return address_of(account)

    return answer_form(
        request,
        RoleChangeForm(typed(request), initial=stands | {"agency": agency, "meas": account.meas.all()}),
        make=lambda form: actions.propose_role_change(account, by=request.user, **form.cleaned_data),
        done=done,
        show=page(request, "partners/role_propose.html", person=account),
    )


@secretariat_only
@require_POST
@fresh_sign_in_required
def role_confirm(request, pk):
    change = open_change_of(pk)
    if not policies.can_confirm_role_change(request.user, change):
        raise PermissionDenied
    actions.confirm_role_change(change, by=request.user)
    messages.success(request, _("The role is changed. The person signs in anew; tokens of the former role ended."))
    return redirect(address_of(change.account))


@secretariat_only
@require_POST
def role_drop(request, pk):
    change = open_change_of(pk)
    actions.drop_role_change(change, by=request.user)
    messages.success(request, _("The proposal is dropped. Nothing was changed."))
    return redirect(address_of(change.account))


def open_change_of(pk) -> RoleChange:
    """The change of that person's role that waits for a second person."""
    change = find_person(pk).role_changes.filter(state=RoleChangeState.PROPOSED).first()
    if change is None:
        raise Http404
    return change


@secretariat_only
@forms_only
def agency_disable(request, code):
    agency = get_object_or_404(Agency.objects.visible_to(request.user), code=code)
    return answer_reason(
        request,
        lambda reason: actions.disable_agency(agency, by=request.user, reason=reason),
        said=_("Nobody speaks for %(agency)s in the portal any more.") % {"agency": agency},
        way_on=people_of(agency),
        subject=agency,
        title=_("Disable the agency's people"),
        explanation=_(
            "From their next click on its people are answered like visitors. Their sessions and tokens end for good."
        ),
        tone="d",
    )


@secretariat_only
@forms_only
def agency_enable(request, code):
    agency = get_object_or_404(Agency.objects.visible_to(request.user), code=code)
    return answer_reason(
        request,
        lambda reason: actions.enable_agency(agency, by=request.user, reason=reason),
        said=_("The people of %(agency)s may sign in again.") % {"agency": agency},
        way_on=people_of(agency),
        subject=agency,
        title=_("Enable the agency's people"),
        explanation=_("Those who were disabled with the agency may sign in again; others stay disabled."),
        tone="p",
    )


def people_of(agency) -> str:
    return reverse("partners:person_list", query={"agency": agency.code})


def answer_reason(request, act, *, said, way_on, **words):
    """A page that asks for the reason of an act, and does it."""

    def done(_record):
        messages.success(request, said)
        return way_on

    return answer_form(
        request,
        ReasonForm(typed(request)),
        make=lambda form: act(form.cleaned_data["reason"]),
        done=done,
        show=page(request, "partners/person_act.html", way_back=way_on, **words),
    )
