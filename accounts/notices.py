"""Who is told by letter, whatever the act: the rules that the notices of all floors share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from core.letters import mail
from core.models import AuditEvent


@dataclass(frozen=True)
class Notice:
    """What a group of people is told of an act: ``name`` is that of a template in templates/mail.

    ``to`` answers the group for a record and the act's audit event. A letter that waits for a signature comes also to
    those who switched letters off. ``leads_to`` answers the record whose page the letter names, ``words`` what this
    group is told of the record, where it is not what all are told.
    """

    name: str
    to: Callable[..., Q]
    waits_for_signature: bool = False
    leads_to: Callable = lambda record: record
    words: Callable[[Any], Mapping[str, str]] | None = None


def write_letters(
    event: AuditEvent, record: Model, notices: Iterable[Notice], words: Callable[[], Mapping[str, str]]
) -> None:
    """Write the letters about an act on the record.

    Nobody is told of an own act, and nobody twice of one; disabled people and those without an address are left out.
    """
    told = {event.actor_id} if event.actor_id else set()
    for notice in notices:
        people = User.objects.filter(notice.to(record, event), is_active=True).exclude(email="")
        if not notice.waits_for_signature:
            people = people.filter(wants_letters=True)
        letters = mail.write(
            notice.name,
            event,
            people.exclude(pk__in=told),
            link=mail.address(notice.leads_to(record)),
            words=partial(notice.words, record) if notice.words else words,
            is_optional=not notice.waits_for_signature,
        )
        told |= {letter.recipient_id for letter in letters}
