"""What this floor knows of accounts: for which agency people speak."""

from collections.abc import Sequence

from django.db.models import Q

from accounts.hooks import agency_names, colleagues, placed, speaking_for_agencies
from accounts.models import User
from partners.actions.agencies import place
from partners.models import Agency, AgencyMember


@colleagues.answer
def people_of_the_same_agency(account: User) -> Q:
    own = AgencyMember.objects.filter(user=account).values("agency")
    return Q(pk__in=AgencyMember.objects.filter(agency__in=own).values("user"))


@speaking_for_agencies.answer
def members_of_any() -> Q:
    return Q(pk__in=AgencyMember.objects.values("user"))


@placed.answer
def place_in_agency(account: User, agency: Agency | None, by: User | None) -> None:
    place(account, agency, by=by)


@agency_names.answer
def names_of_agencies(accounts: Sequence[User]) -> dict[int, str]:
    members = AgencyMember.objects.filter(user__in=accounts).select_related("agency")
    return {member.user_id: member.agency.name for member in members}
