import factory
from factory.django import DjangoModelFactory

from projects.choices import CountryRole, PartnerRole, ProjectState
from projects.models import Partnership, Project, ProjectCountry
from tests.factories.partners import AgencyFactory
from tests.factories.reference import CountryFactory


class ProjectFactory(DjangoModelFactory):
    """A running project of Kenya, led by an agency of its own."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"PRJ-T{number}")
    title = "Laboratories for clean rivers"
    state = ProjectState.ACTIVE
    starts_on = "2026-01-15"

    @factory.post_generation
    def lead(self, create, agency):
        Partnership.objects.create(project=self, agency=agency or AgencyFactory(), role=PartnerRole.LEAD)

    @factory.post_generation
    def country(self, create, country):
        ProjectCountry.objects.create(
            project=self, country=country or CountryFactory(), role=CountryRole.BENEFICIARY, share=100
        )
