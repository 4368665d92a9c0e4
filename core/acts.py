"""The spine of every act, in this order: lock, may they see it, may they, does the state allow it, save, audit, tell.

Locked are, always in this order: the people concerned, whoever acts among them; what the record hangs on; the record.
So nobody is judged by what was read before, and no two acts wait for each other in a circle. All of it happens in
the transaction of the action that calls these, so that an act is done with its line in the audit and its letters, or
not at all. Ringing for a worker (core.jobs) comes last.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from psycopg2.errors import UniqueViolation

from core import audit, clock
from core.choices import Verb
from core.database.codes import next_code
from core.errors import RuleBroken, Stale, Unseen
from core.models import AuditEvent, Record, TimestampedModel
from core.workflow import Workflow

R = TypeVar("R", bound=Model)
Notify = Callable[[AuditEvent, Any], None]
Values = Mapping[str, Any]
Check = Callable[[R], None]


@dataclass(frozen=True)
class Life(Generic[R]):
    """How every act on one kind of record begins and ends.

    ``actors`` says of each act in the workflow whose it is: a policy, asked with a user and the record. ``related``
    rows come along when the record is locked; ``notify`` writes the letters about an act. ``under`` names the rows on
    which the record hangs and by which it is judged: they are locked before it.
    """

    workflow: Workflow
    actors: Mapping[str, Callable[[Any, R], bool]]
    related: tuple[str, ...] = ()
    notify: Notify | None = None
    under: tuple[str, ...] = ()

    def take(self, record: R, act: str, *, by: Any, as_part: bool = False) -> R:
        """The locked record, for whom the act is allowed and while its state allows it.

        ``as_part`` of an act on another record, it need not be seen. Raises Unseen, PermissionDenied, or RuleBroken.
        """
        above = [getattr(record, name) for name in self.under]
        held = hold(record, *self.related, by=by, under=above, as_part=as_part)
        require(self.actors[act](by, held))
        self.workflow.require(held, act)
        return held

    def move(self, record: R, act: str, *, by: Any, changes: Values | None = None, reason: str = "", **line: Any) -> R:
        """Carry the locked record along the move, with the columns that change with it (see ``move``)."""
        return move(record, self.workflow, act, by=by, changes=changes, reason=reason, notify=self.notify, **line)

    def edit(self, record: R, *, by: Any, values: Values, allowed: Collection[str], version: int, **options: Any) -> R:
        """Change the locked record under its act “edit” (see ``edit``)."""
        verb = self.workflow["edit"].verb
        return edit(record, verb, by=by, values=values, allowed=allowed, version=version, notify=self.notify, **options)

    def note(self, record: R, act: str, *, by: Any, **line: Any) -> AuditEvent:
        """The line of an act that changes no column of the locked record, and the letters about it."""
        return note(record, self.workflow[act].verb, by=by, notify=self.notify, **line)

    def is_open(self, act: str, record: R, reader: Any) -> bool:
        """Whether this reader may do the act to the record as it is now."""
        return self.workflow.allows(record, act) and self.actors[act](reader, record)

    def open_acts(self, record: R, reader: Any) -> list[str]:
        """What this reader may do with the record now, in the order of the workflow. Each policy is asked once."""

        @cache
        def allows(policy: Callable[[Any, R], bool]) -> bool:
            return policy(reader, record)

        begins = [act for act in self.workflow if act in self.actors and self.workflow.allows(record, act)]
        return [act for act in begins if allows(self.actors[act])]

    def open_buttons(self, record: R, reader: Any) -> dict[str, str | Promise]:
        """The label of the button of each act that this reader may do now, by the name of the act."""
        labels = {act: self.workflow[act].button for act in self.open_acts(record, reader)}
        return {act: label for act, label in labels.items() if label}


def check_fields(record: Model) -> None:
    """Raise ValidationError unless every column holds a lawful value; related rows are chosen by the forms."""
    unknown = [field.name for field in record._meta.fields if field.null and getattr(record, field.attname) is None]
    relations = [field.name for field in record._meta.fields if field.is_relation]
    record.clean_fields(exclude=[*relations, *unknown, "code"])


def hold(record: R, *related: str, by: Any, under: Iterable[Model | None] = (), as_part: bool = False) -> R:
    """The locked record, and before it whoever acts and what is ``under`` it. Raises Unseen (see ``Life.take``)."""
    above = [row for row in under if row is not None]
    hold_people(by, *above, record)
    for row in above:
        lock(row)
    held = lock(record, *related)
    if not (as_part or can_see(by, held)):
        raise Unseen
    return held


def hold_people(by: Any, *others: Any) -> None:
    """Lock whoever acts, and the accounts among the others. Whoever acts is judged by the rights of this moment."""
    people = {row.pk: row for row in (by, *others) if isinstance(row, get_user_model())}
    for pk in sorted(people):
        held = lock(people[pk])
        if by is not None and pk == by.pk:
            forget(by)
            assign(by, {field.attname: getattr(held, field.attname) for field in held._meta.concrete_fields})
            require(held.is_active)


def forget(record: Model) -> None:
    """What was worked out about the record before is asked anew."""
    for name in [name for name in vars(record) if isinstance(getattr(type(record), name, None), cached_property)]:
        del record.__dict__[name]


def allow(policy: Callable[..., bool], by: Any, *about: Any) -> None:
    """Raise PermissionDenied unless the policy allows it to whoever acts, who is locked: where a new row begins."""
    hold_people(by)
    require(policy(by, *about))


def can_see(by: Any, record: Model) -> bool:
    """Whether the record is there for whoever acts; for the portal itself all are."""
    return by is None or record._meta.default_manager.visible_to(by).filter(pk=record.pk).exists()  # type: ignore[union-attr]


def lock(record: R, *related: str) -> R:
    """The record as it is now, held until the transaction ends; ``related`` rows come along and are not held.

    Raises Unseen where it has been removed meanwhile.
    """
    rows = lock_all(record._meta.default_manager.all())  # type: ignore[union-attr]
    if related:  # without names, Django would join every row that the record points to
        rows = rows.select_related(*related)
    try:
        return rows.get(pk=record.pk)
    except ObjectDoesNotExist:
        raise Unseen from None


def lock_all(rows: QuerySet[R]) -> QuerySet[R]:
    """The rows, which are held in the order of their keys. Others may still write rows that point to them."""
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless the answer of the policy is yes. Asked of the locked record."""
    if not allowed:
        raise PermissionDenied


def move(
    record: R,
    workflow: Workflow,
    act: str,
    *,
    by: Any,
    changes: Values | None = None,
    reason: str = "",
    data: Values | None = None,
    about: Model | None = None,
    notify: Notify | None = None,
) -> R:
    """Carry the locked record along one move of its workflow, with the columns that change with it.

    ``reason`` is what a person typed, ``data`` what the portal adds for the audit; the line there is ``about`` another
    record where readers look for it with that one. Raises RuleBroken where the move cannot begin. Returns the record.
    """
    before, after = workflow.state_of(record), workflow.target(record, act)
    changed = {**(changes or {})}
    if after != before:
        changed[workflow.field] = after
        if hasattr(record, "state_since"):
            changed["state_since"] = clock.today()
    save(record, changed, by=by)
    verb = workflow[act].verb
    states = {"from_state": before, "to_state": after} if workflow[act].target else {}
    note(about or record, verb, by=by, reason=reason, data=data, notify=notify, **states)
    return record


def create(
    record: R,
    verb: Verb,
    *,
    by: Any,
    values: Values | None = None,
    allowed: Collection[str] = (),
    code: str = "",
    digits: int = 3,
    check: Check[R] | None = check_fields,
    data: Values | None = None,
    reason: str = "",
    notify: Notify | None = None,
) -> R:
    """Save a new record with what was given of it (see ``add``), with its line in the audit."""
    add(record, by=by, values=values, allowed=allowed, code=code, digits=digits, check=check)
    note(record, verb, by=by, to_state=getattr(record, "state", ""), reason=reason, data=data, notify=notify)
    return record


def add(
    record: R,
    *,
    by: Any,
    values: Values | None = None,
    allowed: Collection[str] = (),
    code: str = "",
    digits: int = 3,
    check: Check[R] | None = check_fields,
) -> R:
    """Save a new row that is part of an act on another record, where the act's line stands.

    ``values`` are columns and many-to-many fields, among those ``allowed``. ``code`` is the beginning of its human
    code, which is completed by the next number of so many ``digits``. ``check`` is asked before it is saved. Unless the
    values say who may see it, it is seen as narrowly as the records from which its text comes. Raises ValidationError.
    """
    values = values or {}
    links = fill(record, values, allowed=allowed, check=check)
    if isinstance(record, Record) and "visibility" not in values:
        record.visibility = record.sight_at_birth
    if code:
        record.code = next_code(code, digits=digits)  # type: ignore[attr-defined]
    if isinstance(record, TimestampedModel):
        record.created_by = record.updated_by = by
    record.save()
    link(record, links)
    return record


def edit(
    record: R,
    verb: Verb,
    *,
    by: Any,
    values: Values,
    allowed: Collection[str],
    version: int,
    check: Check[R] | None = check_fields,
    data: Values | None = None,
    notify: Notify | None = None,
) -> R:
    """Change columns and many-to-many fields of the locked record, in no other state than before.

    Raises Stale when it has changed since its writer read ``version``, and ValidationError.
    """
    require_version(record, version)
    changed = changed_fields(record, values)
    links = fill(record, values, allowed=allowed, check=check)
    save(record, {name: values[name] for name in values if name not in links}, by=by)
    link(record, links)
    note(record, verb, by=by, data={**(data or {}), "fields": changed}, notify=notify)
    return record


def note(record: Model | None, verb: Verb, *, by: Any, notify: Notify | None = None, **line: Any) -> AuditEvent:
    """The act's line in the audit, and the letters about it; for acts that are none of the above. Returns the line."""
    event = audit.write(verb, record, by=by, **line)
    if notify:
        notify(event, record)
    return event


@contextmanager
def only_one(said: str, *, refused: type[RuleBroken] = RuleBroken) -> Iterator[None]:
    """Refused in these words where there is such a row already, also one that is entered at this very moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as doubled:
        if isinstance(doubled.__cause__, UniqueViolation):
            raise refused(said) from None
        raise


def fill(
    record: R, values: Values, *, allowed: Collection[str], check: Check[R] | None = check_fields
) -> dict[str, Iterable]:
    """Give the record its columns among the values, and check it. Answers the many-to-many fields, for ``link``.

    TypeError for a field that the act may not set.
    """
    if foreign := sorted(set(values) - set(allowed)):
        raise TypeError(f"This act does not set {', '.join(foreign)}.")
    links = {name: values[name] for name in values if record._meta.get_field(name).many_to_many}
    assign(record, {name: values[name] for name in values if name not in links})
    if check:
        check(record)
    return links


def changed_fields(record: Model, values: Values) -> list[str]:
    """Names of the columns and many-to-many fields to which the values would give another content."""

    def is_held(name: str) -> bool:
        held = getattr(record, name)
        if record._meta.get_field(name).many_to_many:
            return set(held.all()) == set(values[name])
        return held == values[name]

    return [name for name in values if not is_held(name)]


def assign(record: Model, columns: Values) -> None:
    for name, value in columns.items():
        setattr(record, name, value)


def link(record: Model, links: Mapping[str, Iterable]) -> None:
    """Give the saved record its many-to-many fields."""
    for name, chosen in links.items():
        getattr(record, name).set(chosen)


def require_version(record: Model, version: int) -> None:
    """Raise Stale when the record has changed since its reader saw ``version``."""
    if record.version != version:  # type: ignore[attr-defined]
        raise Stale(record)


def save(record: Model, changes: Values, *, by: Any) -> None:
    """Save some columns of a locked row; its version moves on and says who did it."""
    assign(record, changes)
    names = list(changes)
    if isinstance(record, TimestampedModel):
        record.version += 1
        record.updated_by = by
        names += ["version", "updated_by", "updated_at"]
    record.save(update_fields=names)
