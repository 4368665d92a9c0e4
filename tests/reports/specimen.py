"""A council report with every element of the printed form. All its data are invented, and every page says so."""

from reports.document import (
    Bar,
    BarChart,
    Cell,
    Column,
    Document,
    DraftDecision,
    Emphasis,
    Footnote,
    Masthead,
    Paragraph,
    Reference,
    Row,
    Section,
    Strong,
    SubParagraph,
    Table,
    TableNoteCall,
    Text,
    Tile,
    TileMap,
    Value,
    number,
)
from tests.reports.specimen_annexes import by_country_annex, definitions_annex, needs_annex, reforms_annex
from tests.reports.specimen_words import ADMITTED, RECEIVED, REGIONS, RESPONDED, TILES, figure, text, words


def masthead() -> Masthead:
    return Masthead(
        organ="Governing Council of the United Nations Environment Programme",
        symbol="UNEP/GC.26/99",
        distribution="Distr.: General",
        date="12 January 2011",
        language_line="",
        original_line="Original: English",
        forum="Governing Council/Global Ministerial Environment Forum",
        session="Twenty-sixth session",
        place_and_dates="Nairobi, 21–24 February 2011",
        agenda_item="Item 4 of the provisional agenda",
        agenda_note="UNEP/GC.26/1.",
        agenda_heading="Policy issues: environment and development",
        job_number="K1099999 120111",
        economy_notice=(
            "For reasons of economy, this document is printed in a limited number. Delegates are kindly requested to "
            "bring their copies to meetings and not to request additional copies."
        ),
    )


def regional_table() -> Table:
    lines = zip(REGIONS, RECEIVED, ADMITTED, RESPONDED, strict=True)
    heads = ("Received", "Admitted", "Responded to", "Response rate (percentage)")
    return Table(
        slug="requests-by-region",
        title="Requests received and responses, by region, 2010",
        headnote="Number of requests",
        columns=[Column("Region"), *(Column(head, numeric=True) for head in heads)],
        rows=[
            Row(
                [
                    words(region),
                    figure(received),
                    figure(admitted),
                    figure(done),
                    figure(f"{100 * done / admitted:.1f}"),
                ]
            )
            for region, received, admitted, done in lines
        ],
        total=Row([words("Total"), figure(112), figure(103), figure(91), figure("88.3")]),
        source="Specimen data set, invented, as at 31 December 2010.",
        notes=["The response rate is the number of requests responded to divided by the number admitted, times 100."],
    )


def contributions_table() -> Table:
    lines = [("2008", "1,082.4", "402.1", "37.1"), ("2009", "996.0", "351.7", "35.3"), ("2010", "24.9", "–", "..")]
    return Table(
        slug="contributions",
        title="Contributions to the plan",
        headnote="Millions of United States dollars",
        columns=[
            Column("Year"),
            Column("Paid", numeric=True),
            Column("Applied to the Plan", numeric=True),
            Column("Share applied (percentage)", numeric=True),
        ],
        rows=[
            Row([
                Cell((Text(year), TableNoteCall(1)) if year == "2010" else (Text(year),)),
                figure(paid), figure(applied), figure(share),
            ])
            for year, paid, applied, share in lines
        ],
        source="Specimen data set, invented.",
        notes=["A dash (–) means nil; two dots (..) mean that the figure is not available."],
        lettered_notes=["First quarter only."],
    )  # fmt: skip


def requests_section() -> Section:
    overview = Section(
        slug="overview",
        title="Overview",
        blocks=[
            Paragraph(
                "received",
                [
                    Text("In 2010 the secretariat received "),
                    Value("112", "M1"),
                    Text(" requests, of which "),
                    Value("103", "M3"),
                    Text(" were admitted ("),
                    Reference("table", "requests-by-region"),
                    Text(" and "),
                    Reference("figure", "requests-chart"),
                    Text("). The definitions are in "),
                    Reference("annex", "definitions"),
                    Text("."),
                    Footnote((Text("UNEP/GC.23/6/Add.1, annex, "), Emphasis("passim"), Text("."))),
                ],
            ),
            Paragraph(
                "outcome",
                text("The requests fared as follows:"),
                children=[
                    SubParagraph(
                        "completed", text("Of the requests admitted, 51 were completed by the end of the year;")
                    ),
                    SubParagraph(
                        "refused",
                        text("Nine requests were not admitted, for the following reasons:"),
                        children=[
                            SubParagraph("mandate", text("They lay outside the mandate and were passed on to others;")),
                            SubParagraph(
                                "double",
                                text(
                                    "They repeated support that another organization was already giving in the same "
                                    "country, in the same field and to the same institution;"
                                ),
                            ),
                        ],
                    ),
                    SubParagraph("carried", text("The remaining requests were carried over to 2011.")),
                ],
            ),
            regional_table(),
            BarChart(
                slug="requests-chart",
                title="Requests received and responded to, by region, 2010",
                series=("Received", "Responded to"),
                bars=[Bar(*line) for line in zip(REGIONS, zip(RECEIVED, RESPONDED, strict=True), strict=True)],
                data_table="requests-by-region",
            ),
        ],
    )
    distribution = Section(
        slug="distribution",
        title="Geographical distribution",
        blocks=[
            Paragraph(
                "map-text",
                [
                    Reference("figure", "requests-map"),
                    Text(
                        " shows the number of requests by country. Each square stands for one country; its place "
                        "within the region has no geographical meaning. The same data are in "
                    ),
                    Reference("annex", "by-country"),
                    Text(". Names as given by the country: "),
                    Text("المملكة الأردنية الهاشمية"),
                    Text(" and 中华人民共和国。"),
                ],
            ),
            TileMap(
                slug="requests-map",
                title="Requests received, by country, 2010",
                regions=[
                    (
                        region,
                        [Tile(code, code, int(value)) for code, value in (tile.split(":") for tile in tiles.split())],
                    )
                    for region, tiles in TILES.items()
                ],
                data_table="by-country",
            ),
        ],
    )
    return Section(slug="requests", title="Requests received and responses", sections=[overview, distribution])


def body() -> list[Section]:
    return [
        Section(
            slug="action",
            title="Suggested action by the Governing Council",
            blocks=[
                Paragraph(
                    "lines",
                    text("The Governing Council may wish to consider a decision along the following lines:"),
                ),
                DraftDecision(
                    slug="decision",
                    opening=[Emphasis("The Governing Council,")],
                    preamble=[
                        [Emphasis("Recalling"), Text(" its decision 23/1 of 25\u00a0February 2005 on the plan,")],
                        [Emphasis("Having considered"), Text(" the report of the Executive Director,")],
                    ],
                    operative=[
                        [Emphasis("Takes note of"), Text(" the report of the Executive Director;")],
                        [
                            Emphasis("Requests"),
                            Text(
                                " the Executive Director to continue to report every year on requests received, on the "
                                "responses given to them and on the needs that remain without an answer."
                            ),
                        ],
                    ],
                ),
            ],
        ),
        Section(
            slug="background",
            title="Background",
            blocks=[
                Paragraph(
                    f"background-{place}",
                    [
                        Text(
                            "The present specimen shows how the report is printed; all its data are invented. It "
                            "follows the order of the mandates and says for every figure how it was counted. "
                        ),
                        Text("See also "),
                        Reference("para", "received"),
                        Text(" and "),
                        Reference("section", "distribution"),
                        Text("."),
                        *([Footnote(text("Decision 23/1 of 25\u00a0February 2005."))] if place == 1 else []),
                    ],
                    narrative=True,
                )
                for place in (1, 2, 3)
            ],
        ),
        requests_section(),
        Section(
            slug="resources",
            title="Contributions and resources",
            blocks=[
                Paragraph(
                    "contributions-text",
                    [Reference("table", "contributions"), Text(" sets out the contributions to the plan.")],
                ),
                contributions_table(),
            ],
        ),
        Section(
            slug="conclusions",
            title="Conclusions",
            blocks=[
                Paragraph(
                    "conclusion",
                    [
                        Strong("The Governing Council may wish to invite Governments to keep their needs assessments "),
                        Strong("up to date."),
                        Footnote(text("UNEP/GCSS.IX/3/Add.1, paras.\u00a029–36.")),
                    ],
                )
            ],
        ),
    ]


def specimen() -> Document:
    """The numbered specimen in English: three landscape annexes of more than 60 rows, then a portrait one."""
    return number(
        Document(
            language="en",
            title="Implementation of the Bali Strategic Plan for Technology Support and Capacity-building: specimen",
            author_line="Report of the Executive Director",
            masthead=masthead(),
            summary=[
                Paragraph(
                    "summary-mandate",
                    text(
                        "The present specimen is laid out as a report submitted pursuant to section\u00a0I of "
                        "Governing Council decision 23/1 of 25\u00a0February 2005. It gives an account of requests for "
                        "technology support and capacity-building received from Governments and of the responses "
                        "to them. All its data are invented."
                    ),
                    numbered=False,
                ),
                Paragraph(
                    "summary-figures",
                    [
                        Text("In 2010 the secretariat received "),
                        Value("112", "M1"),
                        Text(" requests, of which "),
                        Value("103", "M3"),
                        Text(" were admitted; a response was given to "),
                        Value("91", "M5"),
                        Text(", a response rate of "),
                        Value("88.3 per cent", "M6"),
                        Text("."),
                    ],
                    numbered=False,
                ),
            ],
            sections=body(),
            annexes=[by_country_annex(), needs_annex(), reforms_annex(), definitions_annex()],
            marking="Specimen – invented data",
            created="2011-01-12",
        )
    )


def short_specimen() -> Document:
    """The specimen without annexes and all sections but the first: three pages, printed in a moment."""
    document = specimen()
    document.annexes, document.sections = [], document.sections[:1]
    return document
