"""Text that people write for the report: what is accepted, and what the author is told when it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.narratives import (
    SLOTS,
    BrokenBlocks,
    NarrativeError,
    as_text,
    check_blocks,
    count_words,
    default_narratives,
    default_texts,
    parse,
    strip_controls,
    structure,
)
from reports.narratives.slots import CASE_FIELDS
from reports.outline import targets

MANDATE, DECISION, CASES, CONCLUSIONS = (SLOTS[name] for name in ("mandate", "decision", "south-south", "conclusions"))
CASE = "Case: Corridor\n" + "\n".join(
    f"{label}: known" for label in ("Period", "Countries", "Partners", "Objective", "Results", "Funding", "Next steps")
)


def complaints(text, slot=MANDATE, targets=None):
    with pytest.raises(NarrativeError) as raised:
        parse(slot, text, targets)
    return [str(complaint) for complaint in raised.value.complaints]


def text_block(*inlines):
    return [{"type": "paragraph", "inlines": list(inlines), "children": []}]


def words(text):
    return {"type": "text", "text": text}


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not():
    blocks = parse(MANDATE, "One\ntwo.\n\n\nThree.")
    assert [block["inlines"] for block in blocks] == [[words("One two.")], [words("Three.")]]


def test_lettered_lines_are_sub_paragraphs_and_roman_ones_lie_inside_them():
    (block,) = parse(MANDATE, "Intro:\n(a) First;\n(i) inner;\n(ii) inner too;\n(b) Second\ncontinued.")
    assert [child["inlines"] for child in block["children"]] == [[words("First;")], [words("Second continued.")]]
    assert len(block["children"][0]["children"]) == 2


def test_sub_paragraphs_may_follow_a_blank_line():
    (block,) = parse(MANDATE, "Intro:\n\n(a) First;\n\n(b) Second.")
    assert len(block["children"]) == 2


def test_the_ninth_letter_is_not_taken_for_a_roman_number():
    (block,) = parse(MANDATE, "Intro:\n" + "\n".join(f"({letter}) item" for letter in "abcdefghij"))
    assert len(block["children"]) == 10


def test_emphasis_notes_figures_and_references_are_read():
    (block,) = parse(
        MANDATE, "See *Ibid.*^[Note with *title* and {{M1}}.] and {{ M6 | region=Africa }} in [[table:contributions]]."
    )
    assert block["inlines"] == [
        words("See "),
        {"type": "emphasis", "text": "Ibid."},
        {
            "type": "footnote",
            "inlines": [
                words("Note with "),
                {"type": "emphasis", "text": "title"},
                words(" and "),
                {"type": "figure", "id": "M1"},
                words("."),
            ],
        },
        words(" and "),
        {"type": "figure", "id": "M6|region=africa"},
        words(" in "),
        {"type": "reference", "kind": "table", "slug": "contributions"},
        words("."),
    ]


def test_a_backslash_prints_a_sign_as_it_is():
    (block,) = parse(MANDATE, r"5 \* 4, \{{ and \[[ and \^[ stay; UNEP [sic] too.")
    assert block["inlines"] == [words("5 * 4, {{ and [[ and ^[ stay; UNEP [sic] too.")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Fine.\n\nAn *open emphasis.", "Line 3: The emphasis that begins at “*open emphasis.” is not closed."),
        ("A note^[without end.", "Line 1: The footnote that begins at “^[without end.” is not closed."),
        ("A note^[].", "Line 1: A footnote is empty."),
        ("A^[note with ^[another]].", "Line 1: A footnote cannot hold another footnote."),
        ("See {{M99}}.", "Line 1: There is no figure {{M99}}."),
        ("See {{M6|fund=gef}}.", "There is no figure {{M6|fund=gef}}."),
        ("See {{M6.", "Line 1: The figure that begins at “{{M6.” is not closed."),
        ("See [[table]].", "Line 1: [[table]] is not a reference."),
        ("See [[page:3]].", "Line 1: [[page:3]] is not a reference."),
        ("See [[table:one.", "Line 1: The reference that begins at “[[table:one.” is not closed."),
        ("(a) Alone.", "Line 1: A sub-paragraph needs a paragraph before it."),
        ("Intro:\n(a) One;\n(c) Three.", "Line 3: “(c)” is out of order. The next one should be (b) / (i)."),
        ("Intro:\n(a) One;\n(iii) Three.", "Line 3: “(iii)” is out of order. The next one should be (b) / (i)."),
        ("Say **this**.", "Line 1: Bold (**this**) is only for conclusions"),
        ("Text <script>x</script>.", "Line 1: “<script>” looks like HTML, which is never printed. Delete it."),
        ('<img src="file:///etc/passwd"> x', "looks like HTML"),
        ("<link rel=attachment href=file:///etc/passwd", "looks like HTML"),
        ("word " * 401, "The text has 401 words; the limit here is 400. Shorten it."),
        ("x" * 20_001, "The text has 20001 characters; the limit is 20000. Shorten it."),
    ],
)
def test_the_author_is_told_the_line_and_what_to_do(text, complaint):
    assert any(complaint in told for told in complaints(text))


def test_all_complaints_come_at_once():
    assert len(complaints("See {{M99}}.\n\nAn *open.\n\nA note^[x")) == 3


def test_a_reference_to_something_the_report_lacks_names_what_it_has():
    (told,) = complaints("See [[table:pies]].", targets=targets())
    assert "The report has no table with the name “pies”. It has: contributions, requests-by-region, stages." in told
    assert parse(MANDATE, "See [[para:mandate-2]] and [[annex:reforms]].", targets())


def test_bold_is_allowed_where_the_council_is_addressed():
    (block,) = parse(CONCLUSIONS, "**The Council may wish to act.**")
    assert block["inlines"] == [{"type": "strong", "text": "The Council may wish to act."}]


def test_a_decision_has_a_preamble_and_numbered_paragraphs():
    blocks = parse(DECISION, "*Recalling* decision 23/1,\n\n1. *Takes note* of it;\n\n2. *Requests* more.")
    assert [block["type"] for block in blocks] == ["preamble", "operative", "operative"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1. *Takes note*;\n\n*Recalling* too late,", "Line 3: Preamble paragraphs come before the numbered ones."),
        (
            "1. *Takes note*;\n\n3. *Requests*.",
            "Line 3: The paragraph is numbered 3, but the next number is 2. Correct the number.",
        ),
        ("1. ", "Line 1: There is no text after the number, letter or label that begins the line."),
    ],
)
def test_a_decision_out_of_order_is_refused(text, complaint):
    assert any(complaint in told for told in complaints(text, DECISION))


def test_a_case_has_all_its_fields():
    (block,) = parse(CASES, CASE)
    assert block["title"] == "Corridor"
    assert set(block["fields"]) == set(CASE_FIELDS)
    (told,) = complaints(CASE.replace("Funding: known\n", ""), CASES)
    assert "The case lacks these lines: “Funding:”." in told


def test_control_characters_and_unbalanced_direction_marks_are_stripped():
    assert strip_controls("a\x00b\x1b\ufeffc\r\nd") == "abc\nd"
    assert strip_controls("x \u202eevil") == "x evil"
    assert strip_controls("\u2067عربي\u2069 ok\nbroken \u2067عربي") == "\u2067عربي\u2069 ok\nbroken عربي"
    assert strip_controls("\u2067crossed\u202a\u2069\u202c") == "crossed"


@pytest.mark.parametrize(
    "blocks",
    [
        {},
        ["text"],
        [{"type": "html", "inlines": [words("x")]}],
        [{"type": "operative", "inlines": [words("x")]}],
        [{"type": "case", "title": "x", "fields": {}}],
        text_block(),
        text_block({"type": "text", "text": ""}),
        text_block({"type": "text", "text": "a\u202eb"}),
        text_block({"type": "text", "text": "x", "href": "file:///etc/passwd"}),
        text_block({"type": "link", "text": "x"}),
        text_block({"type": "strong", "text": "x"}),
        text_block({"type": "figure", "id": "M6|region=Africa"}),
        text_block({"type": "figure", "id": ["M6"]}),
        text_block({"type": "reference", "kind": "table", "slug": "../x"}),
        text_block({"type": "footnote", "inlines": [{"type": "footnote", "inlines": [words("x")]}]}),
        [{"type": "paragraph", "inlines": [words("x")], "children": [{"inlines": []}]}],
        [
            {
                "type": "paragraph",
                "inlines": [words("x")],
                "children": [
                    {
                        "inlines": [words("x")],
                        "children": [{"inlines": [words("x")], "children": [{"inlines": [words("x")]}]}],
                    }
                ],
            }
        ],
    ],
)
def test_stored_blocks_of_another_form_are_never_printed(blocks):
    with pytest.raises(BrokenBlocks):
        check_blocks(MANDATE, blocks)


@pytest.mark.parametrize("slot", sorted(SLOTS))
def test_every_slot_has_a_default_text_within_its_limit(slot):
    text = default_texts()[slot]
    blocks = parse(SLOTS[slot], text, targets())
    assert 0 < count_words(blocks) <= SLOTS[slot].max_words
    assert parse(SLOTS[slot], as_text(blocks)) == blocks


def test_there_are_no_default_texts_for_unknown_slots():
    assert set(default_narratives()) == set(SLOTS)


def test_structure_leaves_out_the_words():
    assert structure(parse(MANDATE, "One:\n(a) two.")) == structure(parse(MANDATE, "Un :\n(a) deux."))
    assert structure(parse(MANDATE, "One.")) != structure(parse(MANDATE, "One:\n(a) two."))


@given(st.text(max_size=200))
def test_any_text_is_either_refused_or_comes_back_the_same(text):
    try:
        blocks = parse(MANDATE, text)
    except NarrativeError:
        return
    assert parse(MANDATE, as_text(blocks)) == blocks
