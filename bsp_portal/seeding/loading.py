"""The whole load, in one transaction."""

from django.db import models, transaction
from django.utils import translation

from bsp_portal.seeding import documents, duties, exchange, governance, needs, partners, projects
from bsp_portal.seeding.reading import read_seed
from bsp_portal.seeding.sessions import SESSIONS
from bsp_portal.seeding.store import Store
from core.database.bulk import Tally
from exchange.models import Offer
from governance.models import Decision, Group, Meeting, Reform, ReportingDuty, Session, Target
from needs.models import Need
from partners.models import Agency, Agreement, FocalPoint
from projects.models import Contribution, Project

RECORDS: dict[str, type[models.Model]] = {
    "partners": Agency,
    "agreements": Agreement,
    "focal_points": FocalPoint,
    "needs": Need,
    "exchange": Offer,
    "projects": Project,
    "contributions": Contribution,
    "decisions": Decision,
    "groups": Group,
    "meetings": Meeting,
    "reforms": Reform,
    "reporting_requirements": ReportingDuty,
    "targets": Target,
}


@transaction.atomic
def load_seed() -> dict[str, Tally]:
    """Load every record of every seed file. Returns, by file, what was new, changed or left as it was.

    Raises SeedFault for a field that the portal has no place for and for a reference that leads nowhere, and
    RowRefused for a value that a model refuses; nothing is stored then.
    """
    with translation.override("en"):
        store = Store()
        for file, model in RECORDS.items():
            store.reserve(model, [record.id for record in read_seed(file)])
        store.reserve(Session, [facts.meeting for facts in SESSIONS])
        tallies = {}
        tallies["documents"], bodies = documents.write_documents(store)
        tallies["vocabularies"] = documents.write_vocabularies(store)
        tallies["partners"] = partners.write_agencies(store)
        tallies["meas"] = partners.write_meas(store)
        tallies["focal_points"] = partners.write_focal_points(store)
        tallies["agreements"] = partners.write_agreements(store)
        tallies |= needs.write_needs(store)
        tallies["exchange"] = exchange.write_offers(store)
        tallies |= projects.write_projects(store)
        tallies["contributions"] = projects.write_contributions(store)
        tallies["decisions"] = governance.write_decisions(store)
        tallies["groups"] = governance.write_groups(store)
        tallies |= governance.write_meetings(store, bodies)
        tallies["reforms"] = duties.write_reforms(store)
        tallies["reporting_requirements"] = duties.write_duties(store)
        tallies["targets"] = duties.write_targets(store)
    return tallies
