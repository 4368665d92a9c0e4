"""Section III: requests received and responses."""

from __future__ import annotations

from reports.document import Bar, BarChart, Block, Row, Section, Table, Tile, TileMap
from reports.metrics.definitions import GROUPS, REFUSAL_REASONS
from reports.outline.writer import Writer

FIELDS_NAMED = 3  # fields that the sentence names; the table gives all


def requests_section(writer: Writer) -> Section:
    subsections = [_overview(writer), _places(writer), _fields(writer), _time(writer), _refused(writer)]
    return writer.section("requests", [], subsections)


def _overview(writer: Writer) -> Section:
    figure = writer.figure
    regional = sum(writer.count("M1", regional=region) for region in writer.regions)
    blocks: list[Block] = [
        writer.paragraph(
            "requests-received", "requests-received", received=figure("M1"), countries=figure("M2"), regional=regional
        ),
        region_table(writer),
        writer.paragraph(
            "requests-outcome",
            "requests-outcome",
            received=figure("M1"),
            admitted=figure("M3"),
            refused=figure("M4"),
            withdrawn=figure("M4b"),
            pending=figure("M4c"),
        ),
        writer.paragraph(
            "requests-responses",
            "requests-responses",
            rate=figure("M6"),
            responded=figure("M5"),
            completed=figure("M8"),
            completed_flow=figure("M8b"),
        ),
    ]
    if writer.count("M3"):
        blocks.append(_region_bars(writer))
    blocks += [
        writer.paragraph(
            "requests-stock",
            "requests-stock",
            opening=figure("M9a"),
            inflow=figure("M9b"),
            outflow=figure("M9c"),
            closing=figure("M9"),
        ),
        writer.paragraph(
            "requests-groups",
            "requests-groups",
            received=figure("M1"),
            **{group: figure("M28", group=group) for group in GROUPS},
        ),
        *writer.narrative("requests-overview"),
    ]
    return writer.section("requests-overview", blocks)


def reported_regions(writer: Writer) -> list[str]:
    """All regions; the world only when a request came for it."""
    return [code for code in writer.regions if code != "global" or writer.count("M1", region=code)]


def region_table(writer: Writer) -> Table:
    columns = ("M1", "M3", "M5", "M6", "M7")
    return writer.table(
        "requests-by-region",
        writer.text("table-requests-by-region"),
        writer.heads("region", "received", "admitted", "responded", "response-rate", "median-days"),
        [
            Row([writer.words(writer.region_name(code)), *(writer.value(base, region=code) for base in columns)])
            for code in reported_regions(writer)
        ],
        total=Row([writer.words(writer.text("total")), *(writer.value(base) for base in columns)]),
        notes=[writer.text("note-median")],
    )


def _region_bars(writer: Writer) -> BarChart:
    return BarChart(
        "requests-by-region",
        writer.text("figure-requests-by-region"),
        (writer.text("head-admitted"), writer.text("head-responded")),
        [
            Bar(writer.region_name(code), (writer.count("M3", region=code), writer.count("M5", region=code)))
            for code in reported_regions(writer)
        ],
        data_table="requests-by-region",
    )


def _places(writer: Writer) -> Section:
    blocks: list[Block] = [writer.paragraph("requests-places", "requests-places", received=writer.figure("M1"))]
    if writer.count("M1"):
        blocks.append(_tile_map(writer))
    return writer.section("requests-places", [*blocks, *writer.narrative("requests-places")])


def _tile_map(writer: Writer) -> TileMap:
    regions = []
    for code in writer.regions:
        tiles = [
            Tile(country.code, writer.country_name(country.code), writer.count("M1", country=country.code))
            for country in writer.sorted_countries()
            if country.region == code and f"M1|country={country.code}" in writer.figures
        ]
        if tiles := [tile for tile in tiles if tile.value]:
            regions.append((writer.region_name(code), tiles))
    return TileMap(
        "requests-map",
        writer.text("figure-requests-map"),
        regions,
        data_table="by-country",
        class_limits=tuple(writer.settings["class_limits"]),
    )


def _fields(writer: Writer) -> Section:
    asked = [code for code in [*writer.fields, "none"] if writer.count("M10", field=code)]
    secondary = [code for code in writer.fields if writer.count("M10b", field=code)]
    ordered = sorted({*asked, *secondary}, key=lambda code: (-writer.count("M10", field=code), code))
    most = writer.phrasing.listing(_in_sentence(writer.field_name(code)) for code in ordered[:FIELDS_NAMED])
    blocks: list[Block] = [
        writer.paragraph("requests-fields", "requests-fields", received=writer.figure("M1"), fields=most)
    ]
    if ordered:
        blocks.append(_field_table(writer, ordered))
    return writer.section("requests-fields", [*blocks, *writer.narrative("requests-fields")])


def _in_sentence(name: str) -> str:
    """A name of the code list inside a sentence: small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _field_table(writer: Writer, fields: list[str]) -> Table:
    rows = []
    for code in fields:
        secondary = writer.value("M10b", field=code) if code != "none" else writer.amount(0)
        rows.append(Row([writer.words(writer.field_name(code)), writer.value("M10", field=code), secondary]))
    return writer.table(
        "requests-by-field",
        writer.text("table-requests-by-field"),
        writer.heads("field", "primary", "secondary"),
        rows,
        notes=[writer.text("note-secondary")],
    )


def _time(writer: Writer) -> Section:
    paragraph = writer.paragraph(
        "requests-time", "requests-time", median=writer.figure("M7"), percentile=writer.figure("M7b")
    )
    return writer.section("requests-time", [paragraph, *writer.narrative("requests-time")])


def _refused(writer: Writer) -> Section:
    blocks: list[Block] = [writer.paragraph("requests-refused", "requests-refused", refused=writer.figure("M4"))]
    if writer.count("M4"):
        rows = [
            Row([writer.words(writer.text(f"reason-{reason}")), writer.value("M4", reason=reason)])
            for reason in REFUSAL_REASONS
        ]
        total = Row([writer.words(writer.text("total")), writer.value("M4")])
        title = writer.text("table-requests-refused")
        blocks.append(writer.table("requests-refused", title, writer.heads("reason", "requests"), rows, total=total))
    return writer.section("requests-refused", [*blocks, *writer.narrative("requests-refused")])
