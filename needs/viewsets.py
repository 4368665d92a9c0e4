"""Needs, assessments and requests in the API."""

from accounts.choices import Scope
from core.api.viewsets import VisibleReadOnlyViewSet
from needs.kinds import ASSESSMENTS, NEEDS, REQUESTS, UNMET_NEEDS


class NeedViewSet(VisibleReadOnlyViewSet):
    """What countries, regions and groups of countries need to be able to do, as their assessments state it."""

    kind = NEEDS
    orders = ("code", "as_of", "updated_at")


class UnmetNeedViewSet(NeedViewSet):
    """Unmet needs: adopted needs that are not met and that no ongoing request, match or project addresses."""

    kind = UNMET_NEEDS


class AssessmentViewSet(VisibleReadOnlyViewSet):
    """The public part of needs assessments, with the needs that they name and their rank."""

    kind = ASSESSMENTS
    orders = ("code", "as_of", "updated_at")


class AssistanceRequestViewSet(VisibleReadOnlyViewSet):
    """Requests for assistance. A country sees its own, agencies those that are open to partners."""

    kind = REQUESTS
    scope = Scope.REQUESTS_READ
    is_public = False
    orders = ("code", "state_since", "updated_at")
