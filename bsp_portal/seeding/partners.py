"""Organisations, agreements under international law and between partners, and focal points."""

from bsp_portal.seeding.reading import SeedRecord, read_seed
from bsp_portal.seeding.store import Entry, Store
from core.choices import Certainty, Origin
from core.database.bulk import Tally, write_rows
from partners.models import Agency, Agreement, FocalPoint
from projects.models import Project
from reference.loading import mea_codes
from reference.models import Mea

# The regional offices that the documents name (vocabulary of regions).
OFFICES = {
    "unep-roa": "africa",
    "unep-roap": "asia-pacific",
    "unep-roe": "europe",
    "unep-rolac": "latin-america-caribbean",
    "unep-rowa": "west-asia",
}


def write_agencies(store: Store) -> Tally:
    entries = []
    for record in read_seed("partners"):
        values = {
            "name": record.text("name"),
            "acronym": record.text("acronym"),
            "kind": record.text("type"),
            "parent_id": store.take_key(Agency, record, "parent"),
            "country_id": store.take_country(record),
            **store.take_region(record),
            "office_of_region_id": OFFICES.get(record.id),
            "role_in_plan": record.text("role_in_plan"),
            "url": record.text("url"),
            "note": record.note(),
        }
        record.finish()
        entries.append(Entry(record.id, values, record.citations, code=f"ORG-{record.id.upper()}"))
    return store.write(Agency, entries)


def write_meas(store: Store) -> Tally:
    """Add the documents' words to the agreements of the code list, and the programmes that this does not have.

    All of them come from the founding documents: what a document describes has its origin there, whoever else lists it.
    """
    listed = Mea.objects.in_bulk(mea_codes())
    rows, added, citations, secretariats = [], [], {}, []
    for record in read_seed("meas"):
        words = {"official_name": record.text("official_name"), "status_in_text": record.text("status_in_text")}
        stated = {
            "short_name": record.text("short_name"),
            "kind": record.text("kind"),
            "parent_id": record.text("parent") or None,
            "cluster": record.text("cluster"),
            "adopted_on": record.text("adopted"),
            "in_force_on": record.text("in_force"),
            "secretariat": record.text("secretariat_name"),
            "note": record.note(),
        }
        if record.take("known"):
            record.citations[0]["certainty"] = Certainty.KNOWN.value
        if secretariat := store.take_key(Agency, record, "secretariat"):
            secretariats.append((secretariat, record.id))
        if record.id in listed:
            rows.append({"code": record.id, "origin": Origin.SEED.value, **words})
            _cite_differences(record, listed[record.id], stated)
        else:
            place = {"code": record.id, "position": len(listed) + len(added), "origin": Origin.SEED.value}
            added.append({**place, "name_en": words["official_name"], **words, **stated})
        record.finish()
        citations[record.id] = record.citations
    described = Mea.objects.filter(pk__in=list(citations))
    tally = write_rows(described, rows, key=("code",)) + write_rows(described, added, key=("code",))
    store.link(Agency, "secretariat_of", secretariats)
    store.write_citations(Mea, citations)
    return tally


def _cite_differences(record: SeedRecord, mea: Mea, stated: dict[str, str | None]) -> None:
    """Keep what the seed states less precisely, or otherwise, than the code list: 1992 beside 1992-05-22."""
    for field, value in stated.items():
        if value and value != getattr(mea, field):
            record.cite(field.removesuffix("_id"), value=value, certainty=Certainty.KNOWN)


def write_focal_points(store: Store) -> Tally:
    entries = []
    for record in read_seed("focal_points"):
        values = {
            "kind": record.text("kind"),
            "post": record.text("post"),
            "subject": record.text("subject"),
            "host_id": store.take_key(Agency, record, "host"),
            "counterpart_id": store.take_key(Agency, record, "counterpart"),
            **store.take_region(record),
            "cluster": record.text("cluster"),
            "grade": record.text("grade"),
            "number_of_posts": record.take("number_of_posts"),
            "is_pilot": record.take("pilot", False),
            "status": record.text("status"),
            "note": record.note(),
        }
        many = {"countries": store.take_countries(record)}
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("FP-", 3), many=many))
    return store.write(FocalPoint, entries)


def write_agreements(store: Store) -> Tally:
    entries, carried_out = [], []
    for record in read_seed("agreements"):
        values = {
            "title": record.text("title"),
            "kind": record.text("kind"),
            "subject": record.text("subject"),
            "signed_on": record.text("date"),
            "starts_on": record.text("start"),
            "ends_on": record.text("end"),
            "review_cycle": record.text("review_cycle"),
            "review_months": record.take("review_months"),
            "provisions": record.texts("provisions"),
            "state": record.text("status"),
            "as_of": record.text("as_of"),
            "note": record.note(),
        }
        if record.take("date_known"):
            record.cite("signed_on", value=values["signed_on"], certainty=Certainty.KNOWN)
        many = {"parties": store.take_keys(Agency, record, "parties"), "countries": store.take_countries(record)}
        agreement = store.key_of(Agreement, record.id)
        carried_out += [(project, agreement) for project in store.take_keys(Project, record, "projects")]
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("AGR-", 3), many=many))
    tally = store.write(Agreement, entries)
    store.link(Project, "agreements", carried_out)
    return tally
