"""Writes what was read: a line for each element or tag, what belongs together in reading on one line while it fits."""

import re
from itertools import groupby

from .reading import Blank, Block, Element, Node, Opening, Tag, Text, Variable, Whole, read, tag_name

LONGEST_LINE = 120
INDENT = "  "
WRITTEN_BLANK = '{{ " " }}'
# What stands within a sentence; everything else has lines of its own.
PHRASING = {"a", "abbr", "b", "bdi", "button", "cite", "code", "em", "i", "img", "input", "kbd", "label", "q", "small"}
PHRASING |= {"span", "strong", "sub", "sup", "svg", "path", "circle", "use", "time"}
PHRASING_TAGS = {"translate", "url", "static", "now", "separator", "control"}


def format_source(source: str) -> str:
    return "\n".join(_lines(read(source), "")) + "\n"


def _lines(nodes: list[Node], indent: str) -> list[str]:
    lines: list[str] = []
    for run in _runs(nodes):
        lines += _run(run, indent)
    return lines


def _runs(nodes: list[Node]) -> list[list[Node]]:
    """Parts between which there is no blank, and of which neither is literal text."""
    runs: list[list[Node]] = []
    for node in nodes:
        if runs and _belongs(runs[-1][-1], node):
            runs[-1].append(node)
        else:
            runs.append([node])
    return runs


def _belongs(before: Node, after: Node) -> bool:
    if isinstance(before, Blank | Text) or isinstance(after, Blank | Text):
        return True
    return isinstance(before, Variable) and isinstance(after, Variable)


def _run(nodes: list[Node], indent: str) -> list[str]:
    """On one line if it fits; else a line for each word, and a written blank for each that a line break took."""
    if _fits(nodes, indent):
        return [indent + _flat_line(nodes)]
    lines: list[str] = []
    for is_blank, group in groupby(nodes, key=lambda node: isinstance(node, Blank)):
        if not is_blank:
            lines += _word(list(group), indent)
        elif lines and len(lines[-1]) + len(WRITTEN_BLANK) <= LONGEST_LINE:
            lines[-1] += WRITTEN_BLANK
        else:
            lines.append(indent + WRITTEN_BLANK)
    return lines


def _word(nodes: list[Node], indent: str) -> list[str]:
    if len(nodes) > 1 and _fits(nodes, indent):
        return [indent + _flat_line(nodes)]
    return [line for node in nodes for line in _node(node, indent)]


def _fits(nodes: list[Node], indent: str) -> bool:
    if not all(map(_is_phrase, nodes)):
        return False
    written = _flat_line(nodes)
    return "\n" not in written and len(indent) + len(written) <= LONGEST_LINE


def _is_phrase(node: Node) -> bool:
    """Whether it may stand on a line with others."""
    match node:
        case Element():
            return node.opening.name in PHRASING and _is_sentence(node.children)
        case Block():
            (tag, children), *others = node.parts
            return not others and tag_name(tag) != "for" and _is_sentence(children) and not _holds_block(children)
        case Opening():
            return node.name in PHRASING
        case Tag():
            return tag_name(node.written) in PHRASING_TAGS and " as " not in node.written
    return True


def _holds_block(nodes: list[Node]) -> bool:
    return any(isinstance(node, Block) for node in nodes)


def _is_sentence(nodes: list[Node]) -> bool:
    return len(_runs(nodes)) <= 1 and all(map(_is_phrase, nodes))


def _flat_line(nodes: list[Node]) -> str:
    """On a line of its own; a blank at either end of it has to be written, or it would be indentation."""
    ends = {0, len(nodes) - 1}
    return "".join(
        WRITTEN_BLANK if isinstance(node, Blank) and index in ends else _flat(node) for index, node in enumerate(nodes)
    )


def _flat(node: Node) -> str:
    match node:
        case Element():
            return node.opening.written + "".join(map(_flat, node.children)) + node.closing.written
        case Block():
            return "".join(tag + "".join(map(_flat, children)) for tag, children in node.parts) + node.end
    return node.written


def _node(node: Node, indent: str) -> list[str]:
    match node:
        case Element():
            return _element(node, indent)
        case Block():
            return _block(node, indent)
        case Opening():
            return _opening(node, indent)
        case Whole():
            return _whole(node, indent)
        case Text():
            return _wrapped(node.written, indent)
    return [indent + node.written]


def _element(element: Element, indent: str) -> list[str]:
    flat = indent + _flat(element)
    if _is_sentence(element.children) and "\n" not in flat and len(flat) <= LONGEST_LINE:
        return [flat]
    opening = _opening(element.opening, indent)
    if not element.children:
        return [*opening[:-1], opening[-1] + element.closing.written]
    return [*opening, *_lines(element.children, indent + INDENT), indent + element.closing.written]


def _block(block: Block, indent: str) -> list[str]:
    if _fits([block], indent):
        return [indent + _flat(block)]
    lines: list[str] = []
    for tag, children in block.parts:
        lines += [indent + tag, *_lines(children, indent + INDENT)]
    return [*lines, indent + block.end]


def _opening(opening: Opening, indent: str) -> list[str]:
    if len(indent) + len(opening.written) <= LONGEST_LINE:
        return [indent + opening.written]
    attributes = [f"{indent}{INDENT}{attribute}" for attribute in opening.attributes]
    return [f"{indent}<{opening.name}", *attributes, indent + opening.end]


def _whole(whole: Whole, indent: str) -> list[str]:
    """Only a trimmed text may be broken: elsewhere a line break is part of what is translated."""
    begin = re.match(r"\{% *blocktranslate\b.*?%\}", whole.written)
    if begin is None or " trimmed" not in begin.group():
        first, *more = whole.written.split("\n")
        return [indent + first, *more]
    flat = re.sub(r"\s*\n\s*", " ", whole.written)
    flat = re.sub(r"(?<=%\}) | (?=\{% *(?:plural|endblocktranslate) *%\})", "", flat)
    if len(indent) + len(flat) <= LONGEST_LINE:
        return [indent + flat]
    lines: list[str] = []
    for piece in re.split(r"(\{%.*?%\})", flat):
        is_tag = piece.startswith("{%")
        lines += [indent + piece] if is_tag else _wrapped(piece, indent + INDENT)
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    """Filled lines; variables and the tags of elements are not broken."""
    lines: list[str] = []
    for word in re.findall(r"(?:\{\{.*?\}\}|<[^<>]*>|\S)+", text):
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return lines
