"""How the list of reports is narrowed."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.records.filters import OneOfChoices, OneOfRecords, RecordFilter, SelectOneOf
from governance.models import Session
from reports.choices import ReportState
from reports.models import Report


def visible_councils(request):
    return Session.objects.visible_to(request.user).filter(is_council=True)


class ReportFilter(RecordFilter):
    """?year=2010&session=GC.26&state=issued"""

    search_fields = ("symbol", "session__title")

    year = filters.NumberFilter(label=_("Year"), min_value=1, max_value=9999)
    session = OneOfRecords(label=_("Session"), queryset=visible_councils, to_field_name="code")
    state = OneOfChoices(label=_("Status"), choices=ReportState.choices, widget=SelectOneOf)

    class Meta:
        model = Report
        fields = []
