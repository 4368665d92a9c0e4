"""The printed report: pages, heads, notes, and the same bytes twice."""

import json
import os
import re
import subprocess
import sys

import pytest

from core.pdf import gate, printing
from reports import bar_code, markup, preview, renderer
from reports.document import Emphasis, Reference, Text
from reports.lints import count_footnotes
from reports.references import UnresolvedReference, build_index
from tests.reports.specimen import short_specimen, specimen

SYMBOL = "UNEP/GC.26/99"
PRINT_ONCE = """
import hashlib, os, django
django.setup()
from core.pdf import printing
from reports import renderer
plain, handed_on = printing._environment, {name: os.environ[name] for name in ("PYTHONHASHSEED", "TZ")}
printing._environment = lambda folder: {**plain(folder), **handed_on}
from tests.reports.specimen import specimen
print(hashlib.sha256(renderer.render(specimen()).pdf).hexdigest())
"""


@pytest.fixture(scope="session")
def page_texts(rendering):
    answer = subprocess.run(["pdftotext", "-layout", "-", "-"], input=rendering.pdf, capture_output=True, check=True)
    return answer.stdout.decode().split("\f")[:-1]


def test_the_gate_has_no_complaint(rendering):
    footnotes = count_footnotes(specimen())
    assert footnotes == 5
    assert gate.inspect(rendering.pdf, language="en", symbol=SYMBOL, footnotes=footnotes) == []


def test_a_complaint_of_the_gate_stops_the_build(monkeypatch):
    monkeypatch.setattr(renderer, "count_footnotes", lambda document: 99)
    with pytest.raises(renderer.GateClosed, match="99 footnotes"):
        renderer.render(short_specimen())


def test_a_letter_that_no_face_has_stops_the_build():
    document = short_specimen()
    document.summary[0].inlines = [Text("\U000f1234")]
    with pytest.raises(renderer.GateClosed, match="U\\+F1234"):
        renderer.render(document)


def test_two_processes_with_different_hash_seeds_write_the_same_bytes(rendering):
    # The printing child gets no environment of the worker, so the seed is handed to it on purpose.
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima"}
    answer = subprocess.run(
        [sys.executable, "-c", PRINT_ONCE],
        cwd=printing.PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == rendering.manifest["pdf_sha256"]


def test_every_page_from_the_second_bears_symbol_number_and_marking(page_texts):
    for number, text in enumerate(page_texts[1:], start=2):
        assert SYMBOL in text.splitlines()[0] or SYMBOL in text[:200], number
        assert re.search(rf"^\s*{number}\s*$", text, re.MULTILINE), number
        assert "Specimen – invented data" in text


def test_symbol_and_number_stand_on_the_outer_edge(page_texts):
    for number, text in enumerate(page_texts[1:], start=2):
        head = next(line for line in text.splitlines() if line.strip())
        foot = next(line for line in text.splitlines() if line.strip() == str(number))
        assert head.startswith(" " * 20) is (number % 2 == 1), number
        assert foot.startswith(" " * 20) is (number % 2 == 1), number


def test_no_page_is_empty(page_texts):
    for number, text in enumerate(page_texts, start=1):
        words = [word for word in text.split() if word not in {SYMBOL, str(number)}]
        assert len(words) > 10, number


def test_page_one_holds_the_masthead_the_summary_and_the_foot(page_texts):
    first = page_texts[0]
    for words in (
        "UNITED", "EP", "Governing Council of the United Nations", SYMBOL, "Distr.: General", "12 January 2011",
        "Original: English", "Twenty-sixth session", "Item 4 of the provisional agenda*", "UNEP/GC.26/1.", "Summary",
        "88.3 per cent", "K1099999 120111", "For reasons of economy", "Specimen – invented data",
    ):  # fmt: skip
        assert words in first
    assert "Contents" in page_texts[1]


def test_the_contents_name_the_real_pages(page_texts):
    entries = re.findall(
        r"(?:^|\s)(Annex [IVX]+|[IVX]+|[AB])\.\s+(.+?)\s?[. ]{4,}\s(\d+)$", page_texts[1], re.MULTILINE
    )
    assert len(entries) == 11
    for _sign, title, number in entries:
        assert title.strip() in page_texts[int(number) - 1]


def test_the_heads_of_long_tables_repeat(page_texts):
    for sign, head in (("Annex I", "Country"), ("Annex II", "Region"), ("Annex III", "Incremental reform")):
        start = next(place for place, text in enumerate(page_texts) if re.search(rf"^\s*{sign}$", text, re.MULTILINE))
        following = [text for text in page_texts[start + 1 :] if not re.search(r"^\s*Annex", text, re.MULTILINE)]
        assert head in following[0]
        assert head in page_texts[start]


def test_no_reform_is_parted_from_its_status(page_texts):
    reforms = {}
    for number, text in enumerate(page_texts, start=1):
        for reform in re.findall(r"^\s*(\d+)\. Specimen reform", text, re.MULTILINE):
            reforms[reform] = number
    assert len(reforms) == 60
    for reform, number in reforms.items():
        status = f"Status of reform {reform}:"
        assert (status in page_texts[number - 1]) is (reform != "9"), reform


def test_landscape_annexes_stand_together_and_the_portrait_one_ends_the_report(rendering):
    answer = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", str(rendering.pages), "-"], input=rendering.pdf, capture_output=True, check=True
    )
    sizes = re.findall(r"Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)", answer.stdout.decode())
    sides = "".join("L" if float(width) > float(height) else "P" for width, height in sizes)
    assert re.fullmatch(r"P+L+P", sides)


def test_words_in_other_scripts_keep_their_letters(page_texts):
    # pdftotext takes the wide joints of Arabic for spaces and adds marks of direction.
    text = re.sub(r"[\s\u202a-\u202e]", "", "".join(page_texts))
    assert "中华人民共和国" in text
    assert "المملكةالأردنيةالهاشمية" in text


def test_notes_are_numbered_through(page_texts):
    text = "\n".join(page_texts)
    for number, note in enumerate(
        ["Decision 23/1 of 25 February 2005.", "UNEP/GC.23/6/Add.1, annex, passim.", "UNEP/GCSS.IX/3/Add.1"], start=1
    ):
        assert re.search(rf"^\s*{number}\s+{re.escape(note)}", text.replace("\u00a0", " "), re.MULTILINE), note


def test_the_manifest_tells_what_the_file_was_made_from(rendering):
    manifest = json.loads(json.dumps(rendering.manifest))
    assert manifest["pages"] == rendering.pages
    assert manifest["software"]["weasyprint"] == "70.0"
    assert {len(manifest[key]) for key in manifest if key.endswith("_sha256") and key != "fonts_sha256"} == {64}
    assert "Liberation Serif" in manifest["fonts_sha256"]


def test_words_of_people_are_escaped():
    document = specimen()
    document.summary[0].inlines = [
        Text('<link rel="attachment" href="file:///etc/passwd">'),
        Emphasis("<b>"),
        Text("\x07"),
    ]
    html = renderer.print_html(document)
    assert "&lt;link rel=&quot;attachment&quot;" in html
    assert "<em>&lt;b&gt;</em>" in html
    assert "\x07" not in html


def test_references_are_bound_and_capital_at_the_start_of_a_sentence():
    document = specimen()
    html = str(renderer.PrintMarkup(document).inlines([Reference("table", "contributions"), Text(" shows. "), Reference("figure", "requests-map"), Text(", "), Reference("para", "received")]))  # noqa: E501 # fmt: skip
    assert ">Table\u00a02</a> shows. <a" in html
    assert ">Figure\u00a0II</a>" in html
    assert ">para.\u00a05</a>" in html


def test_a_reference_that_leads_nowhere_is_an_error():
    with pytest.raises(UnresolvedReference, match="table:nowhere"):
        renderer.PrintMarkup(specimen()).inlines([Reference("table", "nowhere")])


def test_sections_are_referred_to_with_their_path():
    assert build_index(specimen())["section", "distribution"].label == "section\u00a0III.B"


def test_classes_of_the_map_are_named():
    assert markup.class_labels((1, 2, 3, 5, 7)) == ["1", "2", "3–4", "5–6", "7+"]


@pytest.mark.parametrize("counts", [[14, 9, 6, 7, 5], [54, 40, 20, 33, 12], [1, 1], [54, 48, 44, 33, 2, 12]])
def test_blocks_of_the_map_fit_on_the_page_and_hold_all_countries(counts):
    widths = markup.tile_block_widths(counts)
    assert sum(widths) <= markup.TILE_ROW_WIDTH
    assert min(widths) >= markup.SMALLEST_TILE_BLOCK


def test_bar_code_starts_and_ends_with_its_mark():
    bars = bar_code.svg("K10").decode()
    assert bars.count("<rect") == 5 * 5
    with pytest.raises(ValueError, match="Code 39"):
        bar_code.svg("Ж")


def test_pages_on_screen_link_each_figure_to_its_records_and_share_the_numbers_of_print():
    written = preview.pages(specimen(), lambda metric: f"figures/{metric}/", lambda slug: f"../{slug}/")
    html = "".join(page["html"] for page in written)
    assert (
        len({page["slug"] for page in written})
        == len(written)
        == 1 + len(specimen().sections) + len(specimen().annexes)
    )
    assert 'class="fig" href="figures/' in html
    assert html.count('id="note-1"') == 1
    for reference in re.findall(r'class="ref" href="\.\./([\w-]+)/#([\w-]+)"', html):
        page = next(page for page in written if page["slug"] == reference[0])
        assert f'id="{reference[1]}"' in page["html"], reference


def test_a_report_without_annexes_job_number_or_summary_prints():
    document = short_specimen()
    document.summary = []
    document.masthead.job_number = document.masthead.economy_notice = document.masthead.agenda_note = ""
    assert renderer.render(document).pages == 3
