"""Council reports in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reports.filters import ReportFilter
from reports.models import Report
from reports.serializers import ReportSerializer


class ReportViewSet(VisibleReadOnlyViewSet):
    """Council reports that were issued; for the secretariat and the offices also those in the making."""

    queryset = Report.objects.all()
    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    orders = {"code": ("code",), "year": ("year", "id"), "updated_at": ("updated_at", "id")}
