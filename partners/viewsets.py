"""Partners in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from partners.kinds import AGENCIES, AGREEMENTS, FOCAL_POINTS


class AgencyViewSet(VisibleReadOnlyViewSet):
    """Organizations, offices and networks that take part in the Plan."""

    kind = AGENCIES
    orders = ("code", "name", "updated_at")


class FocalPointViewSet(VisibleReadOnlyViewSet):
    """Focal point posts. Personal details are empty unless the person has consented, field by field."""

    kind = FOCAL_POINTS
    orders = ("code", "updated_at")


class AgreementViewSet(VisibleReadOnlyViewSet):
    """Memoranda and other agreements, with the commitments of their parties."""

    kind = AGREEMENTS
    orders = ("code", "title", "updated_at")
