"""Needs, assessments and requests in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from needs.kinds import ASSESSMENTS, NEEDS, REQUESTS, UNMET_NEEDS


class NeedViewSet(VisibleReadOnlyViewSet):
    """What countries, regions and groups of countries need to be able to do, as their assessments state it."""

    kind = NEEDS
    orders = ("code", "as_of", "updated_at")


class UnmetNeedViewSet(NeedViewSet):
    """Adopted needs that nobody answers: not met, and without a live request, match or project."""

    kind = UNMET_NEEDS


class AssessmentViewSet(VisibleReadOnlyViewSet):
    """Needs assessments: their public part, and which needs they rank how."""

    kind = ASSESSMENTS
    orders = ("code", "as_of", "updated_at")


class AssistanceRequestViewSet(VisibleReadOnlyViewSet):
    """Requests for assistance: for a country its own, for agencies those that are open for matching."""

    kind = REQUESTS
    scope = Scope.REQUESTS_READ
    is_public = False
    orders = ("code", "state_since", "updated_at")
