"""Everything that the portal keeps of a person, found by walking the models (docs/privacy.md)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, Field, Model, Q, QuerySet

from accounts.models import AccountLetter, User
from core.database.personal import secret_fields
from core.models import AuditEvent
from partners.models import Consent, FocalPoint

# Columns of an account by which a row tells what that person did, wrote or was; others say who entered a record.
OWN = ("actor", "author", "pgh_obj")
OF_OTHERS = ("network",)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, somebody who holds a post of focal point, or both."""

    account: User | None = None
    posts: tuple[FocalPoint, ...] = ()

    @classmethod
    def of(cls, account: User) -> Self:
        """With the posts that name the mailbox of the account."""
        return cls(account, tuple(FocalPoint.objects.filter(office_mailbox__iexact=account.email)))

    @classmethod
    def called(cls, name: str) -> Self | None:
        """By an address or by the code of a post; None where nothing is kept under it."""
        if account := User.objects.filter(email=name.lower()).first():
            return cls.of(account)
        posts = FocalPoint.objects.filter(Q(code=name) | Q(office_mailbox__iexact=name))
        return cls(posts=tuple(posts)) if posts else None


def kept_of(person: Person) -> dict[str, Any]:
    """Whole rows by their model, and the records that name the account by the column which does; ready for JSON.

    Secrets are left out. Other people are numbers, and where they were is not told.
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    named: dict[str, list] = {}
    if account := person.account:
        rows["accounts.User"].append(_values(account))
        for field, found in _rows_that_name(account):
            if _is_own(field):
                rows[field.model._meta.label] += map(_values, found)
            elif not _is_history(field.model) and (keys := list(found.values_list(_key(field.model), flat=True))):
                named[f"{field.model._meta.label}.{field.name}"] = keys
        rows["accounts.AccountLetter"] += map(_values, AccountLetter.objects.filter(address__iexact=account.email))
    rows["partners.FocalPoint"] += map(_values, person.posts)
    rows["partners.Consent"] += map(_values, Consent.objects.filter(focal_point__in=person.posts))
    rows["core.AuditEvent"] += [_values(event, without=OF_OTHERS) for event in _done_by_others(person)]
    return {"rows": {label: found for label, found in rows.items() if found}, "named_in": named}


def _rows_that_name(account: User) -> Iterator[tuple[Field, QuerySet]]:
    """Every column of every table that points to accounts, with the rows in which it names this one."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                yield field, model._base_manager.filter(**{field.name: account}).order_by("pk")


def _is_own(field: Field) -> bool:
    """Whether the row is the person's: it would go with the account, or tells what the person did."""
    if field.name in OWN:
        return True
    tracked = getattr(field.model, "pgh_tracked_model", None)
    declared = tracked._meta.get_field(field.name) if tracked else field
    return declared.remote_field.on_delete is CASCADE


def _is_history(model: type[Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def _key(model: type[Model]) -> str:
    """The column under which people know such a record."""
    return "code" if any(field.name == "code" for field in model._meta.concrete_fields) else "pk"


def _done_by_others(person: Person) -> QuerySet[AuditEvent]:
    types = ContentType.objects.get_for_models(User, FocalPoint)
    about = Q(content_type=types[FocalPoint], object_id__in=[post.pk for post in person.posts])
    if person.account is None:
        return AuditEvent.objects.filter(about)
    about |= Q(content_type=types[User], object_id=person.account.pk)
    return AuditEvent.objects.filter(about).exclude(actor=person.account)


def _values(row: Model, without: tuple[str, ...] = ()) -> dict[str, Any]:
    model = row._meta.model  # whoever is signed in is a lazy object, whose own type is no model
    left_out = {*secret_fields(model), *without}
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    return {field.attname: field.value_from_object(row) for field in fields}
