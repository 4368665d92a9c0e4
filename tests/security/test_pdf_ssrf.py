"""Whatever people write, the printer fetches nothing, reads no file and puts nothing into the PDF that acts."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

import pikepdf
import pytest
import tinyhtml5
from django.utils.safestring import mark_safe

from core.pdf import printing
from core.text.cleaning import CONTROLS
from reports import builder, lints, narratives, renderer
from reports.outline import targets
from tests.security import canary as trap
from tests.security import hostile_report
from tests.security.payloads import ASSETS, MARKUP, OF_THE_HEAD, PAYLOADS, STYLES, SWALLOWING

# Every text of the facts that reaches the PDF. A text that is printed from now on has to be added.
PRINTED = {
    "contributions.contributor", "countries.names", "fields.names", "needs.code", "offers.provider", "offers.title",
    "posts.cluster", "posts.duty_station", "posts.grade", "posts.host_agreement", "projects.countries",
    "projects.partners", "projects.requests", "projects.title", "reforms.budget_note", "reforms.further_actions",
    "reforms.ongoing_actions", "reforms.references", "reforms.statuses.text", "reforms.title", "regions.names",
    "regions.office", "requests.code", "targets.percent", "targets.source", "targets.statement",
}  # fmt: skip
FIRST_PAGE = {
    "title", "economy_notice", "organ", "forum", "session", "place_and_dates", "agenda_item", "agenda_note",
    "agenda_heading", "author_line", "distribution", "original_line",
}  # fmt: skip
HARMLESS = "plain words"
PLAIN = [HARMLESS]
# Values of these attributes say what an element does; the values of others are words.
ACTING = {"href", "src", "style", "class", "rel", "id", "lang", "dir", "scope", "colspan", "charset", "name"}
GROUPS = ("records", "narratives", "first page")


@pytest.fixture
def canary(tmp_path):
    trapped = trap.set_trap(tmp_path)
    yield trapped
    trap.clear(trapped)


def hostile_texts(canary) -> list[str]:
    return [canary.fill(text) for text in PAYLOADS.values()]


def snapshot_of(group: str, texts: list[str]) -> dict:
    """A snapshot that holds each text in each field of one group, and harmless words in the others."""
    match group:
        case "records":
            return hostile_report.snapshot(texts, page_one=PLAIN)
        case "narratives":
            blocks = hostile_report.stored_narratives(texts)
            return hostile_report.snapshot(PLAIN, page_one=PLAIN, narratives=blocks)
        case _:
            return hostile_report.snapshot(PLAIN, page_one=[" ".join(texts)])


def snapshot_of_all(texts: list[str]) -> dict:
    """All texts in all groups, but not each in each place: four in a field, and shares of them in slots and lines."""
    quarter = len(texts) // 4
    return hostile_report.snapshot(
        [" ".join(texts[place::quarter]) for place in range(quarter)],
        page_one=[" ".join(texts[place::4]) for place in range(4)],
        narratives=hostile_report.stored_narratives(texts, share=4),
    )


def test_a_printed_report_fetches_and_holds_nothing_that_texts_ask_for(canary):
    printed = renderer.render(builder.compose(snapshot_of_all(hostile_texts(canary)), "en"))
    assert canary.connections == 0
    assert canary.found_in(printed.pdf) == []


@pytest.mark.parametrize("group", GROUPS)
def test_texts_make_no_element_and_no_attribute(canary, group):
    """The page has the same skeleton with payloads as with harmless words."""
    texts = hostile_texts(canary)
    # Of the others the schema of narratives makes no block.
    plain = [HARMLESS if hostile_report.may_be_stored(text) else "\x01" for text in texts]
    hostile, harmless = (builder.compose(snapshot_of(group, words), "en") for words in (texts, plain))
    pages = (skeleton(renderer.print_html(document)) for document in (hostile, harmless))
    # Only the first difference: to set out all of them between two long lists takes pytest minutes.
    assert next(((one, other) for one, other in zip_longest(*pages) if one != other), None) is None


def skeleton(html: str) -> Iterator[tuple]:
    """Every element with its attributes as the printer's own parser reads them; spans for foreign letters left out."""
    for element in tinyhtml5.parse(html, namespace_html_elements=False).iter():
        attributes = dict(element.attrib)
        if element.tag == "span" and set(attributes) == {"lang", "dir"}:
            continue
        # Numbers in classes and names follow the alphabetical order of the texts.
        yield (
            element.tag,
            sorted((name, re.sub(r"\d+", "", value) * (name in ACTING)) for name, value in attributes.items()),
        )


def test_the_payloads_stand_in_every_printed_text_of_the_records():
    snapshot = hostile_report.snapshot(["<@place@>", "<@place@>"], page_one=PLAIN)
    html = renderer.print_html(builder.compose(snapshot, "en"))
    assert set(re.findall(r"&lt;([\w.]+)&gt;", html)) == PRINTED


def test_the_payloads_stand_on_every_line_of_the_first_page():
    document = builder.compose(hostile_report.snapshot(PLAIN, page_one=["<mark>"]), "en")
    lines = {"title": document.title, "author_line": document.author_line, **vars(document.masthead)}
    assert {name for name, words in lines.items() if "<mark>" in str(words)} == FIRST_PAGE
    assert renderer.print_html(document).count("&lt;mark&gt;") >= len(FIRST_PAGE)


@pytest.mark.parametrize("line", ["symbol", "job_number"])
def test_a_symbol_or_job_number_that_is_none_stops_the_build(line):
    document = builder.compose(hostile_report.snapshot(PLAIN, page_one=PLAIN), "en")
    document.masthead.distribution = "Distr.: General"
    assert lints.build_stopping(document, session_symbol="UNEP/GC.26") == []
    for text in PAYLOADS.values():
        setattr(document.masthead, line, text)
        assert len(lints.build_stopping(document, session_symbol="UNEP/GC.26")) == 1, text


def test_typed_narratives_refuse_markup_and_let_through_words_only(canary):
    """What the form accepts is stored without control characters, and is printed above."""
    for slot in narratives.SLOTS.values():
        for name, text in PAYLOADS.items():
            typed = canary.fill(text)
            try:
                blocks = narratives.parse(slot, typed, targets())
            except narratives.NarrativeError:
                continue
            assert name not in MARKUP or "<" not in text, (slot.slug, name)
            stored = json.dumps(blocks, ensure_ascii=False)
            assert CONTROLS.search(stored) is None, (slot.slug, name)


# The printer itself, as if escaping had failed.


def raw_pages() -> dict[str, str]:
    """Pages in which the payloads are real elements; those that swallow what follows have a page of their own."""
    together = {**MARKUP, **OF_THE_HEAD}
    halves = list(together.values())
    pages = {
        "body": "".join(f"<div>{text}</div>" for text in halves),
        "head": f"<head>{''.join(halves)}</head><body><h1>T</h1>",
        "nothing before": "".join(OF_THE_HEAD.values()),
    }
    return pages | {name: f"<p>a</p>{text}" for name, text in SWALLOWING.items()}


def print_page(html: str, **changes) -> printing.PrintedFile:
    order = {"stylesheets": [], "assets": {}, "created": date(2011, 1, 12), "identifier": "T en"} | changes
    return printing.render(f'<html lang="en"><title>T</title>{html}', **order)


def leaks(canary, content: bytes) -> list[str]:
    """What came into the file from outside. Links to other places are elements of a page and may stand here."""
    return [found for found in canary.found_in(content) if found not in ("the key /URI", "the action /URI")]


@pytest.mark.parametrize("name", raw_pages())
def test_the_printer_fetches_nothing_for_real_elements(canary, name):
    printed = print_page(canary.fill(raw_pages()[name]))
    assert canary.connections == 0
    assert leaks(canary, printed.pdf) == []


def test_the_printer_fetches_nothing_for_a_style_sheet(canary):
    rules = [re.sub(r"</?style>|<[^>]+>", "", text) for text in STYLES.values()]
    imports = "@import url(http://@web@/a.css); @import 'file://@file@'; @import url(http://@turn@/b.css);"
    sheets = [canary.fill(text) for text in [imports, *rules]]
    printed = print_page("<body><p>a</p><ul><li>b</li></ul></body>", stylesheets=sheets)
    assert printed.refused_urls
    assert canary.connections == 0
    assert leaks(canary, printed.pdf) == []


def test_assets_that_do_not_exist_are_refused(canary):
    printed = print_page(canary.fill("".join(ASSETS.values())), assets={"emblem.svg": b"<svg/>"})
    assert len(printed.refused_urls) >= len(ASSETS)
    assert leaks(canary, printed.pdf) == []


# Teeth: without its guards the printer does what the payloads ask, and the canary tells.


@pytest.fixture
def take_away(monkeypatch):
    """Take guards from the printing child: a module of the tests is started in its place."""
    run = subprocess.run

    def without(*guards):
        def run_unguarded(command, **options):
            if "core.pdf.child" in command:
                command = [command[0], "-m", "tests.security.unguarded_child", command[-1], " ".join(guards)]
            return run(command, **options)

        monkeypatch.setattr(subprocess, "run", run_unguarded)

    return without


def test_without_fetcher_and_confinement_the_canary_is_reached(canary, take_away):
    take_away("fetcher", "confinement")
    for name in ("image by http", "imported sheet", "sheet by link", "image behind a redirect"):
        before = canary.connections
        print_page(canary.fill(PAYLOADS[name]))
        assert canary.connections > before, name
    assert canary.turn.connections
    assert canary.web.connections > canary.turn.connections


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("image of the disk", "the planted picture"), ("drawing in the text", "the planted picture")],
)
def test_without_the_fetcher_the_disk_is_read(canary, take_away, name, complaint):
    take_away("fetcher")
    assert complaint in leaks(canary, print_page(canary.fill(PAYLOADS[name])).pdf)


def test_without_the_fetcher_the_empty_network_still_holds(canary, take_away):
    if not can_leave_network():
        pytest.skip("The host does not let a process leave its network.")
    take_away("fetcher")
    print_page(canary.fill(PAYLOADS["image by http"]))
    assert canary.connections == 0


def can_leave_network() -> bool:
    script = "from core.pdf import confinement; raise SystemExit(not confinement.leave_network())"
    return subprocess.run([sys.executable, "-c", script], cwd=printing.PROJECT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
        ("/AA", pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="planted.txt"))),
        ("/Secret", pikepdf.String(trap.SECRET)),
    ],
)
def test_the_search_finds_what_acts_in_a_file(canary, tmp_path, key, value):
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(tmp_path / "clean.pdf")
        made.Root[key] = value
        made.save(tmp_path / "acting.pdf")
    assert canary.found_in((tmp_path / "clean.pdf").read_bytes()) == []
    assert canary.found_in((tmp_path / "acting.pdf").read_bytes())


def test_the_search_finds_an_attachment(canary, tmp_path):
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments["planted.txt"] = canary.file.read_bytes()
        made.save(tmp_path / "acting.pdf")
    found = canary.found_in((tmp_path / "acting.pdf").read_bytes())
    assert {"an attachment", "the secret in a stream"} <= set(found)


def test_a_report_whose_texts_are_not_escaped_has_another_skeleton(canary, monkeypatch):
    monkeypatch.setattr(renderer.PrintMarkup, "text", lambda self, text: mark_safe(text))  # noqa: S308
    with pytest.raises(AssertionError):
        test_texts_make_no_element_and_no_attribute(canary, "records")


def test_there_are_enough_payloads(proof):
    proof("payloads in printed texts", len(PAYLOADS))
    assert len(set(PAYLOADS.values())) == len(PAYLOADS)
