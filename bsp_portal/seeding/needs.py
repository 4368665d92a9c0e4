"""Needs as the documents state them, each in an assessment of its country, region, group or of all countries."""

from dataclasses import dataclass, field

from bsp_portal.seeding.reading import SeedRecord, read_seed
from bsp_portal.seeding.store import GLOBAL, Entry, Store
from core.choices import Certainty
from core.database.bulk import Tally
from needs.choices import AssessmentKind, AssessmentState, NeedScope
from needs.models import AssessmentNeed, Need, NeedsAssessment
from projects.models import Project
from reference.models import Country, CountryGroup, CrossCuttingArea, Document, Region, Theme

REGION_CODES = {
    "africa": "AFR",
    "asia-pacific": "ASP",
    "europe": "EUR",
    "latin-america-caribbean": "LAC",
    "north-america": "NAM",
    "west-asia": "WAS",
}


@dataclass(frozen=True)
class Target:
    """Whose needs an assessment holds; ``code`` stands in the codes of needs and assessments."""

    code: str
    scope: NeedScope
    country: str | None = None
    region: str | None = None
    groups: tuple[str, ...] = ()


@dataclass
class Gathering:
    """The needs of one target in one document, with the paragraphs that state them and the latest point in time."""

    target: Target
    document: str
    needs: list[int] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    as_of: str = ""


def write_needs(store: Store) -> dict[str, Tally]:
    """Write the needs and the assessments that put them on public record."""
    entries, answered, gatherings = [], [], {}
    for record in read_seed("needs"):
        scope, stated_region = record.text("scope"), record.take("region")
        region = store.region(record, "region", stated_region)
        if scope == NeedScope.REGION and stated_region == GLOBAL:
            # A need of several regions: the portal files it under all countries and keeps the word of the seed.
            record.cite("scope", value=scope, certainty=Certainty.INFERRED)
            scope = NeedScope.GLOBAL.value
        values = {
            "scope": scope,
            "region_id": region,
            "statement": record.text("statement"),
            "theme_id": store.take_code(Theme, record, "theme"),
            "countries_count": record.take("count"),
            "status": record.text("status"),
            "as_of": record.text("as_of"),
            "note": record.note(),
        }
        many = {
            "countries": store.take_countries(record),
            "groups": store.take_codes(CountryGroup, record, "groups_of_countries"),
            "areas": store.take_codes(CrossCuttingArea, record, "cross_cutting"),
        }
        need = store.key_of(Need, record.id)
        answered += [(project, need) for project in store.take_keys(Project, record, "projects")]
        record.finish()
        targets = _targets(NeedScope(scope), region, many)
        for target in targets:
            _gather(gatherings, target, record, need, values["as_of"])
        series = f"NEED-{targets[0].code if len(targets) == 1 else 'MUL'}-"
        entries.append(Entry(record.id, values, record.citations, series=(series, 2), many=many))
    tally = store.write(Need, entries)
    store.link(Project, "needs", answered)
    return {"needs": tally, "→ assessments of needs": _write_assessments(store, list(gatherings.values()))}


def _targets(scope: NeedScope, region: str | None, many: dict[str, list]) -> list[Target]:
    """A need of several countries stands in the assessment of each."""
    match scope:
        case NeedScope.COUNTRY:
            return [Target(iso3, scope, country=iso3) for iso3 in many["countries"]]
        case NeedScope.REGION:
            return [Target(REGION_CODES[region], scope, region=region)]
        case NeedScope.GROUP:
            groups = tuple(many["groups"])
            return [Target(groups[0].upper() if len(groups) == 1 else "GRP", scope, groups=groups)]
        case _:
            return [Target("GLO", scope)]


def _gather(gatherings: dict, target: Target, record: SeedRecord, need: int, as_of: str) -> None:
    place = record.citations[0]
    gathering = gatherings.setdefault((place["document_id"], target), Gathering(target, place["document_id"]))
    gathering.needs.append(need)
    gathering.as_of = max(gathering.as_of, as_of)
    if place["paragraph"] not in gathering.paragraphs:
        gathering.paragraphs.append(place["paragraph"])


def _write_assessments(store: Store, gatherings: list[Gathering]) -> Tally:
    names = {
        **dict(Country.objects.values_list("iso3", "name")),
        **dict(Region.objects.values_list("code", "name")),
        **dict(CountryGroup.objects.values_list("code", "name")),
    }
    titles = dict(Document.objects.values_list("code", "title"))
    store.reserve(NeedsAssessment, [_assessment_id(gathering) for gathering in gatherings])
    entries = []
    for gathering in gatherings:
        target = gathering.target
        values = {
            "kind": AssessmentKind.STATED.value,
            "state": AssessmentState.ADOPTED.value,
            "title": f"{_subject(target, names)}: needs as stated in “{titles[gathering.document]}”",
            "scope": target.scope.value,
            "country_id": target.country,
            "region_id": target.region,
            "as_of": gathering.as_of,
        }
        citations = [_printed(gathering.document, paragraph) for paragraph in gathering.paragraphs]
        series = (f"NA-{target.code}-", 2)
        many = {"groups": list(target.groups)}
        entries.append(Entry(_assessment_id(gathering), values, citations, series=series, many=many))
    tally = store.write(NeedsAssessment, entries)
    rows = [
        {"assessment_id": store.key_of(NeedsAssessment, _assessment_id(gathering)), "need_id": need}
        for gathering in gatherings
        for need in gathering.needs
    ]
    store.write_parts(AssessmentNeed, NeedsAssessment, "assessment_id", rows, key=("need_id",))
    return tally


def _assessment_id(gathering: Gathering) -> str:
    return f"{gathering.document}/{gathering.target.code}"


def _subject(target: Target, names: dict[str, str]) -> str:
    match target.scope:
        case NeedScope.COUNTRY:
            return names[target.country]
        case NeedScope.REGION:
            return names[target.region]
        case NeedScope.GROUP:
            return names[target.groups[0]] if len(target.groups) == 1 else "Groups of countries"
        case _:
            return "All countries"


def _printed(document: str, paragraph: str) -> dict:
    return {
        "document_id": document,
        "paragraph": paragraph,
        "field": "",
        "value": "",
        "certainty": Certainty.PRINTED.value,
        "note": "",
    }
