"""What a list shows of a record: each column said once, for the head, for the cells, for telephones and for sorting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Cells of any list; others have templates of their own beside their list.
SHARED = "ui/cells/"
WORDS = "ui/cells/words.html"  # words of the portal: choices, names of code lists
TEXT = "ui/cells/text.html"  # what people wrote
NUMBER = "ui/cells/number.html"
DAY = "ui/cells/day.html"
BADGE = "ui/cells/badge.html"  # a state
NAMES = "ui/cells/names.html"  # the first of several records


@dataclass(frozen=True)
class Column:
    """One column. ``name`` is that in the address, and of the field that a cell of any list shows."""

    name: str
    label: str | Promise
    cell: str  # the template of a cell
    sort: Sequence[str] = ()  # columns of the database to order by
    field: str = ""  # what the cell shows, if it is not called like the column; dots lead on
    short_label: str | Promise = ""  # before a cell on a telephone, where the head is too long
    empty: str | Promise = _("not stated")  # what stands for nothing
    is_number: bool = False
    is_block: bool = False  # the cell holds lists or paragraphs, not a line

    @property
    def is_shared(self) -> bool:
        """Whether its cell is one of those for any list, which are handed the value."""
        return self.cell.startswith(SHARED)

    @property
    def classes(self) -> str:
        """Numbers stand under each other."""
        return "num" if self.is_number else ""

    @property
    def label_of_cell(self) -> str | Promise:
        return self.short_label or self.label

    def value_in(self, record) -> Any:
        """What a cell shows of the record."""
        value = record
        for step in (self.field or self.name).split("."):
            value = getattr(value, step, None)
            value = value() if callable(value) and not hasattr(value, "all") else value
        return value.all() if hasattr(value, "all") else value

    def words_in(self, record) -> Any:
        """The value in words, where it is one of several choices."""
        in_words = getattr(record, f"get_{self.field or self.name}_display", None)
        return in_words() if in_words else self.value_in(record)
