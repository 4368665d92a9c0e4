"""What an address may ask: unknown and unreadable parameters are refused, and the answer names them."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import BadQuery

SHOWN_NAME = 40


def refuse_unknown(query: QueryDict, known: Iterable[str]) -> None:
    """Raise BadQuery for a parameter that this page does not know, or with a NUL, which no text may hold."""
    for name, values in query.lists():
        if name not in known:
            raise BadQuery(
                _("This page has no parameter “%(name)s”. Remove it from the address.") % {"name": _shown(name)}
            )
        if any("\0" in value for value in values):
            raise refuse_value(name)


def refuse_value(name: str) -> BadQuery:
    """The error to raise for a parameter whose value cannot be read."""
    return BadQuery(
        _("The parameter “%(name)s” has a value that is not allowed here. Correct or remove it.")
        % {"name": _shown(name)}
    )


def read_choice(query: QueryDict, name: str, choices: Iterable[str], default: str) -> str:
    """The one value of the parameter, or the default. Raises BadQuery for another value or a second one."""
    values = query.getlist(name)
    if not values:
        return default
    if len(values) > 1 or values[0] not in choices:
        raise refuse_value(name)
    return values[0]


def read_number(query: QueryDict, name: str, default: int) -> int:
    """The one whole number from 1 on, or the default. Raises BadQuery for anything else."""
    values = query.getlist(name)
    if not values:
        return default
    if len(values) > 1 or not (
        values[0].isascii() and values[0].isdecimal() and len(values[0]) <= 9 and int(values[0])
    ):
        raise refuse_value(name)
    return int(values[0])


def _shown(name: str) -> str:
    """The parameter's name as far as it can be shown: printable, and not longer than a word may be."""
    return "".join(character for character in name[:SHOWN_NAME] if character.isprintable())
