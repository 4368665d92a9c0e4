"""What the floors above know about agencies and agreements (core.hooks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Reader
from core.hooks import any_of, hook, joined
from core.pages.related import RelatedList

if TYPE_CHECKING:
    from partners.models import Agency, Agreement


@hook(joined)
def sections_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    """What else the page of an agency shows."""


@hook(joined)
def sections_of_agreement(agreement: Agreement, reader: Reader) -> list[RelatedList]:
    """What else the page of an agreement shows."""


@hook(any_of)
def agencies_at_work(reader: Reader) -> Q:
    """Which agencies take part in live work."""
