"""Records of the seed files, read so that nothing in them can be passed over."""

import re
from pathlib import Path
from typing import Any

import yaml

from core.choices import Certainty

SEED = Path(__file__).parent.parent / "seed"

# Notes call the documents by the number of their file; readers know them by year and kind.
DOCUMENT_WORDS = {
    "000": "the 2005 report",
    "001": "the 2012 report",
    "002": "the 2004 note",
    "003": "the 2011 report",
    "004": "the 2016 report",
}
FILE_NUMBER = re.compile(r"(?<![\d,.])00[0-4](?!\d|[,.]\d)")


class SeedFault(Exception):
    """A seed file holds something the portal has no place for; names the file, the record and the field."""


class SeedRecord:
    """One record of a seed file. Every field must be taken once; ``finish`` refuses what is left."""

    def __init__(self, file: str, values: dict, documents: dict[str, str]):
        self.file, self.id = file, values["id"]
        self._rest = {name: value for name, value in values.items() if name != "id"}
        self._documents = documents
        self.citations: list[dict] = []
        for place in [self.take("source"), *self.take("more_sources", [])]:
            self._cite_place(place)

    def fault(self, field: str, problem: str) -> SeedFault:
        return SeedFault(f"{self.file}.yaml, record “{self.id}”, field “{field}”: {problem}")

    def take(self, field: str, default: Any = None) -> Any:
        """The field's value as it stands in the file, once."""
        return self._rest.pop(field, default)

    def text(self, field: str) -> str:
        """The field as text; empty where the file has none."""
        value = self.take(field)
        return "" if value is None else str(value)

    def texts(self, field: str) -> list[str]:
        return [str(value) for value in self.take(field, [])]

    def note(self, field: str = "note") -> str:
        """A remark of those who read the documents, with the documents named as readers know them."""
        return in_words(self.text(field))

    def period(self, field: str) -> tuple[str, str]:
        """First and last partial date of ``2010/2011``; a single date is both."""
        first, _slash, last = self.text(field).partition("/")
        return first, last or first

    def parts(self, field: str, known: set[str]) -> list[dict]:
        """A list of nested records; one with an unknown field is refused."""
        found = self.take(field, [])
        for part in found:
            if surplus := set(part) - known:
                raise self.fault(field, f"unknown field {', '.join(sorted(surplus))}")
        return found

    def cite(
        self,
        field: str,
        *,
        value: str = "",
        certainty: Certainty = Certainty.PRINTED,
        note: str = "",
        place: dict | None = None,
    ) -> None:
        """Say about one field how certain it is, or what a document prints instead. Default place: the record's own."""
        main = self.citations[0]
        document, paragraph = self._place(place) if place else (main["document_id"], main["paragraph"])
        self.citations.append(
            {
                "document_id": document,
                "paragraph": paragraph,
                "field": field,
                "value": value,
                "certainty": certainty.value,
                "note": note,
            }
        )

    def finish(self) -> None:
        """Raise SeedFault for a field that nothing has taken."""
        if self._rest:
            raise self.fault(next(iter(self._rest)), "the portal has no place for this field")

    def _cite_place(self, place: dict) -> None:
        document, paragraph = self._place(place)
        self.citations.append(
            {
                "document_id": document,
                "paragraph": paragraph,
                "field": "",
                "value": "",
                "certainty": Certainty.PRINTED.value,
                "note": "",
            }
        )

    def _place(self, place: dict) -> tuple[str, str]:
        if set(place) != {"doc", "para"} or place["doc"] not in self._documents:
            raise self.fault("source", f"not a document and paragraph: {place}")
        return self._documents[place["doc"]], place["para"]


def in_words(text: str) -> str:
    """The text with the files' numbers replaced by what readers call the documents."""

    def words(found: re.Match) -> str:
        name = DOCUMENT_WORDS[found.group()]
        return name if found.start() else name[0].upper() + name[1:]

    return FILE_NUMBER.sub(words, text)


def read_seed(file: str) -> list[SeedRecord]:
    """All records of one seed file."""
    documents = {document["file"]: document["id"] for document in _read_yaml("documents")}
    return [SeedRecord(file, values, documents) for values in _read_yaml(file)]


def _read_yaml(file: str) -> list[dict]:
    with (SEED / f"{file}.yaml").open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
