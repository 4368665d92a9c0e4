"""Every pointer leads somewhere: to a file, to a heading in it, to a folder, or to what can be imported.

Their form is told in docs/design/README.md#pointers; what the examples below point to is not there on purpose.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = {".py", ".html", ".css", ".js", ".toml", ".yml", ".sh", ".txt", ".md"}
READ_BY_NAME = {"bsp", "Dockerfile", "Caddyfile", ".importlinter"}
MADE = {"build", "media", "staticfiles", "results"}  # folders that are no part of the repository
TELLS_OF_ITS_DAY = {"decisions", "CHANGELOG.md"}  # names of code stay as they were

PAGE = re.compile(r"(?<![\w./*<>-])((?:[\w.-]+/)*[\w-]+\.md)(?:#([\w-]*))?")
LINK = re.compile(r"\]\(([^)\s]+)\)")
BY_NUMBER = re.compile(
    r"\bsections? \d|\b(?:specification|requirements|house style|design|security page|product)[ ,(]+\d"
    r"|[(,] ?decision \d+[).,;]",
    re.IGNORECASE,
)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PACKAGES = "core reference accounts partners needs exchange projects governance reports bsp_portal tools tests".split()
NAME = re.compile(rf"`((?:{'|'.join(PACKAGES)})(?:\.(?!json\b)\w+)+)(?:\(\))?`")
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")


def files() -> Iterator[Path]:
    """All text of the repository but this file."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if any(part.startswith(".") or part in MADE for part in parts[:-1]) or not path.is_file():
            continue
        if (path.suffix in READ or path.name in READ_BY_NAME) and path != Path(__file__).resolve():
            yield path


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def present_pages() -> list[Path]:
    """Pages that speak of the code as it is."""
    return [path for path in pages() if not TELLS_OF_ITS_DAY & set(path.relative_to(ROOT).parts)]


@cache
def headings(page: Path) -> frozenset[str]:
    """The anchors of a page, as repositories make them."""
    titles = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return frozenset(re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles)


def leads_nowhere(target: Path, heading: str | None) -> bool:
    return not target.exists() or (heading is not None and heading not in headings(target))


def wrong_pointers(text: str, place: Path) -> list[str]:
    """Pointers of a file's text that lead nowhere, in the order in which they stand there."""
    wrong = []
    is_page = place.suffix == ".md"
    if is_page:
        for link in LINK.findall(text):
            path, _, heading = link.partition("#")
            target = place.parent / path if path else place
            if ":" not in path and leads_nowhere(target, heading or None):
                wrong.append(link)
        text = LINK.sub("]", text)
    for found in PAGE.finditer(text):
        path, heading = found.groups()
        beside = place.parent / path
        target = beside if is_page and beside.exists() else ROOT / path
        names_no_rule = path.startswith("docs/design/") and heading is None and not is_page
        if names_no_rule or leads_nowhere(target, heading):
            wrong.append(found[0])
    return wrong


def is_there(name: str) -> bool:
    """Whether the dotted name can be imported, or is an attribute of what can."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False


def wrong_names(text: str) -> list[str]:
    """Dotted names of code, and paths from the root, that are not there."""
    unknown = [name for name in NAME.findall(text) if not is_there(name)]
    paths = [path for path in PATH.findall(text) if (ROOT / path.split("/")[0]).exists()]
    return unknown + [path for path in paths if not (ROOT / path).exists()]


def found_in(paths, find) -> dict[str, list[str]]:
    found = {str(path.relative_to(ROOT)): find(path) for path in paths}
    return {place: wrong for place, wrong in found.items() if wrong}


def test_every_pointer_and_every_link_leads_to_a_file_and_a_heading():
    assert found_in(files(), lambda path: wrong_pointers(path.read_text(encoding="utf-8"), path)) == {}


def test_nothing_points_to_a_section_by_its_number():
    code = [path for path in files() if path.suffix != ".txt"]
    assert found_in(code, lambda path: BY_NUMBER.findall(path.read_text(encoding="utf-8"))) == {}


def test_pages_name_only_code_that_is_there():
    assert found_in(present_pages(), lambda page: wrong_names(page.read_text(encoding="utf-8"))) == {}


def test_the_code_points_to_design():
    pointers = [
        found[0]
        for path in files()
        if path.suffix != ".md"
        for found in PAGE.finditer(path.read_text(encoding="utf-8"))
        if found[1].startswith("docs/design/")
    ]
    assert len(pointers) >= 58


CODE, DESIGN = ROOT / "manage.py", ROOT / "docs" / "design" / "product.md"


@pytest.mark.parametrize(
    ("place", "text", "wrong"),
    [
        (CODE, "(docs/design/security.md#made-once)", []),
        (CODE, "(docs/design/security.md#made-twice)", ["docs/design/security.md#made-twice"]),
        (CODE, "(docs/design/security.md)", ["docs/design/security.md"]),
        (CODE, "(docs/design/nothing.md#made-once)", ["docs/design/nothing.md#made-once"]),
        (CODE, "https://example.org/nothing.md", []),
        (DESIGN, "[rule](security.md#made-once) [all](../decisions/) [web](https://example.org/)", []),
        (DESIGN, "[rule](security.md#made-twice) [none](nothing.md)", ["security.md#made-twice", "nothing.md"]),
        (DESIGN, "[here](#lives) [not here](#deaths)", ["#deaths"]),
        (DESIGN, "`docs/api.md` and `nothing.md`", ["nothing.md"]),
    ],
)
def test_a_pointer_that_leads_nowhere_is_noticed(place, text, wrong):
    assert wrong_pointers(text, place) == wrong


@pytest.mark.parametrize(
    ("text", "is_noticed"),
    [
        ("(security requirements, section 5)", True),
        ("(specification, 5.4)", True),
        ("see sections 6 to 9", True),
        ("(decision 4)", True),
        ("2005 report, para. 29", False),
        ("decision 23/1 of 25 February 2005", False),
        ("[decision 4](../decisions/0004-workers-watch-themselves.md)", False),
    ],
)
def test_a_section_named_by_its_number_is_noticed(text, is_noticed):
    assert bool(BY_NUMBER.search(text)) is is_noticed


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("`bsp_portal.settings.LANGUAGES` and `bsp_portal.urls.urlpatterns.append`", []),
        ("`bsp_portal.urls.forget_it()` in `core.nothing`", ["bsp_portal.urls.forget_it", "core.nothing"]),
        ("`templates/base.html`, `templates/ui/`, `<app>/nothing.py`, `text/csv`", []),
        ("`core/nothing.py`", ["core/nothing.py"]),
    ],
)
def test_a_name_that_is_not_there_is_noticed(text, wrong):
    assert wrong_names(text) == wrong
