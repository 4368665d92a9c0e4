"""Annexes of the specimen report: three landscape ones of 60 rows or more and a portrait one. All invented."""

from reports.document import Annex, Cell, Column, Paragraph, Row, Table, Text
from tests.reports.specimen_words import FIELDS, GROUPS, REGIONS, figure, words


def by_country_annex(rows: int = 70) -> Annex:
    heads = ("Received", "Admitted", "Responded to", "Completed", "Response rate (percentage)", "Median days")
    countries = [
        Row([
            words(f"Specimen country {place:02}"), words(REGIONS[place % 5]), words(GROUPS[place % 4]),
            figure(place % 7 + 2), figure(place % 7 + 1), figure(place % 7 + 1), figure(place % 3),
            figure(f"{100 - place % 40 * 2.5:.1f}"), figure(f"{20 + place * 1.5:.1f}"),
        ])
        for place in range(1, rows + 1)
    ]  # fmt: skip
    return Annex(
        slug="by-country",
        title="Requests and responses, by country",
        blocks=[
            Table(
                slug="annex-by-country",
                title="Requests and responses, by country",
                columns=[Column("Country", width=22), Column("Region", width=22), Column("Group", width=8)]
                + [Column(head, numeric=True, width=8) for head in heads],
                rows=countries,
                total=Row([
                    words("Total"), words(""), words(""), figure(350), figure(280), figure(280), figure(70),
                    figure("80.0"), figure("73.3"),
                ]),
                source="Specimen data set, invented.",
                notes=["LDC: least developed country; LLDC: landlocked developing country; SIDS: small island State."],
            )
        ],
    )  # fmt: skip


def needs_annex(rows: int = 62) -> Annex:
    heads = ("Countries ranking the field 1–3", "Open needs", "Gaps", "Gap rate (percentage)", "Gaps of first priority")
    return Annex(
        slug="needs",
        title="Priority needs and gaps, by region and field",
        blocks=[
            Table(
                slug="annex-needs",
                title="Priority needs and gaps, by region and field",
                columns=[Column("Region"), Column("Field"), *(Column(head, numeric=True) for head in heads)],
                rows=[
                    Row([
                        words(REGIONS[place % 5]), words(FIELDS[place % 5].capitalize()), figure(place % 9),
                        figure(place % 12 + 1), figure(place % 5), figure(f"{place % 5 * 8.25:.1f}"), figure(place % 3),
                    ])
                    for place in range(rows)
                ],
                source="Specimen data set, invented.",
            )
        ],
    )  # fmt: skip


def reforms_annex(rows: int = 60) -> Annex:
    reforms = [
        Row(
            [
                words(f"{place}. Specimen reform: strengthen the regional offices in carrying out the plan."),
                Cell(
                    bullets=(
                        "Additional staff allotted to the regional offices in the biennium",
                        "Focal points for multilateral environmental agreements deployed on a pilot basis",
                    ),
                    footer="SP 4: EG; EA: B + C",
                ),
                Cell(bullets=("Ensure resources for the focal points", "Improve coordination with headquarters")),
                words("Yes" if place % 2 else "See reform 17"),
            ],
            status=None
            if place == 9
            else Cell((Text(f"Status of reform {place}: under way; invented for this specimen."),)),
        )
        for place in range(1, rows + 1)
    ]
    heads = {
        "Incremental reform": 25,
        "Ongoing actions in the programme of work": 33,
        "Suggested further actions": 29,
        "Significant budgetary implications?": 13,
    }
    return Annex(
        slug="reforms",
        title="Status of the incremental reforms of international environmental governance",
        star_note="The annex has been reproduced as received, without formal editing.",
        blocks=[
            Table(
                slug="annex-reforms",
                title="Status of the incremental reforms of international environmental governance",
                columns=[Column(head, width=width) for head, width in heads.items()],
                rows=reforms,
                grid=True,
                notes=["SP: subprogramme; EG: environmental governance; EA: expected accomplishment."],
            )
        ],
    )


def definitions_annex() -> Annex:
    return Annex(
        slug="definitions",
        title="Definitions and method",
        landscape=False,
        blocks=[
            Paragraph(
                f"definition-{place}",
                [
                    Text(f"Specimen measure {place}: the number of requests received in the year, counted once. "),
                    Text(
                        "A request counts in the year in which the secretariat received it, whatever came of it later."
                    ),
                ],
                numbered=False,
            )
            for place in range(1, 5)
        ],
    )
