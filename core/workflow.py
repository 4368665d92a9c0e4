"""The life of a record as a table of moves: act → (states it may start from, state it leads to)."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from core.errors import RuleBroken


class Workflow:
    """A table of moves. Actions ask it for the next state; nothing sets a state by hand."""

    def __init__(self, moves: Mapping[str, tuple[Collection[str], str]]):
        self.moves = moves

    def next_state(self, state: str, act: str) -> str:
        """The state to which ``act`` leads. Raises RuleBroken when the record is not where the act may begin."""
        allowed, target = self.moves[act]
        if state not in allowed:
            raise RuleBroken(_("This is not possible now: the record has moved on. Read it as it is and decide again."))
        return target

    def may(self, state: str, act: str) -> bool:
        """Whether the act may begin in this state."""
        return state in self.moves[act][0]
