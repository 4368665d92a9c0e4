"""What this floor knows of accounts: for which agency people speak."""

from django.db.models import Q

from accounts.hooks import agency_names, colleagues
from partners.models import AgencyMember


@colleagues.answer
def people_of_the_same_agency(account):
    own = AgencyMember.objects.filter(user=account).values("agency")
    return Q(pk__in=AgencyMember.objects.filter(agency__in=own).values("user"))


@agency_names.answer
def names_of_agencies(accounts):
    members = AgencyMember.objects.filter(user__in=accounts).select_related("agency")
    return {member.user_id: member.agency.name for member in members}
