"""How each field of each seed file is read back from the database: one entry for every field, none left out."""

from collections.abc import Callable

from exchange.models import Offer
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Target
from needs.models import Need
from partners.models import Agency, Agreement, FocalPoint
from projects.models import Contribution, Project
from reference.models import Document, Mea, Vocabulary

Reader = Callable[[object], object]


def column(name: str) -> Reader:
    return lambda record: getattr(record, name)


def seeded(name: str) -> Reader:
    """The seed's identifier of the record that a foreign key leads to."""
    return lambda record: getattr(getattr(record, name), "origin_reference", None)


def several(name: str) -> Reader:
    """The seed's identifiers behind a relation to many, in no order."""
    return lambda record: set(getattr(record, name).values_list("origin_reference", flat=True))


def codes(name: str) -> Reader:
    return lambda record: set(getattr(record, name).values_list("pk", flat=True))


def only(reader: Reader) -> Reader:
    """The one member of a set."""

    def read(record):
        found = reader(record)
        assert len(found) < 2
        return next(iter(found), None)

    return read


def mark(field: str, certainty: str) -> Reader:
    """Whether a citation marks the field with that certainty."""
    return lambda record: record.sources.filter(field=field, certainty=certainty).exists()


def cited(field: str, attribute: str = "value") -> Reader:
    """What a citation says about the field."""
    return lambda record: next(
        (
            getattr(citation, attribute)
            for citation in record.sources.filter(field=field)
            if getattr(citation, attribute)
        ),
        None,
    )


def is_known(record) -> bool:
    return record.sources.first().certainty == "known"


def column_or_cited(name: str, field: str | None = None) -> Reader:
    """The column; where the code list has another value, what the citation keeps."""
    return lambda record: cited(field or name)(record) or getattr(record, name)


def partial(start: str, end: str) -> Reader:
    def read(record):
        first, last = getattr(record, start), getattr(record, end)
        return first if first == last else f"{first}/{last}"

    return read


def one_region(record) -> str | None:
    return "global" if record.is_global else seed_region(record.region_id)


def seed_region(code: str | None) -> str | None:
    return "lac" if code == "latin-america-caribbean" else code


def all_regions(record) -> set[str]:
    regions = {seed_region(code) for code in codes("regions")(record)}
    return regions | {"global"} if record.is_global else regions


def places(record) -> list[dict]:
    return [
        {"doc": citation.document.file_name, "para": citation.paragraph}
        for citation in record.sources.filter(field="").select_related("document")
    ]


def members(role: str) -> Reader:
    return lambda record: set(record.group_members.filter(role=role).values_list("agency__origin_reference", flat=True))


def countries_in(role: str) -> Reader:
    return lambda record: set(record.project_countries.filter(role=role).values_list("country", flat=True))


def budget_of(record) -> dict | None:
    if record.budget is None:
        return None
    return {
        "amount": record.budget,
        "currency": record.currency,
        "funder": record.budget_funder.origin_reference,
        "kind": record.budget_kind,
    }


def partners_of(record) -> list[dict]:
    rows = record.partnerships.select_related("agency")
    return [{"partner": row.agency.origin_reference, "role": row.role} for row in rows]


def phases_of(record) -> list[str]:
    return [f"{row.title}: {row.starts_on} to {row.ends_on}" for row in record.activities.filter(kind="phase")]


def terms_of(record) -> list[dict]:
    found = []
    for term in record.terms.all():
        values = {
            "id": term.code,
            "label": term.label,
            "code": term.acronym,
            "office": term.office_reference,
            "office_note": term.office_note,
        }
        values = {name: value for name, value in values.items() if value}
        if not term.is_in_text:
            values["in_text"] = False
        if term.certainty == "known":
            values["known"] = True
        found.append(values)
    return found


def session_column(name: str) -> Reader:
    return lambda document: getattr(getattr(document.sessions.get(), name), "origin_reference", None)


EVERY_FILE = {
    "source": lambda record: places(record)[0],
    "more_sources": lambda record: places(record)[1:],
}

MODELS = {
    "agreements": Agreement,
    "contributions": Contribution,
    "decisions": Decision,
    "documents": Document,
    "exchange": Offer,
    "focal_points": FocalPoint,
    "groups": Group,
    "meas": Mea,
    "meetings": Meeting,
    "needs": Need,
    "partners": Agency,
    "projects": Project,
    "reforms": Reform,
    "reporting_requirements": ReportingDuty,
    "targets": Target,
    "vocabularies": Vocabulary,
}

READERS: dict[str, dict[str, Reader]] = {
    "agreements": {
        "as_of": column("as_of"),
        "countries": codes("countries"),
        "date": column("signed_on"),
        "date_known": mark("signed_on", "known"),
        "end": column("ends_on"),
        "kind": column("kind"),
        "note": column("note"),
        "parties": several("parties"),
        "projects": several("projects"),
        "provisions": column("provisions"),
        "review_cycle": column("review_cycle"),
        "review_months": column("review_months"),
        "start": column("starts_on"),
        "status": column("state"),
        "subject": column("subject"),
        "title": column("title"),
    },
    "contributions": {
        "amount": column("amount"),
        "currency": column("currency"),
        "date": column("happened_on"),
        "donor": seeded("donor"),
        "kind": column("kind"),
        "note": column("note"),
        "percent": column("percent"),
        "percent_of": column("percent_of"),
        "period": partial("period_starts_on", "period_ends_on"),
        "purpose": column("purpose"),
        "recipient": seeded("recipient"),
        "recipient_project": seeded("project"),
        "status": column("status"),
    },
    "decisions": {
        "addressed_to": several("addressed_to"),
        "also_cited_as": column("also_cited_as"),
        "body": column("body"),
        "country": column("country_id"),
        "date": column("decided_on"),
        "date_known": mark("decided_on", "known"),
        "date_note": cited("decided_on", "note"),
        "kind": column("kind"),
        "number": column("number"),
        "number_note": cited("number", "note"),
        "part": column("part"),
        "place": column("place"),
        "requests": lambda record: [ask.text for ask in record.asks.order_by("position")],
        "session": column("session_name"),
        "subject": column("subject"),
    },
    "documents": {
        "agenda_item": column("agenda_item"),
        "body": column("body"),
        "body_group": session_column("group"),
        "body_partner": session_column("body"),
        "country": column("country_id"),
        "date": column("issued_on"),
        "date_certain": column("is_date_certain"),
        "distribution": column("distribution"),
        "document_type": column("document_type"),
        "file": column("file_name"),
        "language": column("language"),
        "mandate": several("mandates"),
        "note": column("note"),
        "original_language": column("original_language"),
        "place": column("place"),
        "session": column("session"),
        "session_dates": lambda record: {"start": record.session_starts_on, "end": record.session_ends_on},
        "summary": column("summary"),
        "symbol": column("symbol"),
        "symbol_certain": column("is_symbol_certain"),
        "symbols_in_text": column("symbols_in_text"),
        "title": column("title"),
    },
    "exchange": {
        "countries": codes("countries"),
        "kind": column("kind"),
        "meeting": only(several("meetings")),
        "module": column("module"),
        "modules": column("modules"),
        "note": column("note"),
        "points": column("points"),
        "project": only(several("projects")),
        "provider": seeded("provider"),
        "provider_all": several("further_providers"),
        "provider_inferred": mark("provider", "inferred"),
        "status": column("status"),
        "summary": column("summary"),
        "theme": only(codes("themes")),
        "title": column("title"),
        "url": column("url"),
    },
    "focal_points": {
        "cluster": column("cluster"),
        "counterpart": seeded("counterpart"),
        "countries": codes("countries"),
        "grade": column("grade"),
        "host": seeded("host"),
        "kind": column("kind"),
        "note": column("note"),
        "number_of_posts": column("number_of_posts"),
        "pilot": column("is_pilot"),
        "post": column("post"),
        "region": one_region,
        "status": column("status"),
        "subject": column("subject"),
    },
    "groups": {
        "chair": members("chair"),
        "co_chairs": members("co_chair"),
        "coordinator": only(members("coordinator")),
        "dates": column("dates"),
        "established": column("established_on"),
        "established_by": seeded("established_by"),
        "established_by_text": column("established_by_text"),
        "established_note": cited("established_on", "note"),
        "host": only(members("host")),
        "members": members("member"),
        "members_count": column("members_count"),
        "members_note": cited("members", "note"),
        "name": column("name"),
        "note": column("note"),
        "parent": lambda record: seeded("parent_group")(record) or seeded("parent_agency")(record),
        "proposed": column("proposed_on"),
        "proposed_by": members("proposed_by"),
        "purpose": column("purpose"),
        "status": column("status"),
        "type": column("kind"),
    },
    "meas": {
        "adopted": column_or_cited("adopted_on"),
        "cluster": column_or_cited("cluster"),
        "in_force": column_or_cited("in_force_on"),
        "kind": column_or_cited("kind"),
        "known": is_known,
        "note": column("note"),
        "official_name": column("official_name"),
        "parent": column_or_cited("parent_id", "parent"),
        "secretariat": only(several("secretariats")),
        "secretariat_name": column_or_cited("secretariat"),
        "short_name": column_or_cited("short_name"),
        "status_in_text": column("status_in_text"),
    },
    "meetings": {
        "body": seeded("body"),
        "body_group": seeded("group"),
        "countries": codes("countries"),
        "country": column("country_id"),
        "end": column("ends_on"),
        "known": is_known,
        "note": column("note"),
        "outputs": several("outputs"),
        "outputs_text": column("outputs_text"),
        "place": column("place"),
        "place_known": mark("place", "known"),
        "purpose": column("purpose"),
        "start": column("starts_on"),
        "title": column("title"),
    },
    "needs": {
        "as_of": column("as_of"),
        "count": column("countries_count"),
        "countries": codes("countries"),
        "cross_cutting": codes("areas"),
        "groups_of_countries": codes("groups"),
        "note": column("note"),
        "projects": several("projects"),
        "region": lambda record: seed_region(record.region_id) or "global",
        "scope": column_or_cited("scope"),
        "statement": column("statement"),
        "status": column("status"),
        "theme": column("theme_id"),
    },
    "partners": {
        "acronym": column("acronym"),
        "country": column("country_id"),
        "name": column("name"),
        "note": column("note"),
        "parent": seeded("parent"),
        "region": one_region,
        "role_in_plan": column("role_in_plan"),
        "type": column("kind"),
        "url": column("url"),
    },
    "projects": {
        "as_of": column("as_of"),
        "budget": budget_of,
        "capacity_types": codes("capacity_types"),
        "cooperation_types": column("cooperation"),
        "countries": countries_in("beneficiary"),
        "countries_count": column("countries_count"),
        "cross_cutting": codes("areas"),
        "end": column("ends_on"),
        "example_no": column("example_number"),
        "example_set": column("example_set"),
        "groups_of_countries": codes("groups"),
        "lessons": lambda record: [lesson.text for lesson in record.lessons.order_by("code")],
        "mea_clusters": column("mea_clusters"),
        "meas": codes("meas"),
        "note": column("note"),
        "observer_countries": countries_in("observer"),
        "outputs": column("outputs"),
        "parent": seeded("parent"),
        "partners": partners_of,
        "phases": phases_of,
        "provider_countries": countries_in("provider"),
        "regions": all_regions,
        "start": column("starts_on"),
        "status": cited("state"),
        "summary": column("summary"),
        "themes": codes("themes"),
        "title": column("title"),
        "url": column("url"),
    },
    "reforms": {
        "budget_implication": column("budget_implication"),
        "budget_note": column("budget_note"),
        "draft_decision_paras": column("draft_decision_paragraphs"),
        "further_actions": column("further_actions"),
        "further_context": column("further_context"),
        "needs_council_decision": column("needs_council_decision"),
        "number": column("number"),
        "ongoing_actions": column("ongoing_actions"),
        "refs": column("refs"),
        "refs_note": cited("refs", "note"),
        "responsible": several("responsible"),
        "status": cited("state"),
        "status_note": cited("state", "note"),
        "status_text": lambda record: getattr(record.statuses.first(), "text", None),
        "title": column("title"),
    },
    "reporting_requirements": {
        "agreement": seeded("agreement"),
        "content": column("content"),
        "counterpart": seeded("counterpart"),
        "decision": seeded("decision"),
        "due": column("due_on"),
        "frequency": column("frequency"),
        "note": column("note"),
        "recipient": seeded("recipient"),
        "recipient_group": seeded("recipient_group"),
        "recipient_note": column("recipient_note"),
        "reporter": seeded("reporter"),
        "title": column("title"),
    },
    "targets": {
        "comparator": column("comparator"),
        "kind": column("kind"),
        "metric": column("metric"),
        "note": column("note"),
        "period": partial("period_starts_on", "period_ends_on"),
        "project": seeded("project"),
        "unit": column("unit"),
        "value": column("value"),
    },
    "vocabularies": {
        "basis": column("basis"),
        "terms": terms_of,
        "title": column("name"),
    },
}
