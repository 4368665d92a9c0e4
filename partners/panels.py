"""What several pages of people show together: an account, and whom it speaks for."""

from django.shortcuts import get_object_or_404

from accounts.models import User
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
