"""Summary and sections I, II and IV to XI."""

from __future__ import annotations

from reports.document import Block, Footnote, Paragraph, Row, Section
from reports.metrics import ranked_fields
from reports.metrics.definitions import FUNDS, GROUPS, REFORM_STATUSES, STAGES
from reports.outline.desk import Desk

FIELDS_NAMED = 3
FIELDS_LISTED = 5  # fields of each region in the table; annex II gives all


def summary(desk: Desk) -> list[Paragraph]:
    figures = {"received": desk.figure("M1"), "admitted": desk.figure("M3"), "rate": desk.figure("M6")}
    computed = Paragraph("summary-figures", desk.inlines("summary-figures", **figures), numbered=False)
    return [*desk.narrative("summary", numbered=False), computed]


def suggested_action(desk: Desk) -> Section:
    blocks: list[Block] = [Paragraph("action-lead-in", desk.inlines("action-lead-in"))]
    if desk.narratives.get("decision"):
        blocks.append(desk.draft_decision(desk.term("the-governing-council")))
    return desk.section("suggested-action", blocks)


def background(desk: Desk) -> Section:
    blocks = [
        *desk.narrative("mandate"),
        desk.paragraph("method", "method"),
        desk.paragraph("method-numbers", "method-numbers"),
    ]
    return desk.section("background", blocks)


def needs_section(desk: Desk) -> Section:
    eligible = sum(country.is_eligible for country in desk.facts.countries)
    assessments = desk.paragraph(
        "needs-assessments",
        "needs-assessments",
        coverage=desk.figure("M11"),
        covered=desk.figure("M11b"),
        eligible=eligible,
        years=desk.settings["assessment_valid_years"],
    )
    gaps = desk.paragraph(
        "needs-gaps",
        "needs-gaps",
        open=desk.figure("M13"),
        gaps=desk.figure("M13b"),
        rate=desk.figure("M14"),
        first_rate=desk.figure("M14b"),
    )
    return desk.section(
        "needs",
        [],
        [
            desk.section("needs-assessments", [assessments, *desk.narrative("needs-assessments")]),
            _priorities(desk),
            desk.section("needs-gaps", [gaps, *desk.narrative("needs-gaps")]),
        ],
    )


def _priorities(desk: Desk) -> Section:
    ranked = ranked_fields(desk.figures, desk.facts)
    named = desk.phrasing.listing(desk.field_name(code).lower() for code in ranked[:FIELDS_NAMED])
    blocks: list[Block] = [desk.paragraph("needs-priorities", "needs-priorities", fields=named or "none")]
    if ranked:
        rows = []
        for region in desk.regions:
            for code in ranked_fields(desk.figures, desk.facts, region=region)[:FIELDS_LISTED]:
                cells = [desk.value(base, region=region, field=code) for base in ("M12", "M12b", "M13", "M13b")]
                rows.append(Row([desk.words(desk.region_name(region)), desk.words(desk.field_name(code)), *cells]))
        heads = desk.heads("region", "field", "ranked", "ranked-first", "open-needs", "gaps", words=2)
        title = desk.text("table-priorities")
        blocks.append(desk.table("priorities", title, heads, rows, notes=[desk.text("note-priorities")]))
    return desk.section("needs-priorities", [*blocks, *desk.narrative("needs-priorities")])


def delivery(desk: Desk) -> Section:
    stages = desk.paragraph(
        "delivery-stages",
        "delivery-stages",
        countries=desk.figure("M15"),
        new=desk.figure("M15b"),
        cumulative=desk.figure("M15c"),
        since=str(desk.settings["stages_since"]),
    )
    rows = [
        Row(
            [
                desk.words(desk.text(f"stage-{stage}")),
                *(desk.value(base, stage=stage) for base in ("M15", "M15b", "M15c")),
            ]
        )
        for stage in STAGES
    ]
    table = desk.table(
        "stages",
        desk.text("table-stages"),
        desk.heads("stage", "in-period", "new", "cumulative"),
        rows,
        notes=[desk.text("note-distinct")],
    )
    training = desk.paragraph(
        "delivery-training",
        "delivery-training",
        persons=desk.figure("M16"),
        women=desk.figure("M16b"),
        without=desk.figure("M16c"),
        uncounted=desk.figure("M16d"),
    )
    return desk.section("delivery", [stages, table, training, *desk.narrative("delivery")])


def cooperation(desk: Desk) -> Section:
    undp = desk.paragraph(
        "cooperation-undp",
        "cooperation-undp",
        activities=desk.figure("M17"),
        held=desk.figure("M17b"),
        planned=desk.figure("M17c"),
    )
    posts = desk.paragraph(
        "cooperation-posts",
        "cooperation-posts",
        posts=desk.figure("M18"),
        filled=desk.figure("M18b"),
        vacancy=desk.figure("M18c"),
        unknown=desk.figure("M18d"),
    )
    duplication = desk.paragraph(
        "cooperation-duplication", "cooperation-duplication", avoided=desk.figure("M19"), overlap=desk.figure("M19b")
    )
    computed: dict[str, list[Block]] = {
        "undp": [undp],
        "gef": [],
        "agreements": [posts],
        "system": _reforms(desk),
        "society": [],
        "duplication": [duplication],
    }
    subsections = [
        desk.section(f"cooperation-{name}", [*blocks, *desk.narrative(f"cooperation-{name}")])
        for name, blocks in computed.items()
    ]
    return desk.section("cooperation", [], subsections)


def _reforms(desk: Desk) -> list[Block]:
    statuses = {status: desk.figure("M27", status=status) for status in REFORM_STATUSES}
    counts = desk.paragraph("cooperation-reforms", "cooperation-reforms", all=desk.figure("M27"), **statuses)
    deciding = [reform for reform in desk.facts.reforms if reform.needs_council_decision]
    if not deciding:
        return [counts]
    note = Footnote(tuple(desk.inlines("note-decision-sources")))
    numbers = desk.phrasing.listing(str(reform.number) for reform in deciding)
    decision = desk.paragraph(
        "cooperation-reforms-decision", "cooperation-reforms-decision", numbers=numbers, note=note
    )
    return [counts, decision]


def south_south(desk: Desk) -> Section:
    share = desk.paragraph("south-south-share", "south-south-share", share=desk.figure("M20"))
    exchange = desk.paragraph(
        "south-south-exchange",
        "south-south-exchange",
        offers=desk.figure("M21"),
        entered=desk.figure("M21b"),
        matches=desk.figure("M21c"),
        rate=desk.figure("M21d"),
    )
    return desk.section("south-south", [share, exchange, *desk.narrative("south-south")])


def advantages(desk: Desk) -> Section:
    inventory = desk.figure("M21", module="expertise")
    fields = [code for code in desk.fields if desk.count("M21", module="expertise", field=code)]
    blocks: list[Block] = [
        desk.paragraph("advantages-inventory", "advantages-inventory", offers=inventory, fields=len(fields))
    ]
    if fields and (inventory.value or 0) > 1:
        rows = [
            Row([desk.words(desk.field_name(code)), desk.value("M21", module="expertise", field=code)])
            for code in fields
        ]
        total = Row([desk.words(desk.text("total")), desk.value("M21", module="expertise")])
        title = desk.text("table-expertise")
        blocks.append(desk.table("expertise", title, desk.heads("field", "offers"), rows, total=total))
    return desk.section("advantages", [*blocks, *desk.narrative("advantages")])


def resources(desk: Desk) -> Section:
    rows = len({code for base in ("M22", "M22b", "M22c") for code in desk.figure(base).records})
    contributions = desk.paragraph(
        "resources-contributions",
        "resources-contributions",
        rows=rows,
        pledged=desk.figure("M22"),
        paid=desk.figure("M22b"),
        applied=desk.figure("M22c"),
        share=desk.figure("M23"),
        collection=desk.figure("M23b"),
    )
    target = desk.paragraph(
        "resources-target",
        "resources-target",
        target=target_text(desk),
        note=Footnote(tuple(desk.inlines("note-target-sources"))),
        attainment=desk.figure("M24", fund="environment_fund"),
        share=desk.figure("M23", fund="environment_fund"),
    )
    blocks: list[Block] = [contributions, _fund_table(desk), target]
    groups = {group: desk.figure("M28c", group=group) for group in GROUPS}
    if any(figure.records for figure in groups.values()):
        blocks.append(desk.paragraph("resources-groups", "resources-groups", rows=rows, **groups))
    return desk.section("resources", [*blocks, *desk.narrative("resources")])


def target_text(desk: Desk) -> str:
    """The target share set by the secretariat, as words of a sentence."""
    return desk.text("percent", number=desk.settings["ef_target_pct"])


def _fund_table(desk: Desk):
    columns = ("M22", "M22b", "M22c", "M23", "M23b")
    rows = []
    for fund in FUNDS:
        cells = [desk.value(base, fund=fund) for base in (*columns, "M24")]
        rows.append(Row([desk.words(desk.text(f"fund-{fund}")), *cells]))
    return desk.table(
        "contributions",
        desk.text("table-contributions"),
        desk.heads("fund", "pledged", "paid", "applied", "share-applied", "collection", "attainment"),
        rows,
        headnote=desk.text("headnote-millions"),
        total=Row([desk.words(desk.text("total")), *(desk.value(base) for base in columns), desk.amount(0)]),
        notes=[desk.text("note-environment-fund"), desk.text("note-shares")],
    )


def results(desk: Desk) -> Section:
    met = desk.paragraph("results-needs", "results-needs", met=desk.figure("M25"), verified=desk.figure("M25b"))
    kinds = {kind: desk.figure("M26", kind=kind) for kind in ("success", "shortcoming", "lesson")}
    lessons = desk.paragraph("results-lessons", "results-lessons", all=desk.figure("M26"), **kinds)
    return desk.section("results", [met, lessons, *desk.narrative("results")])


def conclusions(desk: Desk) -> Section:
    return desk.section("conclusions", desk.narrative("conclusions"))
