"""What several pages of people show together: an account, and whom it speaks for."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccountState
from accounts.models import User
from accounts.rights import POWER
from core.choices import Origin
from partners.choices import RoleChangeState
from partners.models import Agency, RoleChange


def find_person(pk) -> User:
    """The account with what its page shows; 404 without one."""
    people = User.objects.select_related("country", "region", "made_by", "agency_membership__agency")
    return get_object_or_404(people.prefetch_related("meas"), pk=pk)


def scope_of(account: User | RoleChange) -> list:
    """The records for which the account or a proposed role speaks."""
    agency = account.agency if isinstance(account, RoleChange) else agency_of(account)
    return [record for record in (account.country, account.region, agency, *account.meas.all()) if record]


def agency_of(account: User) -> Agency | None:
    membership = getattr(account, "agency_membership", None)
    return membership and membership.agency


@dataclass(frozen=True)
class SecondStep:
    """What somebody began with an account, and another person of the secretariat is to finish."""

    account: User
    act: str | Promise
    by: User | None
    since: datetime


def second_steps(reader: User) -> list[SecondStep]:
    """What waits for this person of the secretariat, longest wait first."""
    changes = RoleChange.objects.filter(state=RoleChangeState.PROPOSED).exclude(proposed_by=reader)
    steps = [
        SecondStep(
            change.account,
            _("Confirm enabling") if change.enables else _("Confirm the new role"),
            change.proposed_by,
            change.proposed_at,
        )
        for change in changes.exclude(account=reader).select_related("account", "proposed_by")
    ]
    invited = User.objects.in_states([AccountState.INVITED]).filter(POWER, invitations=None, origin=Origin.PORTAL)
    steps += [
        SecondStep(account, _("Send the invitation"), account.made_by, account.created_at)
        for account in invited.exclude(made_by=None).exclude(made_by=reader).select_related("made_by")
    ]
    return sorted(steps, key=lambda step: step.since)
