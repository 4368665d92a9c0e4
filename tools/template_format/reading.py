"""Reads a template into elements, Django's blocks and what stands between them; how lines were broken is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
QUOTED = rf'"(?:{DJANGO}|[^"])*"' + rf"|'(?:{DJANGO}|[^'])*'"
# Spans that are taken as one: comments, texts to translate, elements whose text stays as it is.
WHOLE = (
    r"\{%\s*comment\b.*?%\}[\s\S]*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktranslate\b.*?%\}[\s\S]*?\{%\s*endblocktranslate\s*%\}"
    r"|<(?P<raw>pre|script|style|textarea)\b[\s\S]*?</(?P=raw)>"
)
TOKEN = re.compile(
    rf"(?P<whole>{WHOLE})"
    rf"|(?P<django>{DJANGO})"
    rf"|(?P<html></?[a-zA-Z!](?:{DJANGO}|{QUOTED}|[^>\"'])*>)"
    r"|(?P<text>[^<{]+|[<{])"
)
ATTRIBUTE_TOKEN = re.compile(rf"(?P<django>{DJANGO})|(?P<rest>{QUOTED}|\s+|[^\s\"'{{]+|\{{)")
MIDDLES = {"else", "elif", "empty", "plural"}


@dataclass
class Blank:
    """White space that a reader sees."""

    written = " "


@dataclass
class Text:
    """Literal words and signs, without blanks at their ends."""

    written: str


@dataclass
class Variable:
    written: str


@dataclass
class Tag:
    """One of Django's tags that has no end, or a comment."""

    written: str


@dataclass
class Whole:
    """A text to translate, a comment of several lines, or an element whose text stays as it is."""

    written: str


@dataclass
class Opening:
    """The tag of an element; alone where the element has no end, or not in the same block."""

    name: str
    attributes: list[str]
    end: str

    @property
    def written(self) -> str:
        return f"<{self.name}{''.join(map(_joined, self.attributes))}{self.end}"


@dataclass
class Closing:
    name: str

    @property
    def written(self) -> str:
        return f"</{self.name}>"


@dataclass
class Element:
    opening: Opening
    children: "list[Node]"
    closing: Closing


@dataclass
class Block:
    """From {% if %} to {% endif %}: every part begins with a tag."""

    parts: "list[tuple[str, list[Node]]]"
    end: str


Token = Blank | Text | Variable | Tag | Whole | Opening | Closing
Node = Token | Element | Block


@dataclass
class _Open:
    """A block that is being read; its children are a flat list in which elements are still to be paired."""

    parts: list[tuple[str, list[Node]]] = field(default_factory=list)

    def add(self, node: Node) -> None:
        self.parts[-1][1].append(node)


def read(source: str) -> list[Node]:
    ended = set(re.findall(r"\{%\s*end(\w+)", source))
    stack = [_Open([("", [])])]
    for node in _tokens(source):
        name = tag_name(node.written) if isinstance(node, Tag) else ""
        if name in ended:
            stack.append(_Open([(node.written, [])]))
        elif name in MIDDLES:
            stack[-1].parts.append((node.written, []))
        elif name.startswith("end"):
            block = stack.pop()
            stack[-1].add(Block([(tag, paired(children)) for tag, children in block.parts], node.written))
        else:
            stack[-1].add(node)
    return paired(stack[0].parts[0][1])


def tag_name(written: str) -> str:
    match = re.match(r"\{%\s*(\w+)", written)
    return match[1] if match else ""


def _tokens(source: str) -> Iterator[Token]:
    for token in TOKEN.finditer(source):
        written = token.group()
        if token["whole"]:
            yield Whole(written)
        elif token["html"]:
            yield Closing(written[2:-1].strip()) if written.startswith("</") else opening(written)
        elif token["text"]:
            yield from _texts(written)
        elif re.fullmatch(r'\{\{ *" " *\}\}', written):
            yield Blank()
        else:
            yield Variable(written) if written.startswith("{{") else Tag(written)


def _texts(written: str) -> Iterator[Token]:
    for piece in re.findall(r"\s+|\S(?:[\s\S]*\S)?", written):
        if piece.strip():
            yield Text(re.sub(r"\s+", " ", piece))
        elif "\n" not in piece:
            yield Blank()


def opening(written: str) -> Opening:
    end = "/>" if written.endswith("/>") else ">"
    name, *attributes = _attributes(written[1 : -len(end)])
    return Opening(name, attributes, end)


def _attributes(written: str) -> Iterator[str]:
    """Name and attributes of a tag; a condition with all it holds is one attribute."""
    depth, current = 0, ""
    for token in ATTRIBUTE_TOKEN.finditer(written):
        piece = token.group()
        name = tag_name(piece)
        if depth == 0 and (piece.isspace() or (name == "if" and not current.endswith("="))):
            if current:
                yield _tidy(current)
            current = ""
        if depth or not piece.isspace():
            current += piece
        depth += (name == "if") - (name == "endif")
    if current:
        yield _tidy(current)


def _tidy(attribute: str) -> str:
    attribute = re.sub(r"\s*\n\s*", " ", attribute)
    return re.sub(r"^(\{% *if .*?%\})\s+", r"\1", attribute)


def _joined(attribute: str) -> str:
    """An attribute within a line: where it depends on a condition, so does the blank before it."""
    if re.match(r"\{% *if ", attribute) and not re.search(r"\{% *(?:else|elif)\b", attribute):
        return re.sub(r"^(\{% *if .*?%\})", r"\1 ", attribute)
    return f" {attribute}"


def paired(nodes: list[Node]) -> list[Node]:
    """Puts what stands between the tags of an element into it; a tag without its fellow stays alone."""
    done: list[Node] = []
    for node in nodes:
        if isinstance(node, Closing) and (fellow := _fellow(node, done)):
            index, begin = fellow
            done[index:] = [Element(begin, done[index + 1 :], node)]
        else:
            done.append(node)
    return done


def _fellow(closing: Closing, before: list[Node]) -> tuple[int, Opening] | None:
    for index, node in reversed(list(enumerate(before))):
        if isinstance(node, Opening) and node.name == closing.name and node.end == ">":
            return index, node
    return None
