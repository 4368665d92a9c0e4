"""Plain text of a form to narrative blocks and back; every complaint names the line and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.narratives.blocks import MAX_CHARACTERS, check_blocks, count_words, strip_controls
from reports.narratives.inlines import LineReader, inlines_as_text
from reports.narratives.slots import CASE_FIELDS, Slot
from reports.terms import small_letter, small_roman

_ITEM = re.compile(r"\(([a-z]|[ivx]{2,5})\)(?:\s+|$)")
_OPERATIVE = re.compile(r"(\d{1,2})\.(?:\s+|$)")
_CASE = re.compile(r"Case:\s*(.*)")
_CASE_LABELS = {name.replace("-", " ").capitalize(): name for name in CASE_FIELDS}

Block = dict[str, Any]


@dataclass(frozen=True)
class Complaint:
    """What is wrong in which line (0: the text as a whole)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        if not self.line:
            return self.sentence
        return _("Line %(line)d: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


class NarrativeError(ValueError):
    """The text cannot be stored; ``complaints`` are for its author."""

    def __init__(self, complaints: list[Complaint]):
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints


@dataclass
class _Piece:
    """Lines that belong together, with the number of the first."""

    line: int
    text: str


def parse(slot: Slot, text: str, targets: frozenset[tuple[str, str]] | None = None) -> list[Block]:
    """The blocks of a slot from typed text; ``NarrativeError`` holds every complaint at once.

    ``targets`` are the (kind, slug) pairs that references may name; None leaves them unchecked until the report is
    built.
    """
    if len(text) > MAX_CHARACTERS:
        message = _("The text has %(count)d characters; the limit is %(limit)d. Shorten it.")
        raise NarrativeError([Complaint(0, message % {"count": len(text), "limit": MAX_CHARACTERS})])
    reader = _Reader(slot, targets)
    blocks = reader.read(strip_controls(text))
    if not reader.complaints and (words := count_words(blocks)) > slot.max_words:
        message = _("The text has %(count)d words; the limit here is %(limit)d. Shorten it.")
        reader.complaints.append(Complaint(0, message % {"count": words, "limit": slot.max_words}))
    if reader.complaints:
        raise NarrativeError(reader.complaints)
    return check_blocks(slot, blocks)


class _Reader:
    def __init__(self, slot: Slot, targets: frozenset[tuple[str, str]] | None):
        self.slot = slot
        self.targets = targets
        self.complaints: list[Complaint] = []

    def read(self, text: str) -> list[Block]:
        blocks: list[Block] = []
        for lines in _paragraphs(text):
            if self.slot.is_decision:
                blocks.append(self._decision_paragraph(lines, blocks))
            elif _CASE.match(lines[0].text) and self.slot.allows_cases:
                blocks.append(self._case(lines))
            else:
                self._paragraph(lines, blocks)
        return blocks

    def _complain(self, line: int, sentence: str) -> None:
        self.complaints.append(Complaint(line, sentence))

    def _inlines(self, piece: _Piece) -> list[dict[str, Any]]:
        reader = LineReader(piece.text, allows_strong=self.slot.allows_strong, targets=self.targets)
        inlines = reader.read()
        for sentence in reader.complaints:
            self._complain(piece.line, sentence)
        if not inlines and not reader.complaints:
            self._complain(
                piece.line,
                _(
                    "There is no text after the number, letter or label that begins the line. Add the text or "
                    "delete the line."
                ),
            )
        return inlines

    def _decision_paragraph(self, lines: list[_Piece], before: list[Block]) -> Block:
        piece = _joined(lines)
        number = _OPERATIVE.match(piece.text)
        operative = [block for block in before if block["type"] == "operative"]
        if number is None:
            if operative:
                self._complain(
                    piece.line,
                    _(
                        "Preamble paragraphs come before the numbered ones. Number this paragraph “%(number)d. ” "
                        "or move it up."
                    )
                    % {"number": len(operative) + 1},
                )
            return {"type": "preamble", "inlines": self._inlines(piece)}
        if int(number.group(1)) != len(operative) + 1:
            self._complain(
                piece.line,
                _("The paragraph is numbered %(found)s, but the next number is %(expected)d. Correct the number.")
                % {"found": number.group(1), "expected": len(operative) + 1},
            )
        return {"type": "operative", "inlines": self._inlines(_Piece(piece.line, piece.text[number.end() :]))}

    def _case(self, lines: list[_Piece]) -> Block:
        title = _CASE.match(lines[0].text).group(1).strip()  # type: ignore[union-attr]
        if not title:
            self._complain(lines[0].line, _("The case has no title. Write it after “Case:”."))
        fields: dict[str, _Piece] = {}
        name = ""
        for piece in lines[1:]:
            label, colon, words = piece.text.partition(":")
            if colon and label.strip().capitalize() in _CASE_LABELS:
                name = _CASE_LABELS[label.strip().capitalize()]
                fields[name] = _Piece(piece.line, words.strip())
            elif name:
                fields[name].text += " " + piece.text
            else:
                self._complain(piece.line, _("A case begins with the line “Period: …” after its title."))
        missing = [label for label, name in _CASE_LABELS.items() if name not in fields]
        if missing:
            self._complain(
                lines[0].line,
                _("The case lacks these lines: %(missing)s. Add them; write “not known” where nothing is known.")
                % {"missing": ", ".join(f"“{label}:”" for label in missing)},
            )
        return {"type": "case", "title": title, "fields": {key: self._inlines(piece) for key, piece in fields.items()}}

    def _paragraph(self, lines: list[_Piece], blocks: list[Block]) -> None:
        """A paragraph, or sub-paragraphs that continue the paragraph before the blank line."""
        pieces = _items(lines)
        if _ITEM.match(pieces[0].text) is None:
            block: Block = {"type": "paragraph", "inlines": self._inlines(pieces.pop(0)), "children": []}
            blocks.append(block)
        elif blocks and blocks[-1]["type"] == "paragraph":
            block = blocks[-1]
        else:
            self._complain(
                pieces[0].line,
                _("A sub-paragraph needs a paragraph before it. Write a sentence that introduces “%(sign)s”.")
                % {"sign": pieces[0].text.split()[0]},
            )
            return
        for piece in pieces:
            self._sub_paragraph(piece, block["children"])

    def _sub_paragraph(self, piece: _Piece, children: list[Block]) -> None:
        item = _ITEM.match(piece.text)
        sign = item.group(1) if item else ""
        inlines = self._inlines(_Piece(piece.line, piece.text[item.end() if item else 0 :]))
        nested = children[-1]["children"] if children else []
        if sign == small_letter(len(children) + 1) and not (sign == "i" and nested):
            children.append({"inlines": inlines, "children": []})
        elif children and sign == small_roman(len(nested) + 1):
            nested.append({"inlines": inlines})
        else:
            expected = [f"({small_letter(len(children) + 1)})"]
            expected += [f"({small_roman(len(nested) + 1)})"] if children else []
            self._complain(
                piece.line,
                _("“(%(found)s)” is out of order. The next one should be %(expected)s.")
                % {"found": sign, "expected": " / ".join(expected)},
            )


def _paragraphs(text: str) -> list[list[_Piece]]:
    """Groups of lines between blank lines."""
    groups: list[list[_Piece]] = [[]]
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            groups[-1].append(_Piece(number, line.strip()))
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _joined(lines: list[_Piece]) -> _Piece:
    return _Piece(lines[0].line, " ".join(line.text for line in lines))


def _items(lines: list[_Piece]) -> list[_Piece]:
    """The lines of a paragraph, a new piece beginning with every sub-paragraph."""
    pieces: list[_Piece] = []
    for line in lines:
        if _ITEM.match(line.text) or not pieces:
            pieces.append(_Piece(line.line, line.text))
        else:
            pieces[-1].text += " " + line.text
    return pieces


def as_text(blocks: list[Block]) -> str:
    """The plain text of blocks, which ``parse`` reads back to the same blocks."""
    written, operative = [], 0
    for block in blocks:
        match block["type"]:
            case "operative":
                operative += 1
                written.append(f"{operative}. {inlines_as_text(block['inlines'])}")
            case "case":
                lines = [f"Case: {block['title']}"]
                lines += [f"{label}: {inlines_as_text(block['fields'][name])}" for label, name in _CASE_LABELS.items()]
                written.append("\n".join(lines))
            case _:
                written.append("\n".join(_paragraph_lines(block)))
    return "\n\n".join(written)


def _paragraph_lines(block: Block) -> list[str]:
    lines = [inlines_as_text(block["inlines"])]
    for position, child in enumerate(block.get("children", ()), start=1):
        lines.append(f"({small_letter(position)}) {inlines_as_text(child['inlines'])}")
        for inner, grandchild in enumerate(child.get("children", ()), start=1):
            lines.append(f"({small_roman(inner)}) {inlines_as_text(grandchild['inlines'])}")
    return lines
