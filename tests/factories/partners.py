from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exchange.choices import Module, OfferState
from exchange.models import Offer
from partners.choices import AgencyKind, AgreementKind, AgreementState, FocalPointKind
from partners.models import Agency, Agreement, FocalPoint


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"agency-{number}")
    name = factory.Sequence(lambda number: f"Water institute {number}")
    kind = AgencyKind.ACADEMIC


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer

    class Params:
        withdrawn = factory.Trait(state=OfferState.WITHDRAWN, closed_on=factory.LazyFunction(timezone.localdate))
        unconfirmed = factory.Trait(
            confirmed_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=366))
        )

    code = factory.Sequence(lambda number: f"OFF-T{number}")
    title = "Courses on monitoring water quality"
    module = Module.EXPERTISE
    kind = "training"
    provider = factory.SubFactory(AgencyFactory)
    opened_on = confirmed_on = factory.LazyFunction(timezone.localdate)


class FocalPointFactory(DjangoModelFactory):
    class Meta:
        model = FocalPoint

    code = factory.Sequence(lambda number: f"FP-T{number}")
    kind = FocalPointKind.MEA
    post = "Focal point for biological diversity"
    host = factory.SubFactory(AgencyFactory)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"AGR-T{number}")
    title = "Memorandum on rivers"
    kind = AgreementKind.MOU
    state = AgreementState.IN_FORCE

    @factory.post_generation
    def parties(self, create, agencies):
        self.parties.set(agencies or [AgencyFactory()])
