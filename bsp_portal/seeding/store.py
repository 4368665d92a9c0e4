"""The database as the seed files see it: identifiers become keys, records are written with what hangs on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from bsp_portal.seeding.reading import SeedRecord
from core.choices import Origin
from core.database.bulk import Tally, write_rows
from core.database.codes import next_numbers
from reference.models import Citation, Country, Region

REGIONS = {"lac": "latin-america-caribbean"}
GLOBAL = "global"


@dataclass
class Entry:
    """One record to be: its columns, its many-to-many keys, its code or the series it takes a number from."""

    id: str
    values: dict
    citations: list[dict]
    code: str = ""
    series: tuple[str, int] | None = None
    many: dict[str, list] = field(default_factory=dict)


class Store:
    """Keys of all seeded records, given out before anything is written so that files may refer to each other.

    Foreign keys are checked at the end of the transaction; a record that a person has changed since the first load
    is left alone, with everything that hangs on it.
    """

    def __init__(self):
        self._keys: dict[type[models.Model], dict[str, int]] = {}
        self._codes: dict[type[models.Model], dict[str, str]] = {}
        self._touched: dict[type[models.Model], set[int]] = {}
        self._code_lists: dict[type[models.Model], set[str]] = {}

    def reserve(self, model: type[models.Model], ids: Iterable[str]) -> None:
        """Look up the seeded records of the model, and take a key for each that is new."""
        ids = list(ids)
        rows = model._base_manager.filter(origin=Origin.SEED, origin_reference__in=ids)
        known = {row.origin_reference: row for row in rows}
        fresh = [id for id in ids if id not in known]
        self._codes[model] = {id: row.code for id, row in known.items()}
        self._touched[model] = {row.pk for row in known.values() if row.version > 1}
        self._keys[model] = {id: row.pk for id, row in known.items()} | dict(
            zip(fresh, _next_keys(model, len(fresh)), strict=True)
        )

    def key(self, model: type[models.Model], record: SeedRecord, field: str, id: str | None) -> int | None:
        """The key of the record that ``id`` names; None for none. Raises SeedFault for a name that is not there."""
        if id is None:
            return None
        if id not in self._keys[model]:
            raise record.fault(field, f"there is no {model._meta.verbose_name} “{id}”")
        return self._keys[model][id]

    def key_of(self, model: type[models.Model], id: str) -> int:
        """The key of a record that is being written itself."""
        return self._keys[model][id]

    def has(self, model: type[models.Model], id: str) -> bool:
        return id in self._keys[model]

    def take_key(self, model: type[models.Model], record: SeedRecord, field: str) -> int | None:
        return self.key(model, record, field, record.take(field))

    def take_keys(self, model: type[models.Model], record: SeedRecord, field: str) -> list[int]:
        return [self.key(model, record, field, id) for id in record.take(field, [])]

    def code(self, model: type[models.Model], record: SeedRecord, field: str, value: str | None) -> str | None:
        """The value, once it is sure that the code list has it. Raises SeedFault otherwise."""
        if value is None:
            return None
        if model not in self._code_lists:
            self._code_lists[model] = set(model._base_manager.values_list("pk", flat=True))
        if value not in self._code_lists[model]:
            raise record.fault(field, f"“{value}” is not in the list of {model._meta.verbose_name_plural}")
        return value

    def take_code(self, model: type[models.Model], record: SeedRecord, field: str) -> str | None:
        return self.code(model, record, field, record.take(field))

    def take_codes(self, model: type[models.Model], record: SeedRecord, field: str) -> list[str]:
        return [self.code(model, record, field, value) for value in record.take(field, [])]

    def take_country(self, record: SeedRecord, field: str = "country") -> str | None:
        return self.take_code(Country, record, field)

    def take_countries(self, record: SeedRecord, field: str = "countries") -> list[str]:
        return self.take_codes(Country, record, field)

    def region(self, record: SeedRecord, field: str, value: str | None) -> str | None:
        """The region's code of the portal; None for the world."""
        if value in (None, GLOBAL):
            return None
        return self.code(Region, record, field, REGIONS.get(value, value))

    def take_region(self, record: SeedRecord) -> dict:
        """The columns ``region_id`` and ``is_global``."""
        value = record.take("region")
        return {"region_id": self.region(record, "region", value), "is_global": value == GLOBAL}

    def write(self, model: type[models.Model], entries: list[Entry]) -> Tally:
        """Write the records with their many-to-many relations and citations."""
        self._give_codes(model, entries)
        rows = []
        for entry in entries:
            rows.append(
                {
                    "id": self._keys[model][entry.id],
                    "code": self._codes[model][entry.id],
                    "origin": Origin.SEED.value,
                    "origin_reference": entry.id,
                    **entry.values,
                }
            )
        keys = [row["id"] for row in rows]
        tally = write_rows(model._base_manager.filter(pk__in=keys), rows, key=("id",))
        for name in {name for entry in entries for name in entry.many}:
            pairs = [(self._keys[model][entry.id], key) for entry in entries for key in entry.many.get(name, [])]
            self.link(model, name, pairs)
        self.write_citations(model, {self._keys[model][entry.id]: entry.citations for entry in entries})
        return tally

    def link(self, model: type[models.Model], name: str, pairs: Iterable[tuple[int, int | str]]) -> None:
        """Add what is missing to the many-to-many relation ``name`` of the model: pairs of its key and the other's."""
        relation = model._meta.get_field(name)
        own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
        rows = [{own: key, other: target} for key, target in pairs if not self._is_touched(model, key)]
        through = relation.remote_field.through
        existing = through._base_manager.filter(**{f"{own}__in": {row[own] for row in rows}})
        write_rows(existing, rows, key=(own, other))

    def write_parts(
        self, model: type[models.Model], parent: type[models.Model], column: str, rows: list[dict], key: tuple[str, ...]
    ) -> Tally:
        """Write rows that belong to records: ``column`` names the record, ``key`` tells its rows apart."""
        rows = [row for row in rows if not self._is_touched(parent, row[column])]
        existing = model._base_manager.filter(**{f"{column}__in": {row[column] for row in rows}})
        return write_rows(existing, rows, key=(column, *key))

    def write_citations(self, model: type[models.Model], citations: dict[int | str, list[dict]]) -> None:
        """Write where the records are stated, in the order given; records with a code as key are named by it."""
        content_type = ContentType.objects.get_for_model(model)
        named_by_code = isinstance(model._meta.pk, models.CharField)
        rows = [
            {
                "content_type_id": content_type.pk,
                "object_id": None if named_by_code else key,
                "object_code": key if named_by_code else "",
                "position": position,
                **citation,
            }
            for key, places in citations.items()
            if not self._is_touched(model, key)
            for position, citation in enumerate(places)
        ]
        column = "object_code" if named_by_code else "object_id"
        existing = Citation.objects.filter(content_type=content_type, **{f"{column}__in": list(citations)})
        columns = ("document_id", "paragraph", "field", "value", "certainty", "note")
        write_rows(existing, rows, key=("object_id", "object_code", "position", *columns))

    def _is_touched(self, model: type[models.Model], key: int | str) -> bool:
        return key in self._touched.get(model, ())

    def _give_codes(self, model: type[models.Model], entries: list[Entry]) -> None:
        """New records take the next numbers of their series, in the order of the file."""
        series = defaultdict(list)
        codes = self._codes[model]
        for entry in entries:
            if entry.id in codes:
                continue
            if entry.series:
                series[entry.series].append(entry.id)
            else:
                codes[entry.id] = entry.code
        for (prefix, digits), ids in series.items():
            for id, number in zip(ids, next_numbers(prefix, len(ids)), strict=True):
                codes[id] = f"{prefix}{number:0{digits}d}"


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]
