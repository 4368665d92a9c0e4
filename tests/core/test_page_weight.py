"""What every reader has to fetch stays small, and templates keep to what the content security policy allows."""

import re
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if not {"print", "mail"} & set(path.parent.parts)
)
DIRECTION_BOUND = re.compile(
    r"(?:^|[\s{;])(?:(?:margin|padding|border)-(?:left|right)|left|right|float|text-align: *(?:left|right))\b[^;{]*[:;]"
)
FOUR_VALUES = re.compile(r"\b(?:margin|padding): *(?:\S+ +){3}\S+;")

# What a template is loaded with, then its first comments.
OPENING = re.compile(
    r"(?:\{% (?:extends|load) [^%]+%\}\s*)*(?P<comment>(?:\{#.*#\}\s*)+|\{% comment %\}[\s\S]*?\{% endcomment %\})"
)


@pytest.mark.parametrize(
    ("name", "limit"), [("css/portal.css", 7 * 1024), ("js/portal.js", 3 * 1024), ("css/unavailable.css", 1024)]
)
def test_shared_files_keep_their_budget_on_the_wire(name, limit):
    assert len(brotli.compress((STATIC / name).read_bytes())) <= limit


def test_the_map_keeps_its_budget_as_written():
    assert (STATIC / "img" / "world.svg").stat().st_size <= 30_000


def test_the_style_sheet_knows_no_left_or_right():
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / "portal.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not [line for line in sheet.splitlines() if DIRECTION_BOUND.search(line) or FOUR_VALUES.search(line)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_style_script_or_handler(template):
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|\|safe\b", source)


@pytest.mark.parametrize(
    "template",
    [path for path in TEMPLATES if path.parent.name == "ui" or path.name.startswith("_")],
    ids=lambda path: path.name,
)
def test_a_fragment_begins_by_saying_what_it_needs(template):
    opening = OPENING.match(template.read_text(encoding="utf-8"))
    assert opening
    assert "Needs" in opening["comment"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_fragment_with_a_form_is_given_the_page_s_token(template):
    """``only`` withholds the token as well, and every form of the fragment would be refused."""
    alone = re.findall(r'include "([^"]+)"[^%]*\bonly %}', template.read_text(encoding="utf-8"))
    assert not [name for name in alone if "csrf_token" in (ROOT / "templates" / name).read_text(encoding="utf-8")]
