"""Questions that a lower floor asks and upper floors answer.

Imports point down only. A page of a lower floor that shows what lies above it asks a socket; the floors above plug
their answers in from ``plugs.py``, which core finds when the portal starts.
"""

from collections.abc import Callable


class Socket:
    """One question. With nothing plugged in the answer is empty, never an error."""

    def __init__(self):
        self._answers: list[Callable] = []

    def plug(self, answer: Callable) -> Callable:
        """Decorator: this function answers the question, with the arguments with which it is asked."""
        self._answers.append(answer)
        return answer

    def ask(self, *arguments) -> list:
        """One answer of each floor that has one, lowest floor first."""
        return [answer(*arguments) for answer in self._answers]
