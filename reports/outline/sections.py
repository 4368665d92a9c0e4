"""Summary and sections I, II and IV to XI."""

from __future__ import annotations

from reports.document import Block, Footnote, Paragraph, Row, Section
from reports.metrics import ranked_fields
from reports.metrics.definitions import FUNDS, GROUPS, REFORM_STATUSES, STAGES
from reports.outline.writer import Writer

FIELDS_NAMED = 3
FIELDS_LISTED = 5  # fields of each region in the table; annex II gives all


def summary(writer: Writer) -> list[Paragraph]:
    figures = {"received": writer.figure("M1"), "admitted": writer.figure("M3"), "rate": writer.figure("M6")}
    computed = Paragraph("summary-figures", writer.inlines("summary-figures", **figures), numbered=False)
    return [*writer.narrative("summary", numbered=False), computed]


def suggested_action(writer: Writer) -> Section:
    blocks: list[Block] = [Paragraph("action-lead-in", writer.inlines("action-lead-in"))]
    if writer.narratives.get("decision"):
        blocks.append(writer.draft_decision(writer.term("the-governing-council")))
    return writer.section("suggested-action", blocks)


def background(writer: Writer) -> Section:
    blocks = [
        *writer.narrative("mandate"),
        writer.paragraph("method", "method"),
        writer.paragraph("method-numbers", "method-numbers"),
    ]
    return writer.section("background", blocks)


def needs_section(writer: Writer) -> Section:
    eligible = sum(country.is_eligible for country in writer.facts.countries)
    assessments = writer.paragraph(
        "needs-assessments",
        "needs-assessments",
        coverage=writer.figure("M11"),
        covered=writer.figure("M11b"),
        eligible=eligible,
        years=writer.settings["assessment_valid_years"],
    )
    gaps = writer.paragraph(
        "needs-gaps",
        "needs-gaps",
        open=writer.figure("M13"),
        gaps=writer.figure("M13b"),
        rate=writer.figure("M14"),
        first_rate=writer.figure("M14b"),
    )
    return writer.section(
        "needs",
        [],
        [
            writer.section("needs-assessments", [assessments, *writer.narrative("needs-assessments")]),
            _priorities(writer),
            writer.section("needs-gaps", [gaps, *writer.narrative("needs-gaps")]),
        ],
    )


def _priorities(writer: Writer) -> Section:
    ranked = ranked_fields(writer.figures, writer.facts)
    named = writer.phrasing.listing(writer.field_name(code).lower() for code in ranked[:FIELDS_NAMED])
    blocks: list[Block] = [writer.paragraph("needs-priorities", "needs-priorities", fields=named or "none")]
    if ranked:
        rows = []
        for region in writer.regions:
            for code in ranked_fields(writer.figures, writer.facts, region=region)[:FIELDS_LISTED]:
                cells = [writer.value(base, region=region, field=code) for base in ("M12", "M12b", "M13", "M13b")]
                rows.append(
                    Row([writer.words(writer.region_name(region)), writer.words(writer.field_name(code)), *cells])
                )
        heads = writer.heads("region", "field", "ranked", "ranked-first", "open-needs", "gaps", words=2)
        title = writer.text("table-priorities")
        blocks.append(writer.table("priorities", title, heads, rows, notes=[writer.text("note-priorities")]))
    return writer.section("needs-priorities", [*blocks, *writer.narrative("needs-priorities")])


def delivery(writer: Writer) -> Section:
    stages = writer.paragraph(
        "delivery-stages",
        "delivery-stages",
        countries=writer.figure("M15"),
        new=writer.figure("M15b"),
        cumulative=writer.figure("M15c"),
        since=str(writer.settings["stages_since"]),
    )
    rows = [
        Row(
            [
                writer.words(writer.text(f"stage-{stage}")),
                *(writer.value(base, stage=stage) for base in ("M15", "M15b", "M15c")),
            ]
        )
        for stage in STAGES
    ]
    table = writer.table(
        "stages",
        writer.text("table-stages"),
        writer.heads("stage", "in-period", "new", "cumulative"),
        rows,
        notes=[writer.text("note-distinct")],
    )
    training = writer.paragraph(
        "delivery-training",
        "delivery-training",
        persons=writer.figure("M16"),
        women=writer.figure("M16b"),
        without=writer.figure("M16c"),
        uncounted=writer.figure("M16d"),
    )
    return writer.section("delivery", [stages, table, training, *writer.narrative("delivery")])


def cooperation(writer: Writer) -> Section:
    undp = writer.paragraph(
        "cooperation-undp",
        "cooperation-undp",
        activities=writer.figure("M17"),
        held=writer.figure("M17b"),
        planned=writer.figure("M17c"),
    )
    posts = writer.paragraph(
        "cooperation-posts",
        "cooperation-posts",
        posts=writer.figure("M18"),
        filled=writer.figure("M18b"),
        vacancy=writer.figure("M18c"),
        unknown=writer.figure("M18d"),
    )
    duplication = writer.paragraph(
        "cooperation-duplication",
        "cooperation-duplication",
        avoided=writer.figure("M19"),
        overlap=writer.figure("M19b"),
    )
    computed: dict[str, list[Block]] = {
        "undp": [undp],
        "gef": [],
        "agreements": [posts],
        "system": _reforms(writer),
        "society": [],
        "duplication": [duplication],
    }
    subsections = [
        writer.section(f"cooperation-{name}", [*blocks, *writer.narrative(f"cooperation-{name}")])
        for name, blocks in computed.items()
    ]
    return writer.section("cooperation", [], subsections)


def _reforms(writer: Writer) -> list[Block]:
    statuses = {status: writer.figure("M27", status=status) for status in REFORM_STATUSES}
    counts = writer.paragraph("cooperation-reforms", "cooperation-reforms", all=writer.figure("M27"), **statuses)
    deciding = [reform for reform in writer.facts.reforms if reform.needs_council_decision]
    if not deciding:
        return [counts]
    note = Footnote(tuple(writer.inlines("note-decision-sources")))
    numbers = writer.phrasing.listing(str(reform.number) for reform in deciding)
    decision = writer.paragraph(
        "cooperation-reforms-decision", "cooperation-reforms-decision", numbers=numbers, note=note
    )
    return [counts, decision]


def south_south(writer: Writer) -> Section:
    share = writer.paragraph("south-south-share", "south-south-share", share=writer.figure("M20"))
    exchange = writer.paragraph(
        "south-south-exchange",
        "south-south-exchange",
        offers=writer.figure("M21"),
        entered=writer.figure("M21b"),
        matches=writer.figure("M21c"),
        rate=writer.figure("M21d"),
    )
    return writer.section("south-south", [share, exchange, *writer.narrative("south-south")])


def advantages(writer: Writer) -> Section:
    inventory = writer.figure("M21", module="expertise")
    fields = [code for code in writer.fields if writer.count("M21", module="expertise", field=code)]
    blocks: list[Block] = [
        writer.paragraph("advantages-inventory", "advantages-inventory", offers=inventory, fields=len(fields))
    ]
    if fields and (inventory.value or 0) > 1:
        rows = [
            Row([writer.words(writer.field_name(code)), writer.value("M21", module="expertise", field=code)])
            for code in fields
        ]
        total = Row([writer.words(writer.text("total")), writer.value("M21", module="expertise")])
        title = writer.text("table-expertise")
        blocks.append(writer.table("expertise", title, writer.heads("field", "offers"), rows, total=total))
    return writer.section("advantages", [*blocks, *writer.narrative("advantages")])


def resources(writer: Writer) -> Section:
    rows = len({code for base in ("M22", "M22b", "M22c") for code in writer.figure(base).records})
    contributions = writer.paragraph(
        "resources-contributions",
        "resources-contributions",
        rows=rows,
        pledged=writer.figure("M22"),
        paid=writer.figure("M22b"),
        applied=writer.figure("M22c"),
        share=writer.figure("M23"),
        collection=writer.figure("M23b"),
    )
    target = writer.paragraph(
        "resources-target",
        "resources-target",
        target=target_text(writer),
        note=Footnote(tuple(writer.inlines("note-target-sources"))),
        attainment=writer.figure("M24", fund="environment_fund"),
        share=writer.figure("M23", fund="environment_fund"),
    )
    blocks: list[Block] = [contributions, _fund_table(writer), target]
    groups = {group: writer.figure("M28c", group=group) for group in GROUPS}
    if any(figure.records for figure in groups.values()):
        blocks.append(writer.paragraph("resources-groups", "resources-groups", rows=rows, **groups))
    return writer.section("resources", [*blocks, *writer.narrative("resources")])


def target_text(writer: Writer) -> str:
    """The target share set by the secretariat, as words of a sentence."""
    return writer.text("percent", number=writer.settings["ef_target_pct"])


def _fund_table(writer: Writer):
    columns = ("M22", "M22b", "M22c", "M23", "M23b")
    rows = []
    for fund in FUNDS:
        cells = [writer.value(base, fund=fund) for base in (*columns, "M24")]
        rows.append(Row([writer.words(writer.text(f"fund-{fund}")), *cells]))
    return writer.table(
        "contributions",
        writer.text("table-contributions"),
        writer.heads("fund", "pledged", "paid", "applied", "share-applied", "collection", "attainment"),
        rows,
        headnote=writer.text("headnote-millions"),
        total=Row([writer.words(writer.text("total")), *(writer.value(base) for base in columns), writer.amount(0)]),
        notes=[writer.text("note-environment-fund"), writer.text("note-shares")],
    )


def results(writer: Writer) -> Section:
    met = writer.paragraph("results-needs", "results-needs", met=writer.figure("M25"), verified=writer.figure("M25b"))
    kinds = {kind: writer.figure("M26", kind=kind) for kind in ("success", "shortcoming", "lesson")}
    lessons = writer.paragraph("results-lessons", "results-lessons", all=writer.figure("M26"), **kinds)
    return writer.section("results", [met, lessons, *writer.narrative("results")])


def conclusions(writer: Writer) -> Section:
    return writer.section("conclusions", writer.narrative("conclusions"))
