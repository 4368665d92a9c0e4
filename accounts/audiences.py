"""Groups of people whom letters go to, as conditions on accounts: ``|`` joins them, and one query finds them all."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.choices import Role
from accounts.models import User
from reference.models import Mea

NOBODY = Q(pk__in=[])


def signatories(country_id: str | None) -> Q:
    """Those who bind the country's Government."""
    return Q(role=Role.GOVERNMENT, country=country_id, is_signatory=True)


def government_writer(user_id: int | None, country_id: str | None) -> Q:
    """The person who wrote something for the country, as long as that person speaks for it."""
    return Q(pk=user_id, role=Role.GOVERNMENT, country=country_id)


def office_of(region_id: str | None) -> Q:
    """The regional office; for countries that report to none, the secretariat."""
    return Q(role=Role.REGIONAL_OFFICE, region=region_id) if region_id else secretariat()


def all_offices() -> Q:
    return Q(role=Role.REGIONAL_OFFICE)


def secretariat() -> Q:
    return Q(role=Role.SECRETARIAT)


def treaty_focal_points(meas: Iterable[Mea]) -> Q:
    """The focal points of one of these treaties."""
    chosen = User.meas.through.objects.filter(mea__in=meas)
    return Q(role=Role.MEA, pk__in=chosen.values("user"))
