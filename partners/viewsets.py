"""Partners in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from partners.kinds import AGENCIES, AGREEMENTS, FOCAL_POINTS


class AgencyViewSet(VisibleReadOnlyViewSet):
    """Organisations, offices and networks that take part in the plan."""

    kind = AGENCIES
    orders = ("code", "name", "updated_at")


class FocalPointViewSet(VisibleReadOnlyViewSet):
    """Posts that serve as focal points. What concerns the person is empty unless that person agreed, field by field."""

    kind = FOCAL_POINTS
    orders = ("code", "updated_at")


class AgreementViewSet(VisibleReadOnlyViewSet):
    """Memoranda and other agreements, with what the parties promised in them."""

    kind = AGREEMENTS
    orders = ("code", "title", "updated_at")
