"""Council reports in the API."""

from core.api.viewsets import VisibleReadOnlyViewSet
from reports.kinds import REPORTS


class ReportViewSet(VisibleReadOnlyViewSet):
    """Council reports that were issued; for the secretariat and the offices also those in the making."""

    kind = REPORTS
    orders = ("code", "year", "updated_at")
