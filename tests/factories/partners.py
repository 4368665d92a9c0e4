from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from exchange.choices import Module, OfferState
from exchange.models import Offer
from partners.choices import AgencyKind
from partners.models import Agency


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

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
