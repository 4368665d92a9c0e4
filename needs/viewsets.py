"""Needs, assessments and requests in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from needs.filters import NeedFilter, RequestFilter
from needs.filters.assessments import AssessmentFilter
from needs.models import AssistanceRequest, Need, NeedsAssessment
from needs.serializers import AssessmentSerializer, AssistanceRequestSerializer, NeedSerializer
from needs.unmet import unmet_needs


class NeedViewSet(VisibleReadOnlyViewSet):
    """What countries, regions and groups of countries need to be able to do, as their assessments state it."""

    queryset = Need.objects.all()
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    orders = {"code": ("code",), "as_of": ("as_of", "id"), "updated_at": ("updated_at", "id")}


class UnmetNeedViewSet(NeedViewSet):
    """Adopted needs that nobody answers: not met, and without a live request, match or project."""

    def visible_rows(self, reader):
        return unmet_needs(reader)


class AssessmentViewSet(VisibleReadOnlyViewSet):
    """Needs assessments: their public part, and which needs they rank how."""

    queryset = NeedsAssessment.objects.all()
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    orders = {"code": ("code",), "as_of": ("as_of", "id"), "updated_at": ("updated_at", "id")}


class AssistanceRequestViewSet(VisibleReadOnlyViewSet):
    """Requests for assistance: for a country its own, for agencies those that are open for matching."""

    queryset = AssistanceRequest.objects.all()
    serializer_class = AssistanceRequestSerializer
    filterset_class = RequestFilter
    scope = Scope.REQUESTS_READ
    is_public = False
    orders = {"code": ("code",), "state_since": ("state_since", "id"), "updated_at": ("updated_at", "id")}
