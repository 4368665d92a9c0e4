"""The gate passes a sound file and names every damage; the finishing pass puts right what the renderer leaves wrong."""

import io
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from core.pdf import printing
from core.pdf.gate import inspect
from core.pdf.structure import elements

HTML = """<html lang="en"><head><title>UNEP/GC.26/99 – Test</title><meta name="author" content="Council"></head>
<body><h1>Title</h1><h2 id="one">One</h2><p>Words<span class="footnote">First note.</span> and <a href="#one">one</a>
<span class="footnote">Second note.</span></p><p><img src="bsp-asset:dot.svg" alt="A dot"></p>
<table><thead><tr><th>Head</th><th>Other</th></tr></thead>
<tbody><tr><th scope="row">Stub</th><td>1</td></tr></tbody></table>
<h2>Two</h2><h3>Three</h3></body></html>"""
STYLE = """.footnote { float: footnote } table { border: 1pt solid }
@page { @top-left { content: "UNEP/GC.26/99"; border-bottom: 1pt solid } @bottom-left { content: counter(page) } }"""
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def sound():
    printed = printing.render(
        HTML,
        stylesheets=[STYLE],
        assets={"dot.svg": DOT},
        created=date(2011, 1, 12),
        identifier="UNEP/GC.26/99 en",
        link_labels={"one": "section I"},
    )
    return printed.pdf


def complaints(content, **changes):
    return inspect(content, **{"language": "en", "symbol": "UNEP/GC.26/99", "footnotes": 2} | changes)


def damaged(content, damage, **options):
    with pikepdf.open(io.BytesIO(content)) as file:
        damage(file)
        target = io.BytesIO()
        file.save(target, fix_metadata_version=False, **options)
    return target.getvalue()


def first(file, tag):
    return next(element.node for element in elements(file) if element.tag == tag)


def change_xmp(old, new):
    def damage(file):
        xmp = file.Root.Metadata.read_bytes()
        assert old in xmp
        file.Root.Metadata = file.make_stream(xmp.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)

    return damage


def untag(file):
    file.Root.MarkInfo.Marked = False


def change_language(file):
    file.Root.Lang = String("fr")


def change_title(file):
    file.docinfo["/Title"] = String("Untitled")


def hide_title(file):
    file.Root.ViewerPreferences.DisplayDocTitle = False


def drop_xmp(file):
    del file.Root.Metadata


def drop_output_intent(file):
    del file.Root.OutputIntents


def change_information_date(file):
    file.docinfo["/ModDate"] = String("D:20200101000000Z")


def skip_heading(file):
    first(file, "H3").S = Name.H4


def repeat_first_heading(file):
    first(file, "H2").S = Name.H1


def cut_from_tree(file):
    del first(file, "P").K


def paint_unmarked(file):
    page = file.pages[0]
    page.Contents = file.make_stream(page.Contents.read_bytes() + b"\n0 0 9 9 re f\n")


def write_unmarked(file):
    page = file.pages[0]
    content = page.Contents.read_bytes()
    assert content.count(b"/Artifact <<") >= 2
    page.Contents = file.make_stream(content.replace(b"/Artifact <<", b"/Loose <<"))


def silence_figure(file):
    del first(file, "Figure").Alt


def silence_link(file):
    del file.pages[0].Annots[0].Contents


def drop_tab_order(file):
    del file.pages[0].Tabs


def drop_scope(file):
    del first(file, "TH").A.Scope


def unmake_note(file):
    first(file, "Note").S = Name.Span


def drop_note_identifier(file):
    del first(file, "Note").ID


def repeat_identifier(file):
    notes = [element.node for element in elements(file) if element.tag == "Note"]
    notes[1].ID = notes[0].ID


def drop_identifier_tree(file):
    del file.Root.StructTreeRoot.IDTree


def use_own_tag(file):
    first(file, "P").S = Name.Paragraphus


def drop_font_file(file):
    for font in file.pages[0].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def drop_unicode_map(file):
    del next(iter(file.pages[0].Resources.Font.values())).ToUnicode


def break_content(file):
    file.pages[0].Contents = file.make_stream(b"BT (unfinished")


def add_figure_without_text(file):
    document = file.Root.StructTreeRoot.K[0]
    document.K.append(file.make_indirect(Dictionary(S=Name.Figure, P=document, K=Array())))


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (untag, "not tagged"),
        (change_language, "language of the file is not en"),
        (change_title, "title of the file does not start with"),
        (hide_title, "not told to show the title"),
        (drop_output_intent, "no output colour profile"),
        (drop_xmp, "no XMP"),
        (change_xmp(b"<pdfuaid:part>1</pdfuaid:part>", b""), "pdfuaid:part is not 1"),
        (change_xmp(b"<pdfaid:part>2", b"<pdfaid:part>3"), "pdfaid:part is not 2"),
        (change_xmp(b"<pdfaid:conformance>A", b"<pdfaid:conformance>B"), "pdfaid:conformance is not A"),
        (change_xmp(b"<xmp:CreateDate>2011", b"<xmp:CreateDate>2012"), "xmp:CreateDate differs"),
        (change_xmp("– Test".encode(), "– Other".encode()), "title differs"),
        (change_information_date, "xmp:ModifyDate differs"),
        (skip_heading, "level 4 follows one of level 2"),
        (repeat_first_heading, "one heading of level 1"),
        (cut_from_tree, "pieces lie outside the structure"),
        (paint_unmarked, "1 painting operators are not marked"),
        (write_unmarked, "painting operators are not marked"),
        (silence_figure, "figure has no text"),
        (add_figure_without_text, "figure has no text"),
        (silence_link, "does not say where it leads"),
        (drop_tab_order, "not walked in the order of the structure"),
        (drop_scope, "head cell has no scope"),
        (unmake_note, "1 notes, the document 2 footnotes"),
        (drop_note_identifier, "note has no identifier"),
        (repeat_identifier, "used twice"),
        (drop_identifier_tree, "missing from the tree of identifiers"),
        (use_own_tag, "Paragraphus is not a standard tag"),
        (drop_font_file, "is not embedded"),
        (drop_unicode_map, "does not tell which letters"),
        (break_content, ""),
    ],
)
def test_damage_is_named(sound, damage, complaint):
    found = complaints(damaged(sound, damage))
    assert any(complaint in sentence for sentence in found), found


def test_a_sound_file_passes(sound):
    assert complaints(sound) == []


def test_an_encrypted_file_is_refused(sound):
    locked = damaged(sound, lambda file: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "The file is encrypted." in complaints(locked)


def test_a_file_with_a_broken_table_of_contents_is_refused(sound):
    place = sound.rindex(b"startxref")
    broken = sound[:place] + b"startxref\n7\n%%EOF\n"
    assert any(sentence.startswith(("Syntax", "The file cannot be read")) for sentence in complaints(broken))


def test_what_is_no_pdf_is_refused():
    assert complaints(b"%PDF-1.7 nothing") != []


def test_a_file_with_too_few_notes_is_refused(sound):
    assert complaints(sound, footnotes=3) == ["The file has 2 notes, the document 3 footnotes."]


def test_running_heads_are_artifacts_and_notes_have_names(sound):
    with pikepdf.open(io.BytesIO(sound)) as file:
        content = file.pages[0].Contents.read_bytes()
        assert b"/Artifact <<" in content
        notes = [str(element.node.ID) for element in elements(file) if element.tag == "Note"]
        scopes = [str(element.node.A.Scope) for element in elements(file) if element.tag == "TH"]
        assert notes == ["note-0001", "note-0002"]
        assert scopes == ["/Column", "/Column", "/Row"]
        assert str(file.pages[0].Annots[0].Contents) == "section I"
        assert bytes(file.trailer.ID[0]) == b"UNEP/GC.26/99 en"


def test_the_only_date_is_the_one_given(sound):
    with pikepdf.open(io.BytesIO(sound)) as file:
        assert {str(file.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20110112000000Z"}
        assert file.Root.Metadata.read_bytes().count(b"2011-01-12T00:00:00Z") == 2
