"""Factories of lawful records: each is as the acts would have left it, with traits for the states."""

from tests.factories.accounts import UserFactory
from tests.factories.needs import AssessmentFactory, AssistanceRequestFactory, NeedFactory, screen_fully
from tests.factories.partners import AgencyFactory, OfferFactory
from tests.factories.projects import ProjectFactory
from tests.factories.reference import CountryFactory, MeaFactory, RegionFactory, ThemeFactory

__all__ = [
    "AgencyFactory",
    "AssessmentFactory",
    "AssistanceRequestFactory",
    "CountryFactory",
    "MeaFactory",
    "NeedFactory",
    "OfferFactory",
    "ProjectFactory",
    "RegionFactory",
    "ThemeFactory",
    "UserFactory",
    "screen_fully",
]
