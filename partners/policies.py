"""Who may do what to agencies, posts, agreements and commitments (docs/design/security.md#who-may-do-what)."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from accounts.policies import can_manage_accounts
from accounts.rights import ByTwo
from partners.models import Agency, Commitment, FocalPoint, RoleChange
from reference.models import Region


def can_register(user: User) -> bool:
    """Agencies, members and agreements are entered by the secretariat."""
    return user.speaks_as == Role.SECRETARIAT


def can_appoint(user: User, region: Region | None) -> bool:
    """Posts are kept by the secretariat and by the office of the post's region."""
    of_region = user.speaks_as == Role.REGIONAL_OFFICE and region is not None and user.region_id == region.pk
    return of_region or user.speaks_as == Role.SECRETARIAT


def can_keep_contact(user: User, post: FocalPoint) -> bool:
    """Whoever keeps the post, and the person who reads the mailbox that it names."""
    return can_appoint(user, post.region) or user.email == post.office_mailbox.lower()


def acts_for(user: User, agency: Agency) -> bool:
    """An agency's own account; the secretariat enters what belongs to agencies without one."""
    return user.speaks_as == Role.SECRETARIAT or Agency.objects.of(user).filter(pk=agency.pk).exists()


def can_report_commitment(user: User, commitment: Commitment) -> bool:
    """The agency that promised it, and the secretariat."""
    return acts_for(user, commitment.agency)


def can_propose_role_change(user: User, change: RoleChange) -> bool:
    """The secretariat."""
    return can_manage_accounts(user)


def can_confirm_role_change(user: User, change: RoleChange) -> bool:
    """A second person of the secretariat, and never the one whose role it is."""
    return can_manage_accounts(user) and user.pk not in (change.proposed_by_id, change.account_id)


def can_drop_role_change(user: User, change: RoleChange) -> bool:
    """The secretariat, and whoever proposed it, too."""
    return can_manage_accounts(user)


CONFIRMING: ByTwo[RoleChange] = ByTwo(
    "proposed_by",
    can_propose_role_change,
    can_confirm_role_change,
    _(
        "The person who proposed this no longer belongs to the secretariat. Cancel the proposal; then it can be "
        "proposed again."
    ),
)

# Whose each act is.
COMMITMENT_ACTORS: dict[str, Callable[[User, Commitment], bool]] = {
    "keep": can_report_commitment,
    "mark_late": can_report_commitment,
    "change": can_report_commitment,
    "drop": can_report_commitment,
}
ROLE_CHANGE_ACTORS: dict[str, Callable[[User, RoleChange], bool]] = {
    "confirm": can_confirm_role_change,
    "drop": can_drop_role_change,
}
