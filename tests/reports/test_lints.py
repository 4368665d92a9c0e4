"""Each lint is shown on the specimen, which itself is free of complaints."""

import dataclasses

import pytest

from reports import lints
from reports.document import (
    Annex,
    Bar,
    BarChart,
    Cell,
    Column,
    Footnote,
    Paragraph,
    Reference,
    Row,
    Section,
    SubParagraph,
    Table,
    TableNoteCall,
    Text,
    number,
)
from tests.reports.specimen import specimen


def complaints(document, session="UNEP/GC.26"):
    return [lint.message for lint in lints.build_stopping(document, session_symbol=session)]


def with_masthead(**changes):
    document = specimen()
    document.masthead = dataclasses.replace(document.masthead, **changes)
    return document


def with_block(block):
    document = specimen()
    document.sections[1].blocks.append(block)
    return number(document)


def table(*cells, notes=()):
    return Table(
        slug="extra",
        title="Extra",
        columns=[Column("Year"), Column("Paid", numeric=True)],
        rows=[Row([Cell((Text("2010"),)), cell]) for cell in cells],
        lettered_notes=list(notes),
    )


def figure(words, *more):
    return Cell((Text(words), *more), numeric=True)


def test_the_specimen_has_neither_complaints_nor_warnings():
    assert complaints(specimen()) == []
    assert lints.warnings(specimen()) == []


@pytest.mark.parametrize(
    ("symbol", "session", "distribution"),
    [
        ("UNEP/GC.26/7", "UNEP/GC.26", "General"),
        ("UNEP/GCSS.XII/1", "UNEP/GCSS.XII", "General"),
        ("UNEP/EA.2/11", "UNEP/EA.2", "General"),
        ("UNEP/GC.26/INF/14", "UNEP/GC.26", "General"),
        ("UNEP/EA.1/L.1", "UNEP/EA.1", "Limited"),
        ("UNEP/GCSS.IX/3/Add.1", "UNEP/GCSS.IX", "General"),
        ("UNEP/GC.26/7/Add.1/Corr.2*", "UNEP/GC.26", "General"),
    ],
)
def test_symbols_of_all_kinds_are_accepted(symbol, session, distribution):
    assert complaints(with_masthead(symbol=symbol, distribution=f"Distr.: {distribution}"), session) == []


@pytest.mark.parametrize("symbol", ["UNEP/GC.026/7", "UNEP/GC.26", "UNEP/GCSS.12/1", "UNEP/GC.26/07", "UNEP/GC.26/7 "])
def test_a_symbol_outside_the_grammar_stops_the_build(symbol):
    assert "does not follow the pattern" in complaints(with_masthead(symbol=symbol))[0]


@pytest.mark.parametrize("symbol", ["UNEP/GC.25/7", "UNEP/GC.2/6", "UNEP/EA.2/6"])
def test_a_symbol_of_another_session_stops_the_build(symbol):
    assert "does not belong to the session" in complaints(with_masthead(symbol=symbol))[0]


def test_a_distribution_that_contradicts_the_symbol_stops_the_build():
    assert complaints(with_masthead(symbol="UNEP/GC.26/L.3")) == ["The distribution of UNEP/GC.26/L.3 must be Limited."]


def test_an_agenda_item_without_its_note_stops_the_build():
    assert "asterisk note" in complaints(with_masthead(agenda_note=""))[0]


def test_a_single_subheading_stops_the_build():
    document = specimen()
    document.sections[2].sections.pop()
    document.sections[2].sections[0].blocks.clear()
    assert any("only one subheading" in complaint for complaint in complaints(number(document)))


@pytest.mark.parametrize(
    "inlines",
    [
        [Reference("table", "nowhere")],
        [Text("See"), Footnote((Reference("para", "nowhere"),))],
        [Reference("para", "summary-mandate")],
    ],
)
def test_a_reference_that_leads_nowhere_stops_the_build(inlines):
    (complaint,) = complaints(with_block(Paragraph("extra", inlines)))
    assert "points to nothing" in complaint


def test_a_reference_in_a_sub_paragraph_is_checked_as_well():
    paragraph = Paragraph("extra", [], children=[SubParagraph("a", [], [SubParagraph("b", [Reference("annex", "x")])])])
    assert complaints(with_block(paragraph)) == ["The reference [[annex:x]] points to nothing in the report."]


@pytest.mark.parametrize("cells", [("1.5", "2"), ("1,082.4", "35.25"), ("–", "..", "7.0", "8"), ("1.5%", "2%")])
def test_mixed_decimals_in_a_column_stop_the_build(cells):
    (complaint,) = complaints(with_block(table(*map(figure, cells))))
    assert "“Paid” differ" in complaint


@pytest.mark.parametrize("cells", [("1.5", "–", "..", ""), ("1,082.4", "35.2"), ("2010", "1,000")])
def test_like_decimals_pass_and_signs_are_no_figures(cells):
    assert complaints(with_block(table(*map(figure, cells)))) == []


def test_a_row_that_does_not_fit_its_table_stops_the_build():
    broken = table(figure("1"))
    broken.rows[0].cells.append(figure("2"))
    assert complaints(with_block(broken)) == ["A row has more or fewer cells than the table has columns."]


def test_lettered_notes_and_their_calls_must_agree():
    called = table(figure("1", TableNoteCall(1)), notes=["First quarter."])
    assert complaints(with_block(called)) == []
    assert lints.warnings(with_block(called)) == []
    called.rows[0].cells[1] = figure("1", TableNoteCall(2))
    assert complaints(with_block(called)) == ["A letter in the table refers to a note that does not exist."]
    assert [lint.place for lint in lints.warnings(with_block(called))] == ["extra"]


def test_a_figure_without_its_data_table_stops_the_build():
    chart = BarChart("extra", "Extra", ("Received",), [Bar("Africa", (1,))], data_table="nowhere")
    assert complaints(with_block(chart)) == ["The chart “Extra” has no table with its data."]


def test_a_figure_with_three_series_stops_the_build():
    chart = BarChart("extra", "Extra", ("a", "b", "c"), [Bar("Africa", (1, 2, 3))], data_table="requests-by-region")
    assert complaints(with_block(chart)) == ["The chart “Extra” shows more than two series."]


def test_a_name_used_twice_stops_the_build():
    assert "used 2 times" in complaints(with_block(Paragraph("received", [])))[0]


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("The rate was 88.3 %.", "per cent"),
        ('They call it "gap".', "curved"),
        ("The Council's wish.", "curved"),
        ("It rose. 12 countries answered.", "begins with the figure 12"),
        ("41 countries answered.", "begins with the figure 41"),
        ("See table 1 below.", "“table 1"),
        ("See annex IV below.", "“annex IV"),
        ("On 25 February it met.", "“25 February"),
    ],
)
def test_doubtful_english_is_named(words, warning):
    found = lints.warnings(with_block(Paragraph("extra", [Text(words)])))
    assert [lint.place for lint in found] == ["extra"]
    assert warning in found[0].message


@pytest.mark.parametrize(
    "words",
    [
        "The rate was 88.3 per cent; see table\u00a01, annex\u00a0IV and para.\u00a04.",
        "On 25\u00a0February 2005 the Council’s “plan” was adopted.",
        "Under sect. 4 and decision 23/1 the annexes stand.",
        "See paras.\u00a099–101. The table is long.",
    ],
)
def test_sound_english_passes(words):
    assert lints.warnings(with_block(Paragraph("extra", [Text(words)]))) == []


def test_footnotes_are_read_as_well():
    paragraph = Paragraph("extra", [Text("Words."), Footnote((Text("Up by 5 %."),))])
    assert len(lints.warnings(with_block(paragraph))) == 1


def test_length_is_warned_of_from_nine_tenths_of_the_limit():
    words = lints.count_words(specimen())
    assert lints.warnings(specimen(), word_limit=int(words / 0.9) + 2) == []
    (warning,) = lints.warnings(specimen(), word_limit=int(words / 0.9))
    assert f"{words:,} words" in warning.message


def test_words_of_headings_notes_and_figures_count_and_those_of_annexes_do_not():
    document = dataclasses.replace(
        specimen(),
        title="One two",
        summary=[Paragraph("s", [Text("Three-four five")], numbered=False)],
        sections=[
            Section("a", "Six", [Paragraph("p", [Text("seven 23/1 "), Footnote((Text("nine 中文"),))])]),
        ],
        annexes=[Annex("x", "Annexed words here", [Paragraph("q", [Text("not counted")], numbered=False)])],
    )
    assert lints.count_words(document) == 10
    assert lints.count_annex_words(document) == 5


def test_footnotes_and_asterisk_notes_are_counted():
    assert lints.count_footnotes(specimen()) == 5
