"""The people of agencies whom letters are written to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.choices import Role
from partners.models import AgencyMember


def members_of(agencies: Iterable[Any]) -> Q:
    """The accounts of people who work for one of these agencies, given by their keys."""
    return Q(role=Role.AGENCY, pk__in=AgencyMember.objects.filter(agency__in=agencies).values("user"))
