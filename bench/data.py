"""Invented projects in any number, by COPY: the same for the same seed. Nobody is ever shown them."""

import csv
import io
import random
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from projects.models import Project
from reference.models import Country, CrossCuttingArea, Document, Mea, Region, Subprogramme, Theme

SEED = 20050204  # the day on which the plan was adopted
AGENCIES = 5_000
WORDS = 4_000
ROWS_AT_ONCE = 20_000
NOW = "2026-01-01T00:00:00Z"
STATES = ("pipeline", "approved", "active", "completed", "closed")
LISTS = {"themes": (Theme, 3), "areas": (CrossCuttingArea, 2), "meas": (Mea, 1), "regions": (Region, 1)}


def load(projects: int) -> None:
    """That many projects with their countries, partners, themes and citations."""
    call_command("load_reference", verbosity=0)
    chance = random.Random(SEED)  # noqa: S311
    Document.objects.get_or_create(code="doc-bench", defaults={"title": "Invented document", "document_type": "report"})
    vocabulary = ["".join(chance.choices("abcdefghilmnoprstuv", k=chance.randint(3, 11))) for _n in range(WORDS)]
    weights = [1 / rank for rank in range(1, WORDS + 1)]  # as often as words are: Zipf

    def text(words: int) -> str:
        return " ".join(chance.choices(vocabulary, weights, k=words)).capitalize()

    copy("partners_agency", _agencies(text))
    copy("projects_project", _projects(projects, chance, text))
    numbers = range(1, projects + 1)
    for field, (model, average) in LISTS.items():
        codes = list(model.objects.order_by("pk").values_list("pk", flat=True))
        column = Project._meta.get_field(field).m2m_reverse_field_name() + "_id"
        copy(f"projects_project_{field}", _links(numbers, chance, codes, average, column))
    countries = list(Country.objects.order_by("pk").values_list("pk", flat=True))
    copy("projects_projectcountry", _roles(numbers, chance, countries, "country_id", "beneficiary"))
    copy("projects_partnership", _roles(numbers, chance, range(1, AGENCIES + 1), "agency_id", "implementing"))
    copy("reference_citation", _citations(numbers, chance))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy(table: str, rows: Iterable[dict]) -> None:
    """All rows into the table, in lots that fit into memory."""
    lot: list[dict] = []
    for row in rows:
        lot.append(row)
        if len(lot) == ROWS_AT_ONCE:
            _copy_lot(table, lot)
            lot = []
    if lot:
        _copy_lot(table, lot)


def _copy_lot(table: str, lot: list[dict]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows(row.values() for row in lot)
    file.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(lot[0])}) FROM STDIN (FORMAT csv, NULL '~')", file)


def _record(number: int, code: str) -> dict:
    return {
        "id": number,
        "version": 1,
        "created_at": NOW,
        "updated_at": f"2026-01-{1 + number % 28:02d}T{number % 24:02d}:00:00.{number % 1_000_000:06d}Z",
        "code": code,
        "visibility": "public",
        "origin": "demo",
        "origin_reference": "",
        "language": "en",
        "note": "",
        "url": "",
    }


def _agencies(text) -> Iterator[dict]:
    for number in range(1, AGENCIES + 1):
        yield _record(number, f"ORG-{number:05d}") | {
            "name": text(4),
            "acronym": "",
            "kind": "ngo",
            "is_global": "f",
            "iati_reference": "",
            "role_in_plan": "",
        }


def _projects(count: int, chance: random.Random, text) -> Iterator[dict]:
    subprogrammes = list(Subprogramme.objects.order_by("pk").values_list("pk", flat=True))
    for number in range(1, count + 1):
        yield _record(number, f"PRJ-{number:07d}") | {
            "title": text(8),
            "summary": text(60),
            "cooperation": "{south-south}",
            "mea_clusters": "{}",
            "subprogramme_id": chance.choice(subprogrammes),
            "countries_count": "~",
            "is_global": "f",
            "starts_on": f"20{chance.randint(5, 25):02d}-{chance.randint(1, 12):02d}",
            "ends_on": "",
            "state": chance.choice(STATES),
            "state_reason": "",
            "as_of": "",
            "outputs": "{}",
            "budget": f"{chance.randint(10_000, 9_000_000)}.{chance.randint(0, 99):02d}",
            "currency": "USD",
            "budget_kind": "",
            "budget_funder_id": chance.randint(1, AGENCIES),
            "example_set": "",
            "example_number": "",
            "coordination_record": "",
        }


def _links(numbers, chance, codes, average, column) -> Iterator[dict]:
    for number in numbers:
        for code in chance.sample(codes, chance.randint(1, 2 * average - 1)):
            yield {"project_id": number, column: code}


def _roles(numbers, chance, values, column, role) -> Iterator[dict]:
    for number in numbers:
        for value in chance.sample(values, chance.randint(1, 3)):
            yield {
                "version": 1,
                "created_at": NOW,
                "updated_at": NOW,
                "project_id": number,
                column: value,
                "role": role,
            }


def _citations(numbers, chance) -> Iterator[dict]:
    kind = ContentType.objects.get_for_model(Project).pk
    for number in numbers:
        yield {
            "content_type_id": kind,
            "object_id": number,
            "object_code": "",
            "position": 0,
            "document_id": "doc-bench",
            "paragraph": chance.randint(1, 120),
            "field": "",
            "value": "",
            "certainty": "printed",
            "note": "",
        }
