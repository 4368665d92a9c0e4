"""Factories of lawful records: each is as the acts would have left it, with traits for the states."""

from tests.factories.accounts import UserFactory
from tests.factories.governance import (
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    ReportingDutyFactory,
    TargetFactory,
)
from tests.factories.needs import AssessmentFactory, AssistanceRequestFactory, NeedFactory, screen_fully
from tests.factories.partners import AgencyFactory, AgreementFactory, FocalPointFactory, OfferFactory
from tests.factories.projects import ProjectFactory
from tests.factories.reference import CountryFactory, MeaFactory, RegionFactory, ThemeFactory

__all__ = [
    "AgencyFactory",
    "AgreementFactory",
    "AssessmentFactory",
    "AssistanceRequestFactory",
    "CountryFactory",
    "DecisionFactory",
    "FocalPointFactory",
    "GroupFactory",
    "MeaFactory",
    "MeetingFactory",
    "NeedFactory",
    "OfferFactory",
    "ProjectFactory",
    "RegionFactory",
    "ReportingDutyFactory",
    "TargetFactory",
    "ThemeFactory",
    "UserFactory",
    "screen_fully",
]
