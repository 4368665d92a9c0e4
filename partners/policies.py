"""Who may do what to agencies, posts, agreements and commitments (docs/design/security.md#who-may-do-what)."""

from accounts.choices import Role
from partners.models import Agency


def can_register(user) -> bool:
    """Agencies, members and agreements are entered by the secretariat."""
    return user.role == Role.SECRETARIAT


def can_appoint(user, region) -> bool:
    """Posts are kept by the secretariat and by the office of the post's region."""
    return user.role == Role.SECRETARIAT or (
        user.role == Role.REGIONAL_OFFICE and region is not None and user.region_id == region.pk
    )


def can_report_commitment(user, commitment) -> bool:
    """The agency that promised it, and the secretariat."""
    return user.role == Role.SECRETARIAT or Agency.objects.of(user).filter(pk=commitment.agency_id).exists()


def can_confirm_role_change(user, change) -> bool:
    """A second person of the secretariat, and never the one whose role it is."""
    return user.role == Role.SECRETARIAT and user.pk not in (change.proposed_by_id, change.account_id)
