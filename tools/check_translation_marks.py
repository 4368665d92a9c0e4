"""
Fail when text for people is not marked for translation; prints ``file:line: the text``.

Templates: visible text and the attributes people read or hear, outside {% translate %} and {% blocktranslate %}; also
literal words handed to another template or a filter. Text that stays as it is in every language stands in an element
with ``translate="no"`` or with the ``lang`` it is written in. Python: what forms, model fields, choices, raised
sentences and messages say. Run: python tools/check_translation_marks.py [file ...]
"""

import ast
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("core", "reference", "accounts", "partners", "needs", "exchange", "projects", "governance", "reports")
APPS += ("bsp_portal",)
# Text of people who run the portal, not of those who use it.
NOT_FOR_PEOPLE = {"migrations", "management", "tests"}

Complaint = tuple[int, str]

WORD = re.compile(r"[^\W\d_]{2,}")
SPANS = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*(?:blocktranslate|blocktrans)\b.*?%\}.*?\{%\s*end(?:blocktranslate|blocktrans)\s*%\}"
    r"|\{%.*?%\}"
    r"|\{\{.*?\}\}",
    re.DOTALL,
)
# Words in a tag that end up on the page: name="two words", and what a filter shows instead of nothing.
TAG_WORDS = re.compile(r"""(?<!_\()(?:\w=|\|(?:default|default_if_none|yesno|pluralize):)(["'])(?P<text>[^"']*)\1""")
SILENT_TAG = re.compile(
    r"\{%\s*(?:load|url|static|extends|translate|trans|blocktranslate|blocktrans|comment|csrf_token)\b"
)
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"}
READ_ALOUD |= {"label", "summary", "abbr"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}
# Names of file formats are the same in all six languages.
SAME_EVERYWHERE = {"CSV", "JSON", "PDF", "XML", "DOCX", "XLSX", "IATI"}
UNREAD = {"script", "style", "code", "kbd", "samp"}


class Page(HTMLParser):
    """Collects unmarked words from a page whose template tags are blanked out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.complaints: list[Complaint] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        silent = tag in UNREAD or "code" in given.get("class", "").split()
        silent = silent or given.get("translate") == "no" or bool(given.get("lang", "").strip())
        if tag not in VOID:
            self.open.append((tag, silent))
        if silent or self.silent:
            return
        read = {name for name in given if name in READ_ALOUD}
        if tag == "meta" and given.get("name") == "description":
            read.add("content")
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            read.add("value")
        for name in sorted(read):
            self.look(given[name], self.getpos()[0])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        # Templates may close in one branch what they opened in another: find the nearest, or take no notice.
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        if not self.silent:
            start = len(data) - len(data.lstrip())
            self.look(data, self.getpos()[0] + data[:start].count("\n"))

    @property
    def silent(self) -> bool:
        return any(silent for _, silent in self.open)

    def look(self, text: str, line: int) -> None:
        if any(word not in SAME_EVERYWHERE for word in WORD.findall(text)):
            self.complaints.append((line, " ".join(text.split())))


def blank(match: re.Match[str]) -> str:
    """As many lines as before, and no words; where a tag's name is a variable, a letter stands for it."""
    if match.string.endswith(("<", "</"), 0, match.start()):
        return "p"
    return "\n" * match.group().count("\n") or " "


def check_template(source: str, *, html: bool = True) -> list[Complaint]:
    """The unmarked words of a template; ``html`` is False for letters in plain text."""
    complaints = [
        (source.count("\n", 0, span.start()) + 1, words.group("text"))
        for span in SPANS.finditer(source)
        if span.group().startswith(("{%", "{{")) and not SILENT_TAG.match(span.group())
        for words in TAG_WORDS.finditer(span.group())
        if _is_phrase(words)
    ]
    text = SPANS.sub(blank, source)
    if html:
        page = Page()
        page.feed(text)
        page.close()
        complaints += page.complaints
    else:
        lines = enumerate(text.splitlines(), start=1)
        complaints += [(number, line.strip()) for number, line in lines if WORD.search(line)]
    return sorted(complaints)


def _is_phrase(words: re.Match[str]) -> bool:
    """A filter's substitute is always shown; an argument only counts if it is more than one word, as names are one."""
    text = words.group("text")
    if words.group().startswith("|"):
        return bool(WORD.search(text))
    return len(WORD.findall(text)) > 1 and " " in text


SPOKEN_ARGUMENTS = {
    "label",
    "help_text",
    "empty_label",
    "verbose_name",
    "verbose_name_plural",
    "violation_error_message",
}
SPOKEN_CALLS = {"RuleBroken": 0, "ValidationError": 0, "BadQuery": 0}
MESSAGE_LEVELS = {"success", "error", "info", "warning"}


class Speech(ast.NodeVisitor):
    """Collects literal sentences where only marked ones belong."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(node.func.value, "id", "") if isinstance(node.func, ast.Attribute) else ""
        if name in SPOKEN_CALLS and node.args:
            self.look(node.args[SPOKEN_CALLS[name]])
        if owner == "messages" and name in MESSAGE_LEVELS and len(node.args) > 1:
            self.look(node.args[1])
        if name == "add_error" and len(node.args) > 1:
            self.look(node.args[1])
        for keyword in node.keywords:
            if keyword.arg in SPOKEN_ARGUMENTS or keyword.arg == "error_messages":
                self.look(keyword.value)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
        for statement in node.body:
            if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
                continue
            target = statement.targets[0].id
            if bases & {"TextChoices", "IntegerChoices"} and isinstance(statement.value, ast.Tuple):
                self.look(statement.value.elts[-1])
            if target in {"verbose_name", "verbose_name_plural", "labels", "help_texts", "error_messages"}:
                self.look(statement.value)
        self.generic_visit(node)

    def look(self, node: ast.AST) -> None:
        for literal in literals(node):
            if WORD.search(literal):
                self.complaints.append((node.lineno, " ".join(literal.split())))


def literals(node: ast.AST) -> Iterator[str]:
    """The literal text a value may show; what is inside a call such as ``_()`` is somebody else's."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values) | ast.List(elts=values) | ast.Tuple(elts=values) | ast.Dict(values=values):
            for value in values:
                yield from literals(value)
        case ast.BinOp(op=ast.Mod(), left=left):
            yield from literals(left)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            yield from literals(left)
            yield from literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from literals(body)
            yield from literals(orelse)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            yield from literals(value)


def check_python(source: str) -> list[Complaint]:
    """The unmarked sentences of a module."""
    speech = Speech()
    speech.visit(ast.parse(source))
    return sorted(speech.complaints)


def check_file(path: Path) -> list[Complaint]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return check_python(source)
    return check_template(source, html=path.suffix != ".txt")


def project_files() -> list[Path]:
    templates = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in templates + modules if not NOT_FOR_PEOPLE & set(path.relative_to(ROOT).parts))


def main(names: list[str]) -> int:
    paths = [Path(name).resolve() for name in names] or project_files()
    found = [(path, line, text) for path in paths for line, text in check_file(path)]
    for path, line, text in found:
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        print(f"{shown}:{line}: not marked for translation: {text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
