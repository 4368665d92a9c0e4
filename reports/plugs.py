"""The last step of the chain: the issued reports in which needs, requests and projects were counted."""

from collections import defaultdict

from django.db.models import F, Func, JSONField, Value

from core.pages.related import address_of
from needs.chain import ChainFact, chain_facts
from reports.choices import ReportState
from reports.models import Report


def tell_reports(facts, records, reader):
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
    told = defaultdict(lambda: defaultdict(list))
    for report in issued.annotate(held=held).order_by("issued_at"):
        for code in report.held:
            told[keys[code]]["report"].append(ChainFact(report.symbol, address_of(report)))
    return told


@chain_facts["need"].plug
def tell_reports_of_needs(needs, reader):
    return tell_reports("needs", needs, reader)


@chain_facts["request"].plug
def tell_reports_of_requests(requests, reader):
    return tell_reports("requests", requests, reader)


@chain_facts["project"].plug
def tell_reports_of_projects(projects, reader):
    return tell_reports("projects", projects, reader)
