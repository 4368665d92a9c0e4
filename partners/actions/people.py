"""The people who speak in the portal: who is invited, and whose role changes when two persons want it."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import (
    ACCOUNTS,
    AddressTaken,
    change_role,
    check_scope,
    create_account,
    enable_account,
    enable_by_two,
    send_invitation,
)
from accounts.choices import AccountVerb
from accounts.models import User
from accounts.policies import can_disable_account, can_manage_accounts, can_send_invitation, has_power
from accounts.rights import changes_rights
from core import clock
from core.acts import allow, fill, hold, hold_people, note, require
from core.errors import RuleBroken
from partners import policies
from partners.actions.lives import ROLE_CHANGES
from partners.choices import RoleChangeState
from partners.models import Agency, AgencyMember, RoleChange
from reference.models import Mea

SCOPE = ("country", "region", "agency", "is_signatory")
PROPOSED = ("role", *SCOPE, "enables", "reason")


@changes_rights
@transaction.atomic
def invite_person(*, by: User, email: str, **person: Any) -> None:
    """An account without a password, its place in an agency, and the letter with the link to choose one.

    An address that has an account already gets neither, and the answer does not tell. To an account with a power a
    second person sends the letter (docs/design/security.md#two-persons).
    """
    allow(can_manage_accounts, by)
    try:
        with transaction.atomic():
            account = create_account(by=by, email=email, **person)
    except (AddressTaken, IntegrityError):  # on record before, or entered at this very moment
        note(User.objects.get(email=email.lower()), AccountVerb.INVITED_AGAIN, by=by)
        return
    if can_send_invitation(by, account):
        send_invitation(account, by=by)


@changes_rights
@transaction.atomic
def enable_person(account: User, *, by: User, reason: str) -> User | RoleChange:
    """The person may sign in again, unless the whole agency may not; with a power once a second person agrees."""
    account = hold(account, by=by)
    require(can_disable_account(by, account))
    if AgencyMember.objects.filter(user=account, agency__has_access=False).exists():
        raise RuleBroken(
            _("The accounts of this person’s agency are disabled. Enable them first, on the agency’s page.")
        )
    if has_power(account):
        return _propose_enabling(account, by=by, reason=reason)
    return enable_account(account, by=by, reason=reason)


def _propose_enabling(account: User, *, by: User, reason: str) -> RoleChange:
    """The account is to have its role again, as it is now."""
    return propose_role_change(
        account,
        by=by,
        role=account.role,
        country=account.country,
        is_signatory=account.is_signatory,
        enables=True,
        reason=reason,
    )


@changes_rights
@transaction.atomic
def propose_role_change(account: User, *, by: User, meas: Iterable[Mea] = (), **proposal: Any) -> RoleChange:
    """Another person of the secretariat must confirm it; until then nothing changes."""
    account = hold(account, by=by)
    require(can_manage_accounts(by))
    if account.role_changes.filter(state=RoleChangeState.PROPOSED).exists():
        raise RuleBroken(
            _(
                "A change to this account is already waiting for a second member of the secretariat. Confirm or "
                "cancel that one first."
            )
        )
    change = RoleChange(account=account, proposed_by=by)
    fill(change, proposal, allowed=PROPOSED, check=None)
    if change.enables:
        ACCOUNTS.workflow.require(account, "enable")
    meas = list(meas)
    check_scope(change.role, meas=meas, **_scope_of(change))
    change.save()
    change.meas.set(meas)
    if change.enables:
        note(account, AccountVerb.ENABLING_PROPOSED, by=by, to_state=change.role, reason=change.reason)
    else:
        data = {"before": role_and_scope(account), "after": role_and_scope(change)}
        note(account, AccountVerb.ROLE_PROPOSED, by=by, to_state=change.role, reason=change.reason, data=data)
    return change


@changes_rights
@transaction.atomic
def confirm_role_change(change: RoleChange, *, by: User) -> RoleChange:
    """The second person agrees: the role changes and all sessions and tokens of the person end, or it opens again."""
    hold_people(by, change.account, change.proposed_by)
    change = ROLE_CHANGES.take(change, "confirm", by=by)
    policies.CONFIRMING.judge(change, by=by, held=change.account_id)
    _decide(change, "confirm", by=by)
    if change.enables:
        enable_by_two(change.account, by=by, reason=change.reason)
    else:
        data = {"before": role_and_scope(change.account), "after": role_and_scope(change)}
        change_role(change.account, by=by, role=change.role, meas=change.meas.all(), data=data, **_scope_of(change))
    return change


@transaction.atomic
def drop_role_change(change: RoleChange, *, by: User) -> RoleChange:
    """It will not be; whoever proposed it may say so, too."""
    change = ROLE_CHANGES.take(change, "drop", by=by)
    return _decide(change, "drop", by=by)


def role_and_scope(holder: User | RoleChange) -> dict[str, Any]:
    """For whom the account speaks, or would, as the audit keeps it: in codes, and nothing that is empty."""
    agency = holder.agency if isinstance(holder, RoleChange) else Agency.objects.filter(members__user=holder).first()
    spoken_for = {
        "role": holder.role,
        "is_signatory": holder.is_signatory,
        "country": holder.country_id,
        "region": holder.region_id,
        "agency": agency and agency.code,
        "meas": sorted(holder.meas.values_list("pk", flat=True)),
    }
    return {name: value for name, value in spoken_for.items() if value}


def _decide(change: RoleChange, act: str, *, by: User) -> RoleChange:
    """The audit has it with the account: nobody looks at a proposal by itself."""
    changes = {"decided_by": by, "decided_at": clock.now()}
    return ROLE_CHANGES.move(change, act, by=by, changes=changes, about=change.account)


def _scope_of(change: RoleChange) -> dict[str, Any]:
    return {name: getattr(change, name) for name in SCOPE}
