"""Partners in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from partners.filters import AgencyFilter, AgreementFilter, FocalPointFilter
from partners.models import Agency, Agreement, FocalPoint
from partners.serializers import AgencySerializer, AgreementSerializer, FocalPointSerializer


class AgencyViewSet(VisibleReadOnlyViewSet):
    """Organisations, offices and networks that take part in the plan."""

    queryset = Agency.objects.all()
    serializer_class = AgencySerializer
    filterset_class = AgencyFilter
    orders = {"code": ("code",), "name": ("name", "id"), "updated_at": ("updated_at", "id")}


class FocalPointViewSet(VisibleReadOnlyViewSet):
    """Posts that serve as focal points. What concerns the person is empty unless that person agreed, field by field."""

    queryset = FocalPoint.objects.all()
    serializer_class = FocalPointSerializer
    filterset_class = FocalPointFilter
    orders = {"code": ("code",), "updated_at": ("updated_at", "id")}


class AgreementViewSet(VisibleReadOnlyViewSet):
    """Memoranda and other agreements, with what the parties promised in them."""

    queryset = Agreement.objects.all()
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilter
    orders = {"code": ("code",), "title": ("title", "id"), "updated_at": ("updated_at", "id")}
