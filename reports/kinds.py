"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Place, RecordKind
from reports.filters import ReportFilter
from reports.models import Report
from reports.serializers import ReportSerializer

REPORTS = RecordKind(
    name="reports",
    label=_("Reports"),
    model=Report,
    rows=Report.objects.visible_to,
    serializer=ReportSerializer,
    filterset=ReportFilter,
    title="symbol",
    page="reports:report_list",
    place=Place("main", 70),
)

KINDS = (REPORTS,)
