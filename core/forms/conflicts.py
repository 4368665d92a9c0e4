"""Two people changed the same record: both texts side by side, field by field, and the writer's choice between them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from html import unescape
from os.path import commonprefix
from typing import cast

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.html import strip_tags

from core.forms.base import RecordForm

KEEP = "keep-"  # before the name of a field: whose text stays, "yours" or "saved"
SAVED = "saved"
# Words, each Chinese character by itself, the blanks between them, and single signs.
WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
MOST_COMPARED = 1_000  # words between like beginnings and ends; comparing costs up to the square of their number


@dataclass(frozen=True)
class Piece:
    """A stretch of text; ``differs`` where the other text has something else."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Difference:
    """A field in which the text that was typed and the text that was saved are not the same."""

    name: str
    label: str | Promise | None
    yours: list[Piece]
    saved: list[Piece]


def chosen(post, saved: RecordForm):
    """What was sent, with the saved value in each field for which the writer chose it on the page of both texts."""
    for field in saved:
        leader = saved.goes_with.get(field.name, field.name)
        if post.get(KEEP + leader) == SAVED:
            post.setlist(saved.add_prefix(field.name), sent_values(field))
    return post


def sent_values(field: BoundField) -> list[str]:
    """The value of a field as a browser would send it."""
    value = field.value()
    values = value if isinstance(value, list | tuple) else [value]
    return [str(field.field.prepare_value(item)) for item in values if item is not None]


def changed_meanwhile(request, typed: RecordForm, saved: RecordForm, record, *, can_copy: bool):
    """409: the page on which the writer chooses, field by field; everything typed comes back with the choice."""
    rows = differences(typed, saved)
    context = {
        "differences": rows,
        "same_count": len(written_fields(typed)) - len(rows),
        "carried": carried(typed),
        "saved_by": record.updated_by,
        "saved_at": record.updated_at,
        "version": record.version,
        "can_copy": can_copy,
        "leave_url": request.path,
    }
    return render(request, "changed_meanwhile.html", context, status=409)


def carried(typed: RecordForm) -> list[tuple[str, str]]:
    """What was typed, as names and values of hidden fields."""
    names = [typed.add_prefix(name) for name in typed.fields if name not in typed.unwritten]
    return [(name, value) for name in names for value in cast(QueryDict, typed.data).getlist(name)]


def differences(typed: RecordForm, saved: RecordForm) -> list[Difference]:
    """The fields in which two fillings of the same form differ, as their reader would read them."""
    rows = []
    for name in written_fields(typed):
        yours, theirs = written_out(typed, name), written_out(saved, name)
        if yours != theirs:
            rows.append(Difference(name, typed.fields[name].label, *compare(yours, theirs)))
    return rows


def written_fields(form: RecordForm) -> list[str]:
    """The fields that are chosen one by one: an amount and its currency are one."""
    return [name for name in form.fields if name not in form.unwritten and name not in form.goes_with]


def written_out(form: RecordForm, name: str) -> str:
    """What stands in the field; before an amount its currency."""
    text = shown(form[name])
    followers = [shown(form[follower]) for follower, leader in form.goes_with.items() if leader == name]
    return " ".join([*followers, text]) if text else ""


def shown(field: BoundField) -> str:
    """What stands in the field: its text, or the names of what is chosen."""
    if hasattr(field.field, "choices"):
        keys = set(sent_values(field))
        names = [label for key, label in field.field.choices if str(key) and str(key) in keys]
        return "\n".join(unescape(strip_tags(name)) if hasattr(name, "__html__") else str(name) for name in names)
    value = field.value()
    if field.form.is_bound:  # as it was understood: 180,000 and 180000 are the same amount
        value = field.field.prepare_value(field.form.cleaned_data.get(field.name, value))
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def compare(yours: str, saved: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, with the differing words marked."""
    mine, theirs = WORDS.findall(yours), WORDS.findall(saved)
    head = len(commonprefix([mine, theirs]))
    mine_rest, their_rest = mine[head:], theirs[head:]
    tail = len(commonprefix([mine_rest[::-1], their_rest[::-1]]))
    steps = [("equal", 0, head, 0, head)]
    if max(len(mine_rest), len(their_rest)) - tail <= MOST_COMPARED:
        middle = SequenceMatcher(None, mine_rest[: len(mine_rest) - tail], their_rest[: len(their_rest) - tail])
        steps += [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in middle.get_opcodes()]
    else:
        steps.append(("replace", head, len(mine) - tail, head, len(theirs) - tail))
    steps.append(("equal", len(mine) - tail, len(mine), len(theirs) - tail, len(theirs)))
    left = [Piece("".join(mine[start:end]), kind != "equal") for kind, start, end, _c, _d in steps]
    right = [Piece("".join(theirs[start:end]), kind != "equal") for kind, _a, _b, start, end in steps]
    return [piece for piece in left if piece.text], [piece for piece in right if piece.text]
