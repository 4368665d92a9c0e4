"""The code lists the portal ships with: from the tables in ``fixtures/`` into the database, safe to repeat."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from core.database.bulk import Tally, write_rows
from reference.choices import GroupKind, SdgLevel
from reference.models import (
    CapacityType,
    CodelistValue,
    Country,
    CountryGroup,
    CrossCuttingArea,
    ExpectedAccomplishment,
    GroupMembership,
    Mea,
    PurposeCode,
    Region,
    Sdg,
    Subprogramme,
    Theme,
)

FIXTURES = Path(__file__).parent / "fixtures"
# Column of the tables → column of the database (django-modeltranslation).
LANGUAGES = {"en": "en", "fr": "fr", "es": "es", "ru": "ru", "zh": "zh_hans", "ar": "ar"}
MEA_CLUSTERS = {
    "biodiversity": "biodiversity",
    "chemicals and waste": "chemicals_waste",
    "climate and atmosphere": "climate",
    "land": "land",
    "freshwater": "freshwater",
    "oceans and seas": "seas",
    "environmental governance": "governance",
}
DEVELOPMENT_GROUPS = {
    "developing": GroupKind.DEVELOPING,
    "developed": GroupKind.DEVELOPED,
    "economy in transition": GroupKind.TRANSITION,
}
MEMBERSHIP_SOURCES = {
    GroupKind.LDC: "List of least developed countries, United Nations, in force since 13 December 2024",
    GroupKind.LLDC: "List of landlocked developing countries, UN-OHRLLS",
    GroupKind.SIDS: "List of small island developing States, UN-OHRLLS",
    GroupKind.SIDS_ASSOCIATE: "Associate members of regional commissions, list of UN-OHRLLS",
    GroupKind.AFRICA: "Africa region of the United Nations Environment Programme",
    **dict.fromkeys(
        DEVELOPMENT_GROUPS.values(), "UN DESA, World Economic Situation and Prospects; Republic of Korea: UNCTAD 2021"
    ),
}
# The one change of a list that the data set dates: São Tomé and Príncipe left the least developed countries.
ENDED_MEMBERSHIPS = [("STP", GroupKind.LDC, date(2024, 12, 13))]


def load_code_lists() -> dict[str, Tally]:
    """Load every code list. Returns, by name of the list, what was new, changed or left as it was."""
    tallies = {
        "regions": write_rows(Region.objects.all(), _regions(), key=("code",)),
        "countries": write_rows(Country.objects.all(), _countries(), key=("iso3",)),
    }
    for name, model in WORD_LISTS.items():
        tallies[name] = write_rows(model.objects.all(), _words(name), key=("code",))
    return tallies | {
        "memberships of groups": _load_memberships(),
        "expected accomplishments": write_rows(
            ExpectedAccomplishment.objects.all(),
            (
                {"subprogramme_id": row["subprogramme"], "letter": row["letter"]}
                for row in _table("accomplishments.csv")
            ),
            key=("subprogramme_id", "letter"),
        ),
        "environmental agreements": write_rows(Mea.objects.all(), _meas(), key=("code",)),
        "Sustainable Development Goals": write_rows(Sdg.objects.all(), _sdgs(), key=("code",)),
        "purpose codes": write_rows(PurposeCode.objects.all(), _purpose_codes(), key=("code",)),
        "IATI code lists": write_rows(CodelistValue.objects.all(), _codelist_values(), key=("codelist", "code")),
    }


WORD_LISTS = {
    "themes": Theme,
    "areas": CrossCuttingArea,
    "capacity types": CapacityType,
    "subprogrammes": Subprogramme,
    "country groups": CountryGroup,
}


def _table(name: str) -> Iterator[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _named(row: dict[str, str], start: str = "name", field: str = "name") -> dict[str, str | None]:
    """The six columns of a translated text; None where a language has none."""
    return {f"{field}_{column}": row.get(f"{start}_{language}") or None for language, column in LANGUAGES.items()}


def _regions() -> Iterator[dict]:
    for position, row in enumerate(_table("unep_regions.csv")):
        yield {
            "code": row["code"],
            "position": position,
            **_named(row),
            "office_code": row["office_code"],
            "office_city": row["office_city"],
            "office_country_id": row["office_country_iso3"],
        }


def _countries() -> Iterator[dict]:
    regions = {row["name_en"]: row["code"] for row in _table("unep_regions.csv")} | {"": None}
    for row in _table("countries.csv"):
        yield {
            "iso3": row["iso3"],
            "iso2": row["iso2"],
            "m49": row["m49"],
            **_named(row),
            "aliases": [alias for alias in row["aliases"].split("|") if alias],
            "name_source": row["name_source"],
            "un_status": row["un_status"],
            "is_un_member": row["un_member"] == "1",
            "m49_region": row["un_region"],
            "m49_subregion": row["un_subregion"],
            "m49_intermediate_region": row["un_intermediate_region"],
            "region_id": regions[row["unep_region"]],
            "subregion": row["unep_subregion"],
            "capital": row["capital"],
            "latitude": Decimal(row["lat"]),
            "longitude": Decimal(row["lon"]),
            "centroid_source": row["centroid_source"],
            "iso_status": row["iso_status"],
        }


def _words(name: str) -> Iterator[dict]:
    """The terms of the founding documents that records carry as codes, in six languages."""
    rows = [row for row in _table("words.csv") if row["list"] == name]
    for position, row in enumerate(rows):
        values = {"code": row["code"], "position": position, **_named(row)}
        if name == "subprogrammes":
            values["acronym"] = row["acronym"]
        if name == "country groups":
            values["kind"] = row["code"]
        yield values


def _accomplishments() -> Iterator[dict]:
    for row in _table("accomplishments.csv"):
        yield {"subprogramme_id": row["subprogramme"], "letter": row["letter"]}


def _load_memberships() -> Tally:
    """Memberships that no row of the group covers yet: people date and correct them, so none is ever changed here."""
    covered = set(GroupMembership.objects.values_list("group_id", "country_id"))
    rows = [row for row in _memberships() if (row["group_id"], row["country_id"]) not in covered]
    tally = write_rows(GroupMembership.objects.none(), rows, key=("group_id", "country_id"))
    tally.unchanged = len(covered)
    return tally


def _memberships() -> Iterator[dict]:
    """Members today; the first day is not in the data set, so they count as members at any time before."""
    for row in _table("countries.csv"):
        kinds = [
            kind
            for kind, column in (
                (GroupKind.LDC, "ldc"),
                (GroupKind.LLDC, "lldc"),
                (GroupKind.SIDS, "sids"),
                (GroupKind.SIDS_ASSOCIATE, "sids_associate"),
            )
            if row[column] == "1"
        ]
        if row["unep_region"] == "Africa":
            kinds.append(GroupKind.AFRICA)
        if row["dev_group"]:
            kinds.append(DEVELOPMENT_GROUPS[row["dev_group"]])
        for kind in kinds:
            yield _membership(row["iso3"], kind)
    for iso3, kind, until_on in ENDED_MEMBERSHIPS:
        yield _membership(iso3, kind, until_on)


def _membership(iso3: str, kind: GroupKind, until_on: date | None = None) -> dict:
    return {
        "group_id": kind.value,
        "country_id": iso3,
        "from_on": None,
        "until_on": until_on,
        "source": MEMBERSHIP_SOURCES[kind],
    }


def _meas() -> Iterator[dict]:
    for position, row in enumerate(_table("meas.csv")):
        yield {
            "code": row["id"],
            "position": position,
            **_named(row),
            "short_name": row["short_name"],
            "kind": row["type"],
            "parent_id": row["parent"] or None,
            "cluster": MEA_CLUSTERS[row["cluster"]],
            "scope": row["scope"],
            "area": row["region"],
            "adopted_on": row["adopted"],
            "adopted_at_place": row["adopted_at"],
            "in_force_on": row["in_force"],
            "depositary": row["depositary"],
            "secretariat": row["secretariat"],
            "secretariat_city": row["secretariat_city"],
            "is_unep_administered": row["unep_administered"] == "1",
            "url": row["url"],
            "informea_id": row["informea_id"],
            "parties": int(row["parties"]) if row["parties"] else None,
            "parties_as_of": row["parties_as_of"],
            "parties_confidence": row["parties_confidence"],
            "note": row["note"],
            "languages": row["languages"].split(),
        }


def mea_codes() -> list[str]:
    """The agreements of the code list; documents may add others."""
    return [row["id"] for row in _table("meas.csv")]


def _sdgs() -> Iterator[dict]:
    for position, row in enumerate(_table("sdgs.csv")):
        yield {
            "code": row["code"],
            "position": position,
            **_named(row),
            **_named(row, "short", "short_name"),
            "level": row["level"],
            "goal_id": row["goal"] if row["level"] == SdgLevel.TARGET else None,
            "colour": row["colour"],
            "is_environmental": row["environment_relevant"] == "1",
            "is_capacity_or_technology": row["capacity_or_technology"] == "1",
        }


def _purpose_codes() -> Iterator[dict]:
    for position, row in enumerate(_table("dac_sectors.csv")):
        yield {
            "code": row["code"],
            "position": position,
            **_named(row),
            **_named(row, "category", "category_name"),
            "description": row["description_en"],
            "category_code": row["category_code"],
            "status": row["status"],
            "activated_on": row["activation_date"],
            "withdrawn_on": row["withdrawal_date"],
            "relevance": row["bsp_relevance"],
        }


def _codelist_values() -> Iterator[dict]:
    """Every code of every list once; those of standard 1.05 stand under ``1.05/`` and the list's name."""
    seen = set()
    for path in sorted((FIXTURES / "iati_codelists").glob("*.csv")):
        if path.stem == "INDEX":
            continue
        for row in _table(f"iati_codelists/{path.name}"):
            older = row.pop("codelist", None)
            codelist = f"1.05/{older}" if older else path.stem
            code = row.pop("code")
            if (codelist, code) in seen:  # IATI publishes two media types twice
                continue
            seen.add((codelist, code))
            yield {
                "codelist": codelist,
                "code": code,
                "name": row.pop("name_en"),
                "description": row.pop("description_en", ""),
                "attributes": {column: value for column, value in row.items() if value},
            }
