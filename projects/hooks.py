"""What the floors above know about projects (core.hooks)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from accounts.models import Reader
from core.hooks import hook, joined, nested
from needs.chain import Steps

if TYPE_CHECKING:
    from projects.models import Project


@hook(nested)
def steps_of_projects(projects: Sequence[Project], reader: Reader) -> Steps:
    """What is known of each step of these projects' chains, as far as the reader may see it."""


@hook(joined)
def stated_figures(project: Project, reader: Reader) -> list[dict[str, Any]]:
    """Targets and results that documents state of it: text, kind, comparator, value, unit, period."""
