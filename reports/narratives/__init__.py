"""What people write in the council report: slots, the stored blocks, and the plain text of the form."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reports.narratives.blocks import BrokenBlocks, check_blocks, count_words, strip_controls, structure
from reports.narratives.parsing import Complaint, NarrativeError, as_text, parse
from reports.narratives.slots import CASE_FIELDS, SLOTS, Slot

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@cache
def default_texts(language: str = "en") -> dict[str, str]:
    """Plain text that every slot starts from, taken from the founding documents; empty for a language without any."""
    path = FIXTURES / f"narratives_{language}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def default_narratives(language: str = "en") -> dict[str, list[dict[str, Any]]]:
    """The default texts as blocks, by slot."""
    return {slot: parse(SLOTS[slot], text) for slot, text in default_texts(language).items()}


__all__ = [
    "CASE_FIELDS",
    "SLOTS",
    "BrokenBlocks",
    "Complaint",
    "NarrativeError",
    "Slot",
    "as_text",
    "check_blocks",
    "count_words",
    "default_narratives",
    "default_texts",
    "parse",
    "strip_controls",
    "structure",
]
