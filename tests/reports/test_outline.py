"""The tree of the report: structure, numbers, notes and signs (docs/design/report.md#outline)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.document import (
    BarChart,
    DraftDecision,
    Paragraph,
    Reference,
    Table,
    TableNoteCall,
    Text,
    TileMap,
    Value,
    walk_blocks,
    walk_sections,
)
from reports.narratives import BrokenBlocks, parse
from reports.narratives.slots import SLOTS
from reports.outline import UnresolvedFigure, build_annex_document, build_document, targets
from reports.phrasing import MissingWording
from reports.references import build_index, resolve
from reports.snapshot_format import empty_snapshot
from tests.reports.full_report import FULL, snapshot
from tests.reports.tree_reading import all_inlines, cells, notes, paragraph, table, words


@pytest.fixture(scope="module")
def frozen():
    return snapshot()


@pytest.fixture(scope="module")
def document(frozen):
    return build_document(frozen)


@pytest.fixture(scope="module")
def empty():
    return build_document(empty_snapshot(), narratives={})


def test_the_report_has_the_sections_and_annexes_of_the_outline(document):
    assert [section.slug for section in document.sections] == [
        "suggested-action",
        "background",
        "requests",
        "needs",
        "delivery",
        "cooperation",
        "south-south",
        "advantages",
        "resources",
        "results",
        "conclusions",
    ]
    assert [section.slug.removeprefix("requests-") for section in document.sections[2].sections] == [
        "overview",
        "places",
        "fields",
        "time",
        "refused",
    ]
    assert len(document.sections[3].sections) == 3
    assert len(document.sections[5].sections) == 6
    assert [annex.slug for annex in document.annexes] == [
        "by-country",
        "needs",
        "projects",
        "contributions",
        "exchange",
        "reforms",
        "focal-points",
        "definitions",
    ]
    assert [annex.landscape for annex in document.annexes] == [True] * 7 + [False]


def test_every_slot_prints_in_its_section(document):
    sections = {section.slug: section for _level, section in walk_sections(document.sections)}
    for slot in SLOTS.values():
        if slot.section == "summary":
            blocks = document.summary
        else:
            blocks = sections[slot.section].blocks
        if slot.is_decision:
            assert any(isinstance(block, DraftDecision) for block in blocks)
        else:
            assert any(getattr(block, "slug", "") == f"{slot.slug}-1" for block in blocks), slot.slug


@pytest.mark.parametrize("name", ["document", "empty"])
def test_no_heading_has_a_single_subheading_and_none_is_empty(name, request):
    tree = request.getfixturevalue(name)
    for _level, section in walk_sections(tree.sections):
        assert len(section.sections) != 1, section.slug
        assert section.blocks or section.sections, section.slug


@pytest.mark.parametrize("name", ["document", "empty"])
def test_paragraphs_tables_and_figures_are_numbered_through(name, request):
    tree = request.getfixturevalue(name)
    body = [block for _level, section in walk_sections(tree.sections) for block in section.blocks]
    for kinds in (Paragraph, Table, (BarChart, TileMap)):
        numbers = [block.number for block in body if isinstance(block, kinds)]
        assert numbers == list(range(1, len(numbers) + 1))
    assert not any(block.number for block in tree.summary)


@pytest.mark.parametrize("name", ["document", "empty"])
def test_slugs_are_unique_and_references_resolve(name, request):
    tree = request.getfixturevalue(name)
    for kind in (Paragraph, Table):
        slugs = [block.slug for block in walk_blocks(tree) if isinstance(block, kind)]
        assert len(slugs) == len(set(slugs))
    index = build_index(tree)
    for inline in all_inlines(tree):
        if isinstance(inline, Reference):
            assert resolve(index, inline).label


@pytest.mark.parametrize("name", ["document", "empty"])
def test_sentences_do_not_begin_with_a_figure_and_have_no_percent_sign(name, request):
    tree = request.getfixturevalue(name)
    computed = [b for b in walk_blocks(tree) if isinstance(b, Paragraph) and not b.narrative]
    for block in computed:
        text = words(block.inlines, tree)
        assert not re.search(r"(^|[.] )([\d–$]|table|figure|annex)", text.replace("para. ", "para.")), text
        assert "%" not in text
        assert "  " not in text, text
        assert text.rstrip()[-1] in ".:", text


def test_every_figure_printed_stands_in_the_snapshot_with_its_value(document, frozen):
    printed = [inline for inline in all_inlines(document) if isinstance(inline, Value)]
    assert len(printed) > 100
    assert {inline.metric for inline in printed} <= set(frozen["figures"])


def test_columns_of_figures_have_one_number_of_decimals(document):
    for block in walk_blocks(document):
        if isinstance(block, Table):
            rows = [cells(row) for row in [*block.rows, *filter(None, [block.total])]]
            for position, column in enumerate(block.columns):
                if column.numeric:
                    values = [row[position] for row in rows if row[position] not in ("–", "..", "")]
                    assert len({len(value.partition(".")[2]) for value in values}) <= 1, (block.slug, column.head)


def test_the_table_by_region_prints_the_golden_values(document):
    rows = {cells(row)[0]: cells(row)[1:] for row in table(document, "requests-by-region").rows}
    assert rows["Asia and the Pacific"] == ["2", "1", "1", "100.0", "10.0"]
    assert rows["West Asia"] == ["–", "–", "–", "–", "–"]
    assert "A dash (–) means nil or not applicable." in table(document, "requests-by-region").notes


def test_computed_sentences_read_well(document):
    assert paragraph(document, "requests-received") == (
        "The secretariat received seven requests for assistance in\u00a02010, from three countries; one of them was "
        "made on behalf of a region. Details by region are set out in table\u00a01."
    )
    assert paragraph(document, "requests-outcome") == (
        "By 31\u00a0December 2010, of the requests received, five had been admitted, one had been refused and one had "
        "been withdrawn before a decision; none was awaiting a decision."
    )
    assert paragraph(document, "delivery-training") == (
        "In training activities that ended in\u00a02010, 30 persons took part. Women made up 40.0\u00a0per\u00a0cent "
        "of those whose sex was recorded."
    )


def test_empty_sections_still_read_well(empty):
    assert paragraph(empty, "requests-received").startswith("The secretariat received no request for assistance")
    assert paragraph(empty, "conclusions-nothing") == "There is nothing to report under this heading for the period."
    assert not any(isinstance(block, BarChart | TileMap) for block in walk_blocks(empty))
    assert [annex.slug for annex in empty.annexes] == [annex.slug for annex in build_document(snapshot()).annexes]


def test_both_values_of_the_target_share_are_shown(document):
    (note,) = [note for note in notes(document) if "35\u00a0per\u00a0cent target" in note]
    assert "at least 3\u00a0per\u00a0cent" in note
    definitions = paragraph(document, "definitions-target").replace("\u00a0", " ")
    assert "set to 35 per cent" in definitions
    assert "Share of the Environment Fund: at least 3 per cent (para. 99); Share of earmarked" in definitions
    assert any("para.\u00a0101" in note for note in table(document, "annex-contributions").notes)


def test_both_lists_of_reforms_that_need_a_decision_are_shown(document):
    assert "numbered 5, 7, 17, 20 and 29." in paragraph(document, "cooperation-reforms-decision")
    assert any("5, 7, 17, 20 and 29" in note and "5, 7, 20 and 29" in note for note in notes(document))
    tracker = table(document, "annex-reforms")
    assert "lists 5, 7, 20 and 29" in tracker.lettered_notes[0]
    called = [row for row in tracker.rows if TableNoteCall(1) in row.cells[0].inlines]
    assert [cells(row)[0].partition(".")[0] for row in called] == ["5", "7", "17", "20", "29"]


def test_the_tracker_has_thirty_rows_and_reform_9_has_no_status_row(document):
    tracker = table(document, "annex-reforms")
    assert len(tracker.rows) == 30
    assert tracker.grid
    without = [row for row in tracker.rows if row.status is None]
    assert [cells(row)[0] for row in without] == ["9. Reform 9"]
    assert TableNoteCall(2) in without[0].cells[0].inlines
    assert "no status row for reform\u00a09" in tracker.lettered_notes[1]
    assert tracker.rows[0].cells[1].footer == "SP 4: EG; EA: B + C"
    assert any("EG: environmental governance" in note for note in tracker.notes)
    assert cells(tracker.rows[23])[3] == "See reform\u00a017"


def test_annexes_print_what_is_not_known_with_its_key(document):
    projects = table(document, "annex-projects")
    atlas, water = (cells(row) for row in projects.rows)
    assert atlas == ["Atlas", "Africa", "..", "..", "..", "..", "..", "..", "–"]
    assert water == [
        "Water laboratories",
        "Kenya, Nepal",
        "Freshwater",
        "UNEP, UNDP",
        "October\u00a02009–2011",
        "1,235",
        "..",
        "Under way",
        "r1",
    ]
    assert projects.notes == ["A dash (–) means nil or not applicable. Two dots (..) mean not available."]


def test_regional_requests_have_their_own_row_and_the_total_agrees(document):
    by_country = table(document, "annex-by-country")
    assert cells(by_country.rows[-1])[:4] == ["Regional requests, Africa", "Africa", "–", "1"]
    received = [int(cells(row)[3]) for row in by_country.rows]
    assert sum(received) == int(cells(by_country.total)[3]) == 7


def test_countries_without_request_are_listed_only_on_demand():
    listed = build_document(snapshot(settings={"list_all_eligible": True}))
    assert "Yemen" in [cells(row)[0] for row in table(listed, "annex-by-country").rows]
    assert "Yemen" not in [cells(row)[0] for row in table(build_document(snapshot()), "annex-by-country").rows]


def test_exchange_lists_matches_offers_and_unmatched_requests(document):
    rows = [cells(row) for row in table(document, "annex-exchange").rows]
    assert rows[0] == [
        "Offer 1",
        "Institute",
        "Freshwater",
        "r2",
        "Kenya",
        "South-South",
        "20\u00a0March 2010",
        "Agreed",
    ]
    assert (rows[1][0], rows[1][-1]) == ("Offer 2", "No match yet")
    assert rows[2][3] == "r1"


def test_focal_points_stand_in_the_order_of_the_regions(document):
    rows = [cells(row) for row in table(document, "annex-focal-points").rows]
    assert rows == [
        ["Africa (ROA)", "Biodiversity", "L4", "Filled", "..", ".."],
        ["West Asia (ROWA)", "Chemicals and waste", "..", "Vacant since 1\u00a0March 2010", "..", ".."],
    ]


def test_definitions_are_those_of_the_figures(document):
    rows = [cells(row) for row in table(document, "annex-definitions").rows]
    assert [row[0] for row in rows][:5] == ["M1", "M2", "M3", "M4", "M4b"]
    assert rows[5][0] == "M4c"
    assert any(row[0] == "M28c" for row in rows)
    assert all(len(row[2]) > 20 for row in rows)


def test_annexes_can_be_split_off_and_are_then_cited_by_symbol():
    frozen = snapshot(settings={"annexes_symbol": "UNEP/GC.26/INF/9"})
    main, annexes = build_document(frozen), build_annex_document(frozen)
    assert [annex.slug for annex in main.annexes] == ["reforms", "definitions"]
    assert "given in UNEP/GC.26/INF/9" in paragraph(main, "requests-places")
    assert annexes.masthead.symbol == "UNEP/GC.26/INF/9"
    assert len(annexes.annexes) == 6


def test_invented_data_mark_every_page():
    invented = replace(FULL, offers=(replace(FULL.offers[0], is_demo=True), *FULL.offers[1:]))
    assert build_document(snapshot(invented)).marking == "Specimen – invented data"
    assert build_document(snapshot()).marking == "Draft"


def test_the_masthead_comes_from_the_order_and_the_fixed_terms(document):
    masthead = document.masthead
    assert masthead.organ == "Governing Council of the United Nations Environment Programme"
    assert masthead.agenda_item == "Item 4 of the provisional agenda"
    assert (masthead.distribution, masthead.original_line) == ("Distr.: General", "Original: English")
    assert masthead.language_line == ""
    assert document.author_line == "Report of the Executive Director"


def test_an_edition_prints_the_frozen_figures_and_never_computes():
    frozen = snapshot()
    frozen["figures"]["M1"]["value"] = 99
    assert "received 99 requests" in paragraph(build_document(frozen), "requests-received")


def test_a_narrative_with_a_figure_that_the_snapshot_lacks_is_not_built(frozen):
    blocks = parse(SLOTS["mandate"], "See {{M1|region=atlantis}}.")
    with pytest.raises(UnresolvedFigure, match="atlantis"):
        build_document(frozen, narratives={"mandate": blocks})


def test_a_narrative_of_another_form_is_not_built(frozen):
    with pytest.raises(BrokenBlocks):
        build_document(frozen, narratives={"mandate": [{"type": "html", "text": "<b>"}]})


def test_a_narrative_prints_figures_by_name(frozen):
    blocks = parse(SLOTS["mandate"], "The rate was {{M6|region=africa}}.")
    tree = build_document(frozen, narratives={"mandate": blocks})
    (found,) = [b for b in walk_blocks(tree) if getattr(b, "slug", "") == "mandate-1"]
    assert found.inlines[1] == Value("66.7\u00a0per\u00a0cent", "M6|region=africa")
    assert isinstance(found.inlines[0], Text)


def test_a_language_without_wording_is_not_built(frozen):
    with pytest.raises(MissingWording):
        build_document(frozen, "xx")


def test_a_fixed_term_that_is_missing_stops_the_build():
    frozen = snapshot(terms={})
    with pytest.raises(LookupError, match="report-of-the-executive-director"):
        build_document(frozen)


def test_targets_are_what_every_report_holds(empty):
    index = set(build_index(empty))
    for kind, slug in targets():
        if kind != "para":
            assert (kind, slug) in index
