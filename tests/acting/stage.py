"""The people and rows that the acts of one test share."""

from accounts.choices import Role
from partners.models import AgencyMember
from tests.factories import (
    AgencyFactory,
    AssistanceRequestFactory,
    CountryFactory,
    OfferFactory,
    ThemeFactory,
    UserFactory,
)


class Stage:
    """Kenya, its office and two agencies; two people of the secretariat."""

    def __init__(self):
        self.country, self.neighbour = CountryFactory(iso3="KEN"), CountryFactory(iso3="RWA")
        self.theme = ThemeFactory()
        self.agency, self.rivals = AgencyFactory(), AgencyFactory()
        region = self.country.region
        self.people = {
            "portal": None,
            "drafter": UserFactory(government=True, country=self.country),
            "signatory": UserFactory(government=True, country=self.country, is_signatory=True),
            "office": UserFactory(regional_office=True, region=region),
            "officer": UserFactory(regional_office=True, region=region),
            "secretariat": UserFactory(),
            "second": UserFactory(),
            "member": member_of(self.agency),
            "rival": member_of(self.rivals),
        }
        self.offer = OfferFactory(provider=self.agency)
        self.survivor = AssistanceRequestFactory(country=self.country, accepted=True)

    def agency_of(self, person):
        """For whom this person speaks; others name the first agency."""
        membership = AgencyMember.objects.filter(user=person).select_related("agency").first()
        return membership.agency if membership else self.agency


def member_of(agency, **values):
    return UserFactory(role=Role.AGENCY, agency=agency, **values)
