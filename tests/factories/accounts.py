import factory
from factory.django import DjangoModelFactory

from accounts.choices import Role
from accounts.models import User
from tests.factories.reference import CountryFactory, RegionFactory


class UserFactory(DjangoModelFactory):
    """An account that signs in by ``force_login``; hashing a password for each test would take most of its time."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        government = factory.Trait(role=Role.GOVERNMENT, country=factory.SubFactory(CountryFactory))
        regional_office = factory.Trait(role=Role.REGIONAL_OFFICE, region=factory.SubFactory(RegionFactory))

    email = factory.Sequence(lambda number: f"person-{number}@office.example")
    name = factory.Sequence(lambda number: f"Person {number}")
    role = Role.SECRETARIAT
    password = "!"  # unusable
