import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from accounts.choices import Role
from accounts.models import User
from partners.models import AgencyMember
from tests.factories.reference import CountryFactory, RegionFactory


class UserFactory(DjangoModelFactory):
    """An account that signs in by ``force_login``; hashing a password for each test would take most of its time.

    For ``agency`` or ``meas`` where its role asks for them: without its scope no account outlasts a transaction.
    """

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

    @classmethod
    def _create(cls, model, *args, agency=None, meas=(), **fields):
        with transaction.atomic():
            account = super()._create(model, *args, **fields)
            account.meas.set(meas)
            if agency:
                AgencyMember.objects.create(user=account, agency=agency)
        return account
