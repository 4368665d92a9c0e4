"""
Templates are written one element or tag a line; neither line breaks nor indentation reach the page.

A line break with all white space around it is nothing beside an element, a tag or a variable; between words and within
an element's tag it is one blank. Any other blank that a reader is to see stands within a line, or is written
``{{ " " }}``.
This happens once, when a template is compiled, to the text between Django's tags: so it costs a request nothing, and
leaves line numbers, what stands in ``{% blocktranslate %}`` and what variables bring untouched.
See docs/decisions/0014-line-breaks-in-templates-are-nothing.md.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from django.template.base import Template, TextNode
from django.template.loaders import base, cached

# Letters are plain text; the printed report is bound to every byte.
AS_WRITTEN = {"mail", "print"}
RAW_ELEMENTS = {"pre", "script", "style", "textarea"}

LINE_BREAK = re.compile(r"\s*\n\s*")
LINE_BREAK_AT_EITHER_END = re.compile(r"\A\s*\n\s*|\s*\n\s*\Z")
LINE_BREAK_AT_TAG_END = re.compile(r"\s*\n\s*(?=/?>)")
TAG_START = re.compile(r"<(?P<name>/?[a-zA-Z][\w-]*|!)")
TAG_STOP = re.compile(r"""["'>]""")


class Compactor:
    """Takes line breaks out of the texts of one template, which it must be given in their order."""

    def __init__(self) -> None:
        self.tag = ""  # the name of the element whose tag is open
        self.quote = ""  # what ends the attribute that is open
        self.raw = ""  # the element whose text stays as it is

    def compact(self, text: str) -> str:
        done = []
        while text:
            written, text = self._step(text)
            done.append(written)
        return "".join(done)

    def _step(self, text: str) -> tuple[str, str]:
        """What is written up to the next change of place, and the text after it."""
        if self.raw:
            return self._raw(text)
        if self.tag:
            return self._within_tag(text)
        return self._between_tags(text)

    def _between_tags(self, text: str) -> tuple[str, str]:
        start = TAG_START.search(text)
        words, tag, rest = (text[: start.start()], start.group(), text[start.end() :]) if start else (text, "", "")
        self.tag = start["name"] if start else ""
        return LINE_BREAK.sub(" ", LINE_BREAK_AT_EITHER_END.sub("", words)) + tag, rest

    def _within_tag(self, text: str) -> tuple[str, str]:
        stop = re.search(self.quote, text) if self.quote else TAG_STOP.search(text)
        end = stop.end() if stop else len(text)
        if stop and self.quote:
            self.quote = ""
        elif stop and stop.group() != ">":
            self.quote = stop.group()
        elif stop:
            self.raw = self.tag if self.tag in RAW_ELEMENTS else ""
            self.tag = ""
        return LINE_BREAK.sub(" ", LINE_BREAK_AT_TAG_END.sub("", text[:end])), text[end:]

    def _raw(self, text: str) -> tuple[str, str]:
        end = text.find(f"</{self.raw}")
        if end < 0:
            return text, ""
        self.raw = ""
        return text[:end], text[end:]


def follows_the_rule(file: str, folders: Iterable[str | Path]) -> bool:
    """Templates of installed packages were written without it."""
    path = Path(file)
    within = [path.relative_to(folder) for folder in folders if path.is_relative_to(folder)]
    return path.suffix == ".html" and any(inner.parts[0] not in AS_WRITTEN for inner in within)


def compact(template: Template) -> None:
    compactor = Compactor()
    for node in template.nodelist.get_nodes_by_type(TextNode):
        text = cast(TextNode, node)
        text.s = compactor.compact(text.s)


class CompactingLoader(base.Loader):
    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if follows_the_rule(template.origin.name, self.engine.dirs):
            compact(template)
        return template


class Loader(cached.Loader, CompactingLoader):
    """Django's loader that keeps compiled templates: it asks the next class for a template once, then remembers it."""
