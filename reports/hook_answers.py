"""The last step of the chain: the issued reports in which needs, requests and projects were counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F, Func, JSONField, Value

from accounts.models import Reader
from core.models import Record
from core.pages.related import address_of
from needs.chain import ChainEntry, Steps
from needs.hooks import steps_of_needs, steps_of_requests
from needs.models import AssistanceRequest, Need
from projects.hooks import steps_of_projects
from projects.models import Project
from reports.choices import ReportState
from reports.models import Report


def reports_counting(facts: str, records: Iterable[Record], reader: Reader) -> Steps:
    """Primary key → the symbols of issued reports whose frozen list ``facts`` holds the record; one query for all.

    A report in the making tells nothing: its next build may count otherwise.
    """
    keys = {record.code: record.pk for record in records}
    held = Func(
        "snapshots__content",
        Value(f"$.facts.{facts}[*].code ? (@ == $wanted[*])"),
        Value({"wanted": list(keys)}, JSONField()),
        function="jsonb_path_query_array",
        output_field=JSONField(),
    )
    issued = Report.objects.visible_to(reader).filter(state=ReportState.ISSUED, snapshots__number=F("build_number"))
    told: dict[int, dict[str, list[ChainEntry]]] = defaultdict(lambda: defaultdict(list))
    for report in issued.annotate(held=held).order_by("issued_at"):
        for code in report.held:
            told[keys[code]]["report"].append(ChainEntry(report.symbol, address_of(report)))
    return told


@steps_of_needs.answer
def reports_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    return reports_counting("needs", needs, reader)


@steps_of_requests.answer
def reports_of_requests(requests: Sequence[AssistanceRequest], reader: Reader) -> Steps:
    return reports_counting("requests", requests, reader)


@steps_of_projects.answer
def reports_of_projects(projects: Sequence[Project], reader: Reader) -> Steps:
    return reports_counting("projects", projects, reader)
