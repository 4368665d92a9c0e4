"""Projects with their countries, partners, phases and lessons, and who funds what."""

import re
from decimal import Decimal

from bsp_portal.seeding.reading import SeedRecord, read_seed
from bsp_portal.seeding.store import GLOBAL, Entry, Store
from core.choices import Certainty
from core.database.bulk import Tally
from partners.models import Agency
from projects.choices import ActivityKind, CountryRole, FundSource, LessonKind, ProjectState
from projects.models import Activity, Contribution, Lesson, Partnership, Project, ProjectCountry
from reference.models import CapacityType, CountryGroup, CrossCuttingArea, Mea, Theme

STATES = {
    "proposed": ProjectState.PIPELINE,
    "planned": ProjectState.PIPELINE,
    "ongoing": ProjectState.ACTIVE,
    "completed": ProjectState.COMPLETED,
}
PHASE = re.compile(r"(?P<title>.+): (?P<start>[\d-]+) to (?P<end>[\d-]+)")
COUNTRY_FIELDS = {
    "countries": CountryRole.BENEFICIARY,
    "provider_countries": CountryRole.PROVIDER,
    "observer_countries": CountryRole.OBSERVER,
}
# Where the kind, or the giver, leaves no doubt which purse the money comes from.
FUNDS = {"core_target": FundSource.ENVIRONMENT_FUND, "earmarked_target": FundSource.EARMARKED}


def write_projects(store: Store) -> dict[str, Tally]:
    """Write the projects, their parts, and a lesson for each that a project states."""
    entries, countries, partnerships, phases, lessons = [], [], [], [], []
    for record in read_seed("projects"):
        project = store.key_of(Project, record.id)
        status = record.text("status")
        if status not in STATES:
            raise record.fault("status", f"unknown status “{status}”")
        record.cite("state", value=status, certainty=Certainty.INFERRED)
        regions = record.take("regions", [])
        values = {
            "title": record.text("title"),
            "summary": record.text("summary"),
            "cooperation": record.texts("cooperation_types"),
            "mea_clusters": record.texts("mea_clusters"),
            "countries_count": record.take("countries_count"),
            "is_global": GLOBAL in regions,
            "starts_on": record.text("start"),
            "ends_on": record.text("end"),
            "state": STATES[status].value,
            "as_of": record.text("as_of"),
            "parent_id": store.take_key(Project, record, "parent"),
            "outputs": record.texts("outputs"),
            "example_set": record.text("example_set"),
            "example_number": record.text("example_no"),
            "url": record.text("url"),
            "note": record.note(),
            **_budget(store, record),
        }
        many = {
            "themes": store.take_codes(Theme, record, "themes"),
            "areas": store.take_codes(CrossCuttingArea, record, "cross_cutting"),
            "capacity_types": store.take_codes(CapacityType, record, "capacity_types"),
            "meas": store.take_codes(Mea, record, "meas"),
            "groups": store.take_codes(CountryGroup, record, "groups_of_countries"),
            "regions": [store.region(record, "regions", region) for region in regions if region != GLOBAL],
        }
        for field, role in COUNTRY_FIELDS.items():
            countries += [
                {"project_id": project, "country_id": country, "role": role.value}
                for country in store.take_countries(record, field)
            ]
        for partner in record.parts("partners", {"partner", "role"}):
            agency = store.key(Agency, record, "partners", partner["partner"])
            partnerships.append({"project_id": project, "agency_id": agency, "role": partner["role"]})
        phases += [_phase(record, project, place, text) for place, text in enumerate(record.texts("phases"))]
        for place, text in enumerate(record.texts("lessons"), start=1):
            values_of_lesson = {"kind": LessonKind.LESSON.value, "project_id": project, "text": text}
            lessons.append(Entry(f"{record.id}/{place}", values_of_lesson, record.citations[:1], series=("LES-", 3)))
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("PRJ-", 4), many=many))
    tally = store.write(Project, entries)
    store.write_parts(ProjectCountry, Project, "project_id", countries, key=("country_id", "role"))
    store.write_parts(Partnership, Project, "project_id", partnerships, key=("agency_id", "role"))
    store.write_parts(Activity, Project, "project_id", phases, key=("kind", "title"))
    store.reserve(Lesson, [lesson.id for lesson in lessons])
    return {"projects": tally, "→ lessons": store.write(Lesson, lessons)}


def _budget(store: Store, record: SeedRecord) -> dict:
    budget = record.take("budget")
    if budget is None:
        return {"budget": None, "currency": "", "budget_kind": "", "budget_funder_id": None}
    if surplus := set(budget) - {"amount", "currency", "funder", "kind"}:
        raise record.fault("budget", f"unknown field {', '.join(sorted(surplus))}")
    return {
        "budget": Decimal(budget["amount"]),
        "currency": budget["currency"],
        "budget_kind": budget["kind"],
        "budget_funder_id": store.key(Agency, record, "budget", budget["funder"]),
    }


def _phase(record: SeedRecord, project: int, position: int, text: str) -> dict:
    """``Inception: 2011-02 to 2012-07`` as an activity."""
    found = PHASE.fullmatch(text)
    if not found:
        raise record.fault("phases", f"not a phase with its dates: {text}")
    return {
        "project_id": project,
        "kind": ActivityKind.PHASE.value,
        "title": found["title"],
        "starts_on": found["start"],
        "ends_on": found["end"],
        "position": position,
    }


def write_contributions(store: Store) -> Tally:
    """Write who funds what; an amount that the document does not state stays unknown."""
    entries = []
    for record in read_seed("contributions"):
        donor, kind = record.take("donor"), record.text("kind")
        starts_on, ends_on = record.period("period")
        amount, currency = record.take("amount"), record.text("currency")
        percent = record.take("percent")
        fund = FundSource.GEF if donor == "gef" else FUNDS.get(kind)
        values = {
            "donor_id": store.key(Agency, record, "donor", donor),
            "recipient_id": store.take_key(Agency, record, "recipient"),
            "project_id": store.take_key(Project, record, "recipient_project"),
            "kind": kind,
            "fund": fund.value if fund else "",
            "amount": None if amount is None else Decimal(amount),
            "currency": currency,
            "usd_cents": amount * 100 if amount is not None and currency == "USD" else None,
            "happened_on": record.text("date"),
            "period_starts_on": starts_on,
            "period_ends_on": ends_on,
            "percent": None if percent is None else Decimal(percent),
            "percent_of": record.text("percent_of"),
            "status": record.text("status"),
            "purpose": record.text("purpose"),
            "note": record.note(),
        }
        record.finish()
        entries.append(Entry(record.id, values, record.citations, series=("CON-", 3)))
    return store.write(Contribution, entries)
