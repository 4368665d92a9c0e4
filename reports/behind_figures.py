"""The records behind a figure: as frozen with the figure, and as far as the reader may see them."""

from dataclasses import dataclass

from core.pages.related import address_of
from core.records.catalogue import kinds

TITLE_FIELDS = ("title", "statement", "contributor", "stage", "fund")


@dataclass(frozen=True)
class FigureRecord:
    """One record behind a figure: its code, its words at the time of the snapshot, and its page if there is one."""

    code: str
    title: str
    url: str = ""


def behind(content: dict, metric: str, reader) -> tuple[list[FigureRecord], int]:
    """Records of the figure that ``reader`` may see, in frozen order, and how many more there are.

    ``content``: the snapshot's. Raises KeyError for a figure that it does not hold.
    """
    codes = content["figures"][metric]["records"]
    wanted = set(codes)
    found: dict[str, FigureRecord] = {}
    for name, facts in content["facts"].items():
        titles = {fact["code"]: _title(fact) for fact in facts if fact["code"] in wanted}
        if titles:
            found |= _visible(name, titles, reader)
    shown = [found[code] for code in codes if code in found]
    return shown, len(codes) - len(shown)


def _title(fact: dict) -> str:
    if names := fact.get("names"):
        return names.get("en", fact["code"])
    return next((fact[field] for field in TITLE_FIELDS if fact.get(field)), "")


def _visible(name: str, titles: dict[str, str], reader) -> dict[str, FigureRecord]:
    """Those of a list of facts that the reader may see; lists of what is no kind of record of its own are public."""
    kind = next((kind for kind in kinds() if kind.facts == name), None)
    if kind is None:
        return {code: FigureRecord(code, title) for code, title in titles.items()}
    rows = kind.rows(reader).filter(**{f"{kind.key}__in": titles})
    return {
        code: FigureRecord(code, titles[code] or str(row), address_of(row))
        for row in rows
        if (code := getattr(row, kind.key))
    }
