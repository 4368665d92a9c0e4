"""Ways to read a field of a seed file back from its record."""

from collections.abc import Callable

Reader = Callable[[object], object]


def column(name: str) -> Reader:
    return lambda record: getattr(record, name)


def seeded(name: str) -> Reader:
    """The seed's identifier of the record that a foreign key leads to."""
    return lambda record: getattr(getattr(record, name), "origin_reference", None)


def several(name: str) -> Reader:
    """The seed's identifiers behind a relation to many, in no order."""
    return lambda record: set(getattr(record, name).values_list("origin_reference", flat=True))


def codes(name: str) -> Reader:
    return lambda record: set(getattr(record, name).values_list("pk", flat=True))


def only(reader: Reader) -> Reader:
    """The one member of a set."""

    def read(record):
        found = reader(record)
        assert len(found) < 2
        return next(iter(found), None)

    return read


def mark(field: str, certainty: str) -> Reader:
    """Whether a citation marks the field with that certainty."""
    return lambda record: record.sources.filter(field=field, certainty=certainty).exists()


def cited(field: str, attribute: str = "value") -> Reader:
    """What a citation says about the field."""
    return lambda record: next(
        (
            getattr(citation, attribute)
            for citation in record.sources.filter(field=field)
            if getattr(citation, attribute)
        ),
        None,
    )


def is_known(record) -> bool:
    return record.sources.first().certainty == "known"


def column_or_cited(name: str, field: str | None = None) -> Reader:
    """The column; where the code list has another value, what the citation keeps."""
    return lambda record: cited(field or name)(record) or getattr(record, name)


def partial(start: str, end: str) -> Reader:
    def read(record):
        first, last = getattr(record, start), getattr(record, end)
        return first if first == last else f"{first}/{last}"

    return read


def one_region(record) -> str | None:
    return "global" if record.is_global else seed_region(record.region_id)


def seed_region(code: str | None) -> str | None:
    return "lac" if code == "latin-america-caribbean" else code


def all_regions(record) -> set[str]:
    regions = {seed_region(code) for code in codes("regions")(record)}
    return regions | {"global"} if record.is_global else regions


def places(record) -> list[dict]:
    return [
        {"doc": citation.document.file_name, "para": citation.paragraph}
        for citation in record.sources.filter(field="").select_related("document")
    ]


def members(role: str) -> Reader:
    return lambda record: set(record.group_members.filter(role=role).values_list("agency__origin_reference", flat=True))


def countries_in(role: str) -> Reader:
    return lambda record: set(record.project_countries.filter(role=role).values_list("country", flat=True))


def budget_of(record) -> dict | None:
    if record.budget is None:
        return None
    return {
        "amount": record.budget,
        "currency": record.currency,
        "funder": record.budget_funder.origin_reference,
        "kind": record.budget_kind,
    }


def partners_of(record) -> list[dict]:
    rows = record.partnerships.select_related("agency")
    return [{"partner": row.agency.origin_reference, "role": row.role} for row in rows]


def phases_of(record) -> list[str]:
    return [f"{row.title}: {row.starts_on} to {row.ends_on}" for row in record.activities.filter(kind="phase")]


def terms_of(record) -> list[dict]:
    found = []
    for term in record.terms.all():
        values = {
            "id": term.code,
            "label": term.label,
            "code": term.acronym,
            "office": term.office_reference,
            "office_note": term.office_note,
        }
        values = {name: value for name, value in values.items() if value}
        if not term.is_in_text:
            values["in_text"] = False
        if term.certainty == "known":
            values["known"] = True
        found.append(values)
    return found


def session_column(name: str) -> Reader:
    return lambda document: getattr(getattr(document.sessions.get(), name), "origin_reference", None)
