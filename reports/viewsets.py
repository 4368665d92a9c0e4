"""Council reports in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reports.kinds import REPORTS


class ReportViewSet(VisibleReadOnlyViewSet):
    """Issued reports to the Council. The secretariat and the regional offices also see those being prepared."""

    kind = REPORTS
    orders = ("code", "year", "updated_at")
