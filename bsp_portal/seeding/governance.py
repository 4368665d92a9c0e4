"""Decisions and what they ask, groups, meetings, sessions."""

from bsp_portal.seeding.documents import DocumentBody
from bsp_portal.seeding.reading import SeedRecord, read_seed
from bsp_portal.seeding.sessions import AS_IN_DOCUMENT, SESSIONS, SessionFacts
from bsp_portal.seeding.store import Entry, Store
from core.choices import Certainty
from core.database.bulk import Tally
from governance.choices import GroupRole
from governance.models import Decision, DecisionAsk, Group, GroupMember, Meeting, Session
from partners.models import Agency

# Another date that a document prints for the same decision: field value, file and paragraph.
OTHER_DATES = {"gc-ss-viii-1": ("2003-03-31", {"doc": "000_8c4525b2894779ed.txt", "para": "5 fn 1"})}
MEMBER_FIELDS = {
    "members": GroupRole.MEMBER,
    "chair": GroupRole.CHAIR,
    "co_chairs": GroupRole.CO_CHAIR,
    "proposed_by": GroupRole.PROPOSED_BY,
}
SINGLE_MEMBER_FIELDS = {"coordinator": GroupRole.COORDINATOR, "host": GroupRole.HOST}


def write_decisions(store: Store) -> Tally:
    """Write the decisions, each request as an ask; whom an ask addresses is certain where there is one addressee."""
    sessions = {(facts.decision_body, facts.title): facts.meeting for facts in SESSIONS if facts.decision_body}
    entries, asks, addressees = [], [], {}
    for record in read_seed("decisions"):
        body, session_name = record.text("body"), record.text("session")
        values = {
            "number": record.text("number"),
            "kind": record.text("kind"),
            "body": body,
            "session_name": session_name,
            "session_id": store.key(Session, record, "session", sessions.get((body, session_name))),
            "place": record.text("place"),
            "country_id": store.take_country(record),
            "decided_on": record.text("date"),
            "part": record.text("part"),
            "subject": record.text("subject"),
            "also_cited_as": record.texts("also_cited_as"),
            "note": record.note(),
        }
        if record.take("date_known"):
            record.cite("decided_on", value=values["decided_on"], certainty=Certainty.KNOWN)
        if note := record.note("number_note"):
            record.cite("number", certainty=Certainty.INFERRED, note=note)
        if note := record.note("date_note"):
            value, place = OTHER_DATES.get(record.id, ("", None))
            record.cite("decided_on", value=value, note=note, place=place)
        decision = store.key_of(Decision, record.id)
        addressees[decision] = store.take_keys(Agency, record, "addressed_to")
        asks += [
            {"decision_id": decision, "position": position, "text": text}
            for position, text in enumerate(record.texts("requests"), start=1)
        ]
        record.finish()
        many = {"addressed_to": addressees[decision]}
        entries.append(Entry(record.id, values, record.citations, code=f"DEC-{record.id.upper()}", many=many))
    tally = store.write(Decision, entries)
    store.write_parts(DecisionAsk, Decision, "decision_id", asks, key=("position",))
    written = DecisionAsk.objects.filter(decision__in=list(addressees), version=1)
    store.link(
        DecisionAsk,
        "addressed_to",
        [(ask.pk, addressees[ask.decision_id][0]) for ask in written if len(addressees[ask.decision_id]) == 1],
    )
    return tally


def write_groups(store: Store) -> Tally:
    entries, members = [], []
    for record in read_seed("groups"):
        parent = record.take("parent")
        of_group = parent is not None and store.has(Group, parent)
        values = {
            "name": record.text("name"),
            "kind": record.text("type"),
            "purpose": record.text("purpose"),
            "parent_group_id": store.key(Group, record, "parent", parent) if of_group else None,
            "parent_agency_id": None if of_group else store.key(Agency, record, "parent", parent),
            "established_on": record.text("established"),
            "established_by_id": store.take_key(Decision, record, "established_by"),
            "established_by_text": record.text("established_by_text"),
            "proposed_on": record.text("proposed"),
            "dates": record.texts("dates"),
            "status": record.text("status"),
            "members_count": record.take("members_count"),
            "note": record.note(),
        }
        for field, subject in (("established_note", "established_on"), ("members_note", "members")):
            if note := record.note(field):
                record.cite(subject, certainty=Certainty.INFERRED, note=note)
        group = store.key_of(Group, record.id)
        members += _members(store, record, group)
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("GRP-", 3)))
    tally = store.write(Group, entries)
    store.write_parts(GroupMember, Group, "group_id", members, key=("agency_id", "role"))
    return tally


def _members(store: Store, record: SeedRecord, group: int) -> list[dict]:
    rows = [
        {"group_id": group, "agency_id": agency, "role": role.value}
        for field, role in MEMBER_FIELDS.items()
        for agency in store.take_keys(Agency, record, field)
    ]
    for field, role in SINGLE_MEMBER_FIELDS.items():
        if agency := store.take_key(Agency, record, field):
            rows.append({"group_id": group, "agency_id": agency, "role": role.value})
    return rows


def write_meetings(store: Store, bodies: dict[str, DocumentBody]) -> dict[str, Tally]:
    """Write the meetings, and a session for each that is one of a body the portal keeps the sessions of."""
    entries, sessions = [], []
    facts_of = {facts.meeting: facts for facts in SESSIONS}
    for record in read_seed("meetings"):
        values = {
            "title": record.text("title"),
            "body_id": store.take_key(Agency, record, "body"),
            "group_id": store.take_key(Group, record, "body_group"),
            "place": record.text("place"),
            "country_id": store.take_country(record),
            "starts_on": record.text("start"),
            "ends_on": record.text("end"),
            "purpose": record.text("purpose"),
            "outputs_text": record.texts("outputs_text"),
            "note": record.note(),
        }
        if record.take("known"):
            record.citations[0]["certainty"] = Certainty.KNOWN.value
        if record.take("place_known"):
            record.cite("place", value=values["place"], certainty=Certainty.KNOWN)
        many = {"countries": store.take_countries(record), "outputs": store.take_keys(Decision, record, "outputs")}
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("MTG-", 3), many=many))
        if facts := facts_of.get(record.id):
            sessions.append(_session(facts, values, record.citations, bodies.get(facts.document)))
    tally = store.write(Meeting, entries)
    return {"meetings": tally, "→ sessions": store.write(Session, sessions)}


def _session(facts: SessionFacts, meeting: dict, citations: list[dict], body: DocumentBody | None) -> Entry:
    """The session of a meeting: the meeting's data, more precise where generally known, each such field marked."""
    taken = {name: meeting[name] for name in ("body_id", "group_id", "place", "country_id", "starts_on", "ends_on")}
    if body:
        taken |= {"body_id": body.agency, "group_id": body.group}
    values = {
        "organ": facts.organ,
        "forum": facts.forum,
        "title": facts.title,
        "is_council": facts.is_council,
        **taken,
        **facts.stated,
        **facts.known,
    }
    main = citations[0]
    marks = [{**main, "field": name.removesuffix("_id"), "certainty": Certainty.KNOWN.value} for name in facts.known]
    if facts.document:
        marks += [
            {
                **main,
                "document_id": facts.document,
                "paragraph": AS_IN_DOCUMENT[facts.document],
                "field": name,
                "certainty": Certainty.PRINTED.value,
            }
            for name in facts.stated
        ]
    whole = [citation for citation in citations if not citation["field"]]
    many = {"documents": [facts.document] if facts.document else []}
    return Entry(facts.meeting, values, whole + marks, code=facts.code, many=many)
