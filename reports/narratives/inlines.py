"""Signs inside a line of narrative text: emphasis, footnotes, figures and references."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from reports.metrics import UnknownMetric, parse_metric_id
from reports.narratives.blocks import REFERENCE_KINDS

ESCAPED = r"\*^{[]"
_PLAIN = re.compile(r"[^*^{\[\]\\]+")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?][^>]*>?")
_FIGURE = re.compile(r"\{\{([^{}]*)\}\}")
_REFERENCE = re.compile(r"\[\[([^\[\]]*)\]\]")
_EMPHASIS = re.compile(r"\*((?:[^*\\]|\\.)+)\*")
_STRONG = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*")

Inline = dict[str, Any]


class LineReader:
    """Reads one joined line; ``complaints`` collects what is wrong in words for the author."""

    def __init__(self, text: str, *, allows_strong: bool, targets: frozenset[tuple[str, str]] | None):
        self.text = text
        self.allows_strong = allows_strong
        self.targets = targets
        self.position = 0
        self.complaints: list[str] = []

    def read(self) -> list[Inline]:
        if markup := _MARKUP.search(self.text):
            self.complaints.append(
                _("“%(markup)s” looks like HTML, which is never printed. Delete it.") % {"markup": markup.group()}
            )
            return []
        inlines = self._read(in_note=False)
        return _trimmed(inlines)

    def _read(self, *, in_note: bool) -> list[Inline]:
        inlines: list[Inline] = []
        while self.position < len(self.text):
            character = self.text[self.position]
            if character == "]" and in_note:
                return inlines
            if plain := _PLAIN.match(self.text, self.position):
                self._take(inlines, "text", plain.group(), plain.end())
            elif character == "\\" and self.text[self.position + 1 : self.position + 2] in tuple(ESCAPED):
                self._take(inlines, "text", self.text[self.position + 1], self.position + 2)
            elif character == "*":
                self._read_emphasis(inlines, in_note)
            elif self.text.startswith("^[", self.position):
                self._read_note(inlines, in_note)
            elif self.text.startswith("{{", self.position):
                self._read_figure(inlines)
            elif self.text.startswith("[[", self.position):
                self._read_reference(inlines)
            else:
                self._take(inlines, "text", character, self.position + 1)
        return inlines

    def _take(self, inlines: list[Inline], kind: str, words: str, end: int) -> None:
        if kind == "text" and inlines and inlines[-1]["type"] == "text":
            inlines[-1]["text"] += words
        else:
            inlines.append({"type": kind, "text": words})
        self.position = end

    def _around(self) -> str:
        """The words at the place of an error, so that the author finds it in a long line."""
        return self.text[self.position : self.position + 30].strip()

    def _complain(self, sentence: str) -> None:
        self.complaints.append(sentence)

    def _read_emphasis(self, inlines: list[Inline], in_note: bool) -> None:
        if strong := _STRONG.match(self.text, self.position):
            if not self.allows_strong or in_note:
                self._complain(
                    _("Bold (**%(words)s**) is only for conclusions addressed to the Council. Use single asterisks.")
                    % {"words": strong.group(1)}
                )
            self._take(inlines, "strong", _unescaped(strong.group(1)), strong.end())
        elif emphasis := _EMPHASIS.match(self.text, self.position):
            self._take(inlines, "emphasis", _unescaped(emphasis.group(1)), emphasis.end())
        else:
            self._complain(
                _(
                    "The emphasis that begins at “%(words)s” is not closed. Add the second asterisk, or write \\* "
                    "to print an asterisk."
                )
                % {"words": self._around()}
            )
            self.position = len(self.text)

    def _read_note(self, inlines: list[Inline], in_note: bool) -> None:
        if in_note:
            self._complain(_("A footnote cannot hold another footnote. Write one note, or two side by side."))
            self.position = len(self.text)
            return
        words = self._around()
        self.position += 2
        note = _trimmed(self._read(in_note=True))
        if self.position >= len(self.text):
            self._complain(
                _("The footnote that begins at “%(words)s” is not closed. Add the closing bracket ].")
                % {"words": words}
            )
            return
        self.position += 1
        if note:
            inlines.append({"type": "footnote", "inlines": note})
        else:
            self._complain(_("A footnote is empty. Write its text between ^[ and ], or delete it."))

    def _read_figure(self, inlines: list[Inline]) -> None:
        figure = _FIGURE.match(self.text, self.position)
        if figure is None:
            self._complain(
                _("The figure that begins at “%(words)s” is not closed. Write for example {{M6|region=africa}}.")
                % {"words": self._around()}
            )
            self.position = len(self.text)
            return
        try:
            inlines.append({"type": "figure", "id": parse_metric_id(figure.group(1))})
        except UnknownMetric:
            self._complain(
                _(
                    "There is no figure {{%(name)s}}. Annex VIII lists all figures; write for example "
                    "{{M6|region=africa}}."
                )
                % {"name": figure.group(1)}
            )
        self.position = figure.end()

    def _read_reference(self, inlines: list[Inline]) -> None:
        reference = _REFERENCE.match(self.text, self.position)
        if reference is None:
            self._complain(
                _("The reference that begins at “%(words)s” is not closed. Write for example [[table:contributions]].")
                % {"words": self._around()}
            )
            self.position = len(self.text)
            return
        kind, _colon, slug = (part.strip() for part in reference.group(1).partition(":"))
        if kind not in REFERENCE_KINDS or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            self._complain(
                _("[[%(name)s]] is not a reference. Write para, table, figure, annex or section, a colon and the name.")
                % {"name": reference.group(1)}
            )
        elif self.targets is not None and kind != "para" and (kind, slug) not in self.targets:
            self._complain(
                _("The report has no %(kind)s with the name “%(slug)s”. It has: %(known)s.")
                % {
                    "kind": kind,
                    "slug": slug,
                    "known": ", ".join(sorted(name for known, name in self.targets if known == kind)),
                }
            )
        else:
            inlines.append({"type": "reference", "kind": kind, "slug": slug})
        self.position = reference.end()


def _unescaped(words: str) -> str:
    return re.sub(r"\\([*^{\[\]\\])", r"\1", words)


def _trimmed(inlines: list[Inline]) -> list[Inline]:
    """Without white space at both ends."""
    if inlines and inlines[0]["type"] == "text":
        inlines[0]["text"] = inlines[0]["text"].lstrip()
    if inlines and inlines[-1]["type"] == "text":
        inlines[-1]["text"] = inlines[-1]["text"].rstrip()
    return [inline for inline in inlines if inline.get("text") != ""]


def inlines_as_text(inlines: list[Inline]) -> str:
    """The line that an author would have typed."""
    written = []
    for inline in inlines:
        match inline["type"]:
            case "text":
                written.append(re.sub(r"([*^{\[\]\\])", r"\\\1", inline["text"]))
            case "emphasis":
                written.append("*" + re.sub(r"([*\\])", r"\\\1", inline["text"]) + "*")
            case "strong":
                written.append("**" + re.sub(r"([*\\])", r"\\\1", inline["text"]) + "**")
            case "footnote":
                written.append("^[" + inlines_as_text(inline["inlines"]) + "]")
            case "figure":
                written.append("{{" + inline["id"] + "}}")
            case "reference":
                written.append(f"[[{inline['kind']}:{inline['slug']}]]")
    return "".join(written)
