"""Facts and offers of the South-South exchange."""

from bsp_portal.seeding.reading import read_seed
from bsp_portal.seeding.store import Entry, Store
from core.choices import Certainty
from core.database.bulk import Tally
from exchange.models import Offer
from governance.models import Meeting
from partners.models import Agency
from projects.models import Project
from reference.models import Theme


def write_offers(store: Store) -> Tally:
    """Write the offers; a record without module describes the mechanism or its policy."""
    entries, made_by, shown_at = [], [], []
    for record in read_seed("exchange"):
        values = {
            "module": record.text("module"),
            "kind": record.text("kind"),
            "title": record.text("title"),
            "summary": record.text("summary"),
            "points": record.texts("points"),
            "modules": record.texts("modules"),
            "provider_id": store.take_key(Agency, record, "provider"),
            "status": record.text("status"),
            "url": record.text("url"),
            "note": record.note(),
        }
        if record.take("provider_inferred"):
            record.cite("provider", certainty=Certainty.INFERRED)
        theme = store.take_code(Theme, record, "theme")
        many = {
            "further_providers": store.take_keys(Agency, record, "provider_all"),
            "countries": store.take_countries(record),
            "themes": [theme] if theme else [],
        }
        offer = store.key_of(Offer, record.id)
        if project := store.take_key(Project, record, "project"):
            made_by.append((project, offer))
        if meeting := store.take_key(Meeting, record, "meeting"):
            shown_at.append((meeting, offer))
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("OFR-", 3), many=many))
    tally = store.write(Offer, entries)
    store.link(Project, "offers", made_by)
    store.link(Meeting, "offers", shown_at)
    return tally
