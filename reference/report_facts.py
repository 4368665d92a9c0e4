"""What the council report reads from the reference floor, as plain values (shapes: reports.facts)."""

from core.text.languages import Language, interface_code
from reference.choices import GroupKind
from reference.models import Country, Document, GroupMembership, Region, Theme

COUNTED_GROUPS = (GroupKind.LDC, GroupKind.LLDC, GroupKind.SIDS)
ELIGIBLE_GROUPS = (GroupKind.DEVELOPING, GroupKind.TRANSITION)

WORLD = "global"
WORLD_NAMES = {
    Language.ENGLISH: "Global",
    Language.FRENCH: "Niveau mondial",
    Language.SPANISH: "Nivel mundial",
    Language.RUSSIAN: "Глобальный уровень",
    Language.CHINESE: "全球",
    Language.ARABIC: "الصعيد العالمي",
}


def names_of(record) -> dict[str, str]:
    """The record's name in each of the six languages that has one."""
    columns = {language: f"name_{interface_code(language).replace('-', '_')}" for language in Language.values}
    return {language: name for language, column in columns.items() if (name := getattr(record, column))}


def regions(_start, _end, _cut_off):
    """The regions in their printed order; records of the world stand last."""
    ordered = [
        {"code": region.code, "names": names_of(region), "office": region.office_code}
        for region in Region.objects.all()
    ]
    return [*ordered, {"code": WORLD, "names": WORLD_NAMES}]


def countries(_start, _end, cut_off):
    """Countries that have a region, with the groups they belong to at the reference date."""
    groups: dict[str, set[str]] = {}
    for country, kind in GroupMembership.objects.valid_on(cut_off).values_list("country_id", "group__kind"):
        groups.setdefault(country, set()).add(kind)
    return [
        {
            "code": country.iso3,
            "names": names_of(country),
            "region": country.region_id,
            "groups": sorted(groups.get(country.iso3, set()) & set(COUNTED_GROUPS)),
            "is_eligible": bool(groups.get(country.iso3, set()) & set(ELIGIBLE_GROUPS)),
        }
        for country in Country.objects.filter(region__isnull=False).order_by("iso3")
    ]


def fields(_start, _end, _cut_off):
    """The fields of assistance."""
    return [{"code": theme.code, "names": names_of(theme)} for theme in Theme.objects.all()]


def documents(_start, _end, _cut_off):
    """Documents that footnotes cite."""
    return [
        {
            "code": document.code,
            "symbol": document.symbol,
            "title": document.title,
            "on": document.issued_on,
            "is_symbol_certain": document.is_symbol_certain,
        }
        for document in Document.objects.all()
    ]
