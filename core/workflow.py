"""The life of a record as a table of moves, each declared once: from where, to where, and in which words.

Actions ask the table for the next state, pages read buttons and history from it, and nothing sets a state by hand.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.choices import Verb
from core.errors import RuleBroken
from core.text.locales import listed


@dataclass(frozen=True)
class Move:
    """One act in a record's life.

    ``verb`` stands in the audit, and its label in the history; ``button`` is the label of the button that leads to the
    act, for one that people do on a page. Without a ``target`` the record stays in its state. ``refusal`` says what
    the rule is, where more than the state is to be explained.
    """

    verb: Verb
    sources: Collection[str]
    target: str = ""
    button: str | Promise = ""
    refusal: str | Promise = ""


class Workflow:
    """A table of moves by the name of the act. ``field`` is the column that holds the state."""

    def __init__(self, moves: Mapping[str, Move], *, field: str = "state"):
        self.moves = moves
        self.field = field

    def __getitem__(self, act: str) -> Move:
        return self.moves[act]

    def __iter__(self) -> Iterator[str]:
        return iter(self.moves)

    def state_of(self, record: Model) -> str:
        return getattr(record, self.field)

    def allows(self, record: Model, act: str) -> bool:
        """Whether the act may begin where the record is."""
        return self.state_of(record) in self.moves[act].sources

    def require(self, record: Model, act: str) -> None:
        """Raise RuleBroken, with a sentence for whoever acted, unless the act may begin where the record is."""
        if not self.allows(record, act):
            raise RuleBroken(str(self.moves[act].refusal) or self._refusal(record, act))

    def target(self, record: Model, act: str) -> str:
        """The state to which the act leads from where the record is. Raises RuleBroken."""
        self.require(record, act)
        return self.moves[act].target or self.state_of(record)

    def _refusal(self, record: Model, act: str) -> str:
        labels = dict(record._meta.get_field(self.field).flatchoices)  # type: ignore[union-attr]
        sources = [labels[state] for state in labels if state in self.moves[act].sources]
        return _("This can be done only while the status is: %(possible)s. It is now: %(status)s.") % {
            "possible": listed(sources),
            "status": labels[self.state_of(record)],
        }
