"""The five documents, and the vocabularies taken from them."""

from dataclasses import dataclass

from bsp_portal.seeding.reading import read_seed
from bsp_portal.seeding.store import Store
from core.choices import Certainty, Origin
from core.database.bulk import Tally, write_rows
from governance.models import Decision, Group
from partners.models import Agency
from reference.models import Document, Term, Vocabulary


@dataclass(frozen=True)
class DocumentBody:
    """The agency or group to whose session a document was submitted."""

    agency: int | None
    group: int | None


def write_documents(store: Store) -> tuple[Tally, dict[str, DocumentBody]]:
    """Write the documents; returns also whose they are, by code."""
    rows, citations, bodies, mandates = [], {}, {}, []
    for record in read_seed("documents"):
        session = record.take("session_dates")
        if set(session) != {"start", "end"}:
            raise record.fault("session_dates", "expected start and end")
        symbol, symbol_certain = record.text("symbol"), record.take("symbol_certain", True)
        rows.append(
            {
                "code": record.id,
                "symbol": symbol,
                "is_symbol_certain": symbol_certain,
                "symbols_in_text": record.texts("symbols_in_text"),
                "title": record.text("title"),
                "document_type": record.text("document_type"),
                "body": record.text("body"),
                "session": record.text("session"),
                "session_starts_on": session["start"],
                "session_ends_on": session["end"],
                "place": record.text("place"),
                "country_id": store.take_country(record),
                "agenda_item": record.text("agenda_item"),
                "issued_on": record.text("date"),
                "is_date_certain": record.take("date_certain", True),
                "distribution": record.text("distribution"),
                "language": record.text("language"),
                "original_language": record.text("original_language"),
                "summary": record.text("summary"),
                "note": record.note(),
                "file_name": record.text("file"),
                "origin": Origin.SEED.value,
            }
        )
        bodies[record.id] = DocumentBody(
            agency=store.take_key(Agency, record, "body_partner"), group=store.take_key(Group, record, "body_group")
        )
        mandates += [(decision, record.id) for decision in store.take_keys(Decision, record, "mandate")]
        if symbol and not symbol_certain:
            record.cite("symbol", value=symbol, certainty=Certainty.INFERRED)
        record.finish()
        citations[record.id] = record.citations
    tally = write_rows(Document.objects.all(), rows, key=("code",))
    store.link(Decision, "mandated_documents", mandates)
    store.write_citations(Document, citations)
    return tally, bodies


def write_vocabularies(store: Store) -> Tally:
    rows, citations, terms = [], {}, []
    for position, record in enumerate(read_seed("vocabularies")):
        rows.append(
            {"code": record.id, "name": record.text("title"), "basis": record.text("basis"), "position": position}
        )
        known = {"id", "label", "code", "office", "office_note", "in_text", "known"}
        for place, term in enumerate(record.parts("terms", known)):
            terms.append(
                {
                    "vocabulary_id": record.id,
                    "code": term["id"],
                    "label": term["label"],
                    "acronym": term.get("code", ""),
                    "office_reference": term.get("office", ""),
                    "office_note": term.get("office_note", ""),
                    "is_in_text": term.get("in_text", True),
                    "certainty": (Certainty.KNOWN if term.get("known") else Certainty.PRINTED).value,
                    "position": place,
                }
            )
        record.finish()
        citations[record.id] = record.citations
    tally = write_rows(Vocabulary.objects.all(), rows, key=("code",))
    write_rows(Term.objects.filter(vocabulary__in=list(citations)), terms, key=("vocabulary_id", "code"))
    store.write_citations(Vocabulary, citations)
    return tally
