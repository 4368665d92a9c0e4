from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from needs.choices import Answer, AssessmentKind, AssessmentState, Criterion, NeedScope, RequestState, ScreeningDecision
from needs.models import AssessmentNeed, AssistanceRequest, Need, NeedsAssessment, Screening
from tests.factories.reference import CountryFactory, ThemeFactory


def _days_ago(days):
    return factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=days))


_ADMITTED = {"received_on": _days_ago(30), "decision": ScreeningDecision.ADMITTED, "decided_on": _days_ago(20)}
_ANSWERED = {**_ADMITTED, "first_response_on": _days_ago(10)}


class AssistanceRequestFactory(DjangoModelFactory):
    class Meta:
        model = AssistanceRequest

    class Params:
        submitted = factory.Trait(state=RequestState.SUBMITTED, received_on=_days_ago(30))
        screening = factory.Trait(state=RequestState.SCREENING, received_on=_days_ago(30))
        returned = factory.Trait(state=RequestState.RETURNED, received_on=_days_ago(30))
        accepted = factory.Trait(state=RequestState.ACCEPTED, entered_exchange_on=_days_ago(20), **_ADMITTED)
        in_response = factory.Trait(state=RequestState.IN_RESPONSE, **_ANSWERED)
        delivered = factory.Trait(state=RequestState.DELIVERED, **_ANSWERED)
        closed = factory.Trait(state=RequestState.CLOSED, completed_on=_days_ago(1), rating=4, **_ANSWERED)

    code = factory.Sequence(lambda number: f"REQ-T-{number:04d}")
    country = factory.SubFactory(CountryFactory)
    theme = factory.SubFactory(ThemeFactory)
    title = "Laboratory for water quality"
    asked = "Training and equipment for a laboratory that watches the quality of rivers."
    state_since = _days_ago(5)


def screen_fully(assistance):
    """All eight criteria answered."""
    Screening.objects.bulk_create(
        Screening(assistance=assistance, criterion=criterion, answer=Answer.MET) for criterion in Criterion.values
    )
    return assistance


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"NEED-T-{number}")
    scope = NeedScope.COUNTRY
    statement = "Know the quality of the rivers."
    theme = factory.SubFactory(ThemeFactory)

    @factory.post_generation
    def countries(self, create, chosen):
        self.countries.set(chosen if chosen is not None else [CountryFactory()])


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = NeedsAssessment
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(state=AssessmentState.SUBMITTED, submitted_on=_days_ago(30))
        returned = factory.Trait(state=AssessmentState.RETURNED, submitted_on=_days_ago(30))
        adopted = factory.Trait(state=AssessmentState.ADOPTED, endorsed_on=_days_ago(100))

    code = factory.Sequence(lambda number: f"NA-T-{number}")
    scope = NeedScope.COUNTRY
    country = factory.SubFactory(CountryFactory)
    kind = AssessmentKind.COMPREHENSIVE
    title = "National capacity self-assessment"

    @factory.post_generation
    def needs(self, create, chosen):
        for rank, need in enumerate(chosen or (), start=1):
            AssessmentNeed.objects.create(assessment=self, need=need, rank=rank)
