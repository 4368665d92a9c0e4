"""The people who speak in the portal: who is invited, and whose role changes when two persons want it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import change_role, check_scope, create_account, enable_account, send_invitation
from accounts.choices import AccountVerb, Role
from accounts.models import User
from accounts.policies import can_disable_account, can_manage_accounts, can_send_invitation
from core import clock
from core.acts import allow, fill, hold, note, require
from core.errors import RuleBroken
from partners.actions.agencies import add_member
from partners.actions.lives import ROLE_CHANGES
from partners.choices import RoleChangeState
from partners.models import Agency, AgencyMember, RoleChange
from reference.models import Mea

PROPOSED = ("role", "country", "region", "agency", "is_signatory", "reason")


@transaction.atomic
def invite_person(*, by: User, email: str, agency: Agency | None = None, **person: Any) -> None:
    """An account without a password, its place in an agency, and the letter with the link to choose one.

    An address that has an account already gets neither, and the answer does not tell. Into the secretariat itself a
    second person sends the letter (docs/design/security.md#invitations).
    """
    allow(can_manage_accounts, by)
    _check_agency(person["role"], agency)
    try:
        with transaction.atomic():
            account = create_account(by=by, email=email, **person)
    except (RuleBroken, IntegrityError):  # on record before, or entered at this very moment
        note(User.objects.get(email=email.lower()), AccountVerb.INVITED_AGAIN, by=by)
        return
    _place(account, agency, by=by)
    if can_send_invitation(by, account):
        send_invitation(account, by=by)


@transaction.atomic
def enable_person(account: User, *, by: User, reason: str) -> User:
    """The person may sign in again, unless the whole agency may not."""
    account = hold(account, by=by)
    require(can_disable_account(by, account))
    if AgencyMember.objects.filter(user=account, agency__has_access=False).exists():
        raise RuleBroken(
            _("The accounts of this person’s agency are disabled. Enable them first, on the agency’s page.")
        )
    return enable_account(account, by=by, reason=reason)


@transaction.atomic
def propose_role_change(account: User, *, by: User, meas: Iterable[Mea] = (), **proposal: Any) -> RoleChange:
    """Another person of the secretariat must confirm it; until then nothing changes."""
    account = hold(account, by=by)
    require(can_manage_accounts(by))
    if account.role_changes.filter(state=RoleChangeState.PROPOSED).exists():
        raise RuleBroken(
            _(
                "A change of role is already waiting for a second member of the secretariat. Confirm or cancel "
                "that one first."
            )
        )
    change = RoleChange(account=account, proposed_by=by)
    fill(change, proposal, allowed=PROPOSED, check=None)
    check_scope(change.role, change.country, change.region, change.is_signatory)
    _check_agency(change.role, change.agency)
    change.save()
    change.meas.set(meas)
    note(account, AccountVerb.ROLE_PROPOSED, by=by, to_state=change.role, reason=change.reason)
    return change


@transaction.atomic
def confirm_role_change(change: RoleChange, *, by: User) -> RoleChange:
    """The second person agrees: the role changes, and all sessions and tokens of the person end."""
    change = _decide(change, "confirm", by=by)
    AgencyMember.objects.filter(user=change.account_id).delete()
    account = change_role(
        change.account,
        by=by,
        role=change.role,
        country=change.country,
        region=change.region,
        meas=change.meas.all(),
        is_signatory=change.is_signatory,
    )
    _place(account, change.agency, by=by)
    return change


@transaction.atomic
def drop_role_change(change: RoleChange, *, by: User) -> RoleChange:
    """It will not be; whoever proposed it may say so, too."""
    return _decide(change, "drop", by=by)


def _decide(change: RoleChange, act: str, *, by: User) -> RoleChange:
    """The audit has it with the account: nobody looks at a proposal by itself."""
    change = ROLE_CHANGES.take(change, act, by=by)
    changes = {"decided_by": by, "decided_at": clock.now()}
    return ROLE_CHANGES.move(change, act, by=by, changes=changes, about=change.account)


def _check_agency(role: str, agency: Agency | None) -> None:
    if role == Role.AGENCY and agency is None:
        raise ValidationError({"agency": _("A partner agency account speaks for an agency. Choose the agency.")})


def _place(account: User, agency: Agency | None, *, by: User) -> None:
    """A partner's account speaks for the agency."""
    if account.role == Role.AGENCY and agency is not None:
        add_member(agency, by=by, user=account)
