"""Reforms, duties to report, and the figures that documents state."""

from decimal import Decimal

from bsp_portal.seeding.reading import SeedRecord, read_seed
from bsp_portal.seeding.store import Entry, Store
from core.choices import Certainty
from core.database.bulk import Tally
from core.text.partial_dates import latest
from governance.choices import AskState
from governance.models import Decision, Group, Observation, Reform, ReformStatus, ReportingDuty, Target
from partners.models import Agency, Agreement
from projects.models import Project
from reference.models import ExpectedAccomplishment

STATES = {
    "completed": AskState.COMPLETED,
    "in_progress": AskState.IN_PROGRESS,
    "awaiting_council_decision": AskState.AWAITING_DECISION,
    "awaiting_rio20": AskState.AWAITING_OTHER,
    "not_started": AskState.NOT_STARTED,
}
RIO_20 = "Outcome of the United Nations Conference on Sustainable Development (Rio+20)"
REFORM_REPORT = "001_96d214b9e809eefa.txt"
# The report knows events up to this month; its status rows are dated by the month's last day.
REFORMS_AS_OF = "2011-11"
DRAFT_DECISION = "draft-gcss12-ieg"
# Paragraph 3 lists five reforms that need a decision; the introduction of the annex leaves one of them out.
LISTED_IN_PARAGRAPH_3 = "5, 7, 17, 20, 29"
LISTED_IN_ANNEX = "5, 7, 20, 29"
LEFT_OUT_OF_ANNEX = 17
ALL_SUBPROGRAMMES = "all subprogrammes"
# Paragraph 101 of the 2005 report calls 35 per cent what paragraph 99 prints as 3 per cent; 35 is applied.
DISPUTED_TARGET, APPLIED_VALUE = "env-fund-direct-bsp", Decimal(35)
DISPUTED_IN = ("doc-gcss9-bsp", "101")


def write_reforms(store: Store) -> Tally:
    """Write the 30 reforms; each that the table gives a status row has one dated status."""
    accomplishments = {f"{row.subprogramme_id} EA {row.letter}": row.pk for row in ExpectedAccomplishment.objects.all()}
    entries, statuses = [], []
    for record in read_seed("reforms"):
        number, status = record.take("number"), record.text("status")
        if status not in STATES:
            raise record.fault("status", f"unknown status “{status}”")
        state = STATES[status]
        refs, paragraphs = record.texts("refs"), record.take("draft_decision_paras", [])
        for ref in refs:
            if ref != ALL_SUBPROGRAMMES and ref not in accomplishments:
                raise record.fault("refs", f"unknown expected accomplishment “{ref}”")
        record.cite("state", value=status, certainty=Certainty.INFERRED, note=record.note("status_note"))
        if note := record.note("refs_note"):
            record.cite("refs", certainty=Certainty.INFERRED, note=note)
        values = {
            "number": number,
            "title": record.text("title"),
            "ongoing_actions": record.texts("ongoing_actions"),
            "further_actions": record.texts("further_actions"),
            "further_context": record.text("further_context"),
            "refs": refs,
            "budget_implication": record.text("budget_implication"),
            "budget_note": record.note("budget_note"),
            **_need_of_a_decision(record, number),
            "state": state.value,
            "waits_for": RIO_20 if status == "awaiting_rio20" else "",
            "draft_decision_id": store.key(
                Decision, record, "draft_decision_paras", DRAFT_DECISION if paragraphs else None
            ),
            "draft_decision_paragraphs": paragraphs,
            "note": record.note(),
        }
        many = {
            "accomplishments": [accomplishments[ref] for ref in refs if ref != ALL_SUBPROGRAMMES],
            "responsible": store.take_keys(Agency, record, "responsible"),
        }
        if text := record.text("status_text"):
            statuses.append(
                {
                    "reform_id": store.key_of(Reform, record.id),
                    "reported_on": latest(REFORMS_AS_OF),
                    "state": state.value,
                    "text": text,
                }
            )
            record.cite("statuses", value=REFORMS_AS_OF, certainty=Certainty.INFERRED)
        record.finish()
        entries.append(Entry(record.id, values, record.citations, code=f"REF-{number:02}", many=many))
    tally = store.write(Reform, entries)
    store.write_parts(ReformStatus, Reform, "reform_id", statuses, key=("reported_on",))
    return tally


def _need_of_a_decision(record: SeedRecord, number: int) -> dict:
    """Whether the Council must decide, and what says so; what the two places print stands side by side."""
    needed = record.take("needs_council_decision")
    evidence = ""
    if needed:
        evidence = f"Paragraph 3 lists items {LISTED_IN_PARAGRAPH_3} as needing a decision of the Council."
        record.cite("needs_council_decision", value=LISTED_IN_PARAGRAPH_3, place=_place("3"))
    if needed and number == LEFT_OUT_OF_ANNEX:
        evidence += f" The introduction of the annex lists items {LISTED_IN_ANNEX} only."
        record.cite("needs_council_decision", value=LISTED_IN_ANNEX, place=_place("annex introduction"))
    return {"needs_council_decision": needed, "decision_evidence": evidence}


def _place(paragraph: str) -> dict:
    return {"doc": REFORM_REPORT, "para": paragraph}


def write_duties(store: Store) -> Tally:
    entries = []
    for record in read_seed("reporting_requirements"):
        values = {
            "title": record.text("title"),
            "reporter_id": store.take_key(Agency, record, "reporter"),
            "recipient_id": store.take_key(Agency, record, "recipient"),
            "recipient_group_id": store.take_key(Group, record, "recipient_group"),
            "counterpart_id": store.take_key(Agency, record, "counterpart"),
            "recipient_note": record.note("recipient_note"),
            "frequency": record.text("frequency"),
            "due_on": record.text("due"),
            "decision_id": store.take_key(Decision, record, "decision"),
            "agreement_id": store.take_key(Agreement, record, "agreement"),
            "content": record.texts("content"),
            "note": record.note(),
        }
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("DUTY-", 3)))
    return store.write(ReportingDuty, entries)


def write_targets(store: Store) -> Tally:
    entries = []
    for record in read_seed("targets"):
        starts_on, ends_on = record.period("period")
        values = {
            "metric": record.text("metric"),
            "value": Decimal(record.take("value")),
            "unit": record.text("unit"),
            "comparator": record.text("comparator"),
            "kind": record.text("kind"),
            "period_starts_on": starts_on,
            "period_ends_on": ends_on,
            "project_id": store.take_key(Project, record, "project"),
            "applied_value": APPLIED_VALUE if record.id == DISPUTED_TARGET else None,
            "note": record.note(),
        }
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("TGT-", 3)))
    tally = store.write(Target, entries)
    store.write_parts(Observation, Target, "target_id", [_disputed_value(store)], key=("document_id", "paragraph"))
    return tally


def _disputed_value(store: Store) -> dict:
    document, paragraph = DISPUTED_IN
    return {
        "target_id": store.key_of(Target, DISPUTED_TARGET),
        "value": APPLIED_VALUE,
        "document_id": document,
        "paragraph": paragraph,
        "note": "Paragraph 101 speaks of the 35 per cent target; paragraph 99 prints 3 per cent.",
    }
