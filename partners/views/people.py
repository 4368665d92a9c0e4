"""The people who speak in the portal: whom the secretariat invites, what they may do, and when they may no longer."""

from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import policies as account_policies
from accounts.actions import disable_account, send_invitation
from accounts.choices import AccountState, AccountVerb, Role
from accounts.forms import ReasonForm
from accounts.models import User
from accounts.signing_in.reauthentication import fresh_sign_in_required
from core.forms.views import answer_form, forms_only, page, typed
from core.http.parameters import refuse_unknown
from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.history import HistoryLine, history_of
from partners import actions, policies
from partners.choices import RoleChangeState
from partners.filters import PersonFilter
from partners.forms import InvitationForm, RoleChangeForm
from partners.models import Agency, RoleChange

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
        for account in rows:
            account.speaks_for = scope_of(account)
        return rows


@secretariat_only
@require_safe
def person_detail(request, pk):
    account = find_person(pk)
    change = account.role_changes.filter(state=RoleChangeState.PROPOSED).select_related("proposed_by").first()
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
        "events": [in_one_line(line) for line in history_of(account, TOLD, with_reason=TOLD, most=SHOWN_EVENTS)],
    }
    return render(request, "partners/person_detail.html", context)


def in_one_line(line: HistoryLine) -> HistoryLine:
    """With the reason right behind the act."""
    return replace(line, text=f"{line.text}: {line.reason}", reason="") if line.reason else line


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
