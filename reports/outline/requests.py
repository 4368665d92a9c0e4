"""Section III: requests received and responses."""

from __future__ import annotations

from reports.document import Bar, BarChart, Block, Row, Section, Table, Tile, TileMap
from reports.metrics.definitions import GROUPS, REFUSAL_REASONS
from reports.outline.desk import Desk

FIELDS_NAMED = 3  # fields that the sentence names; the table gives all


def requests_section(desk: Desk) -> Section:
    subsections = [_overview(desk), _places(desk), _fields(desk), _time(desk), _refused(desk)]
    return desk.section("requests", [], subsections)


def _overview(desk: Desk) -> Section:
    figure = desk.figure
    regional = sum(desk.count("M1", regional=region) for region in desk.regions)
    blocks: list[Block] = [
        desk.paragraph(
            "requests-received", "requests-received", received=figure("M1"), countries=figure("M2"), regional=regional
        ),
        region_table(desk),
        desk.paragraph(
            "requests-outcome",
            "requests-outcome",
            received=figure("M1"),
            admitted=figure("M3"),
            refused=figure("M4"),
            withdrawn=figure("M4b"),
            pending=figure("M4c"),
        ),
        desk.paragraph(
            "requests-responses",
            "requests-responses",
            rate=figure("M6"),
            responded=figure("M5"),
            completed=figure("M8"),
            completed_flow=figure("M8b"),
        ),
    ]
    if desk.count("M3"):
        blocks.append(_region_bars(desk))
    blocks += [
        desk.paragraph(
            "requests-stock",
            "requests-stock",
            opening=figure("M9a"),
            inflow=figure("M9b"),
            outflow=figure("M9c"),
            closing=figure("M9"),
        ),
        desk.paragraph(
            "requests-groups",
            "requests-groups",
            received=figure("M1"),
            **{group: figure("M28", group=group) for group in GROUPS},
        ),
        *desk.narrative("requests-overview"),
    ]
    return desk.section("requests-overview", blocks)


def reported_regions(desk: Desk) -> list[str]:
    """All regions; the world only when a request came for it."""
    return [code for code in desk.regions if code != "global" or desk.count("M1", region=code)]


def region_table(desk: Desk) -> Table:
    columns = ("M1", "M3", "M5", "M6", "M7")
    return desk.table(
        "requests-by-region",
        desk.text("table-requests-by-region"),
        desk.heads("region", "received", "admitted", "responded", "response-rate", "median-days"),
        [
            Row([desk.words(desk.region_name(code)), *(desk.value(base, region=code) for base in columns)])
            for code in reported_regions(desk)
        ],
        total=Row([desk.words(desk.text("total")), *(desk.value(base) for base in columns)]),
        notes=[desk.text("note-median")],
    )


def _region_bars(desk: Desk) -> BarChart:
    return BarChart(
        "requests-by-region",
        desk.text("figure-requests-by-region"),
        (desk.text("head-admitted"), desk.text("head-responded")),
        [
            Bar(desk.region_name(code), (desk.count("M3", region=code), desk.count("M5", region=code)))
            for code in reported_regions(desk)
        ],
        data_table="requests-by-region",
    )


def _places(desk: Desk) -> Section:
    blocks: list[Block] = [desk.paragraph("requests-places", "requests-places", received=desk.figure("M1"))]
    if desk.count("M1"):
        blocks.append(_tile_map(desk))
    return desk.section("requests-places", [*blocks, *desk.narrative("requests-places")])


def _tile_map(desk: Desk) -> TileMap:
    regions = []
    for code in desk.regions:
        tiles = [
            Tile(country.code, desk.country_name(country.code), desk.count("M1", country=country.code))
            for country in desk.sorted_countries()
            if country.region == code and f"M1|country={country.code}" in desk.figures
        ]
        if tiles := [tile for tile in tiles if tile.value]:
            regions.append((desk.region_name(code), tiles))
    return TileMap(
        "requests-map",
        desk.text("figure-requests-map"),
        regions,
        data_table="by-country",
        class_limits=tuple(desk.settings["class_limits"]),
    )


def _fields(desk: Desk) -> Section:
    asked = [code for code in [*desk.fields, "none"] if desk.count("M10", field=code)]
    secondary = [code for code in desk.fields if desk.count("M10b", field=code)]
    ordered = sorted({*asked, *secondary}, key=lambda code: (-desk.count("M10", field=code), code))
    most = desk.phrasing.listing(_in_sentence(desk.field_name(code)) for code in ordered[:FIELDS_NAMED])
    blocks: list[Block] = [
        desk.paragraph("requests-fields", "requests-fields", received=desk.figure("M1"), fields=most)
    ]
    if ordered:
        blocks.append(_field_table(desk, ordered))
    return desk.section("requests-fields", [*blocks, *desk.narrative("requests-fields")])


def _in_sentence(name: str) -> str:
    """A name of the code list inside a sentence: small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _field_table(desk: Desk, fields: list[str]) -> Table:
    rows = []
    for code in fields:
        secondary = desk.value("M10b", field=code) if code != "none" else desk.amount(0)
        rows.append(Row([desk.words(desk.field_name(code)), desk.value("M10", field=code), secondary]))
    return desk.table(
        "requests-by-field",
        desk.text("table-requests-by-field"),
        desk.heads("field", "primary", "secondary"),
        rows,
        notes=[desk.text("note-secondary")],
    )


def _time(desk: Desk) -> Section:
    paragraph = desk.paragraph(
        "requests-time", "requests-time", median=desk.figure("M7"), percentile=desk.figure("M7b")
    )
    return desk.section("requests-time", [paragraph, *desk.narrative("requests-time")])


def _refused(desk: Desk) -> Section:
    blocks: list[Block] = [desk.paragraph("requests-refused", "requests-refused", refused=desk.figure("M4"))]
    if desk.count("M4"):
        rows = [
            Row([desk.words(desk.text(f"reason-{reason}")), desk.value("M4", reason=reason)])
            for reason in REFUSAL_REASONS
        ]
        total = Row([desk.words(desk.text("total")), desk.value("M4")])
        title = desk.text("table-requests-refused")
        blocks.append(desk.table("requests-refused", title, desk.heads("reason", "requests"), rows, total=total))
    return desk.section("requests-refused", [*blocks, *desk.narrative("requests-refused")])
