"""What a form makes it makes once, however often its button is pressed (docs/design/security.md#made-once)."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.shortcuts import resolve_url

from core import clock
from core.models import KeyedAnswer

FIELD = "form_key"
KEPT_FOR = timedelta(hours=24)
SHAPE = re.compile(r"[A-Za-z0-9-]{16,64}")
NOT_TYPED = ("csrfmiddlewaretoken", FIELD)


class KeyReused(Exception):
    """The key came with another text before. ``kept`` says what that made and where it led."""

    def __init__(self, kept: KeyedAnswer):
        super().__init__("key reused")
        self.kept = kept


def make_once(request, make: Callable, done: Callable) -> str:
    """Make the record and answer where to go on, as ``done(record)`` says; the same form sent again only leads there.

    The key stands in the database before the record is made, in the same transaction: of two presses at once the
    second waits for the first. Raises KeyReused for a key that came with another text. A POST without a key is new.
    """
    key = request.POST.get(FIELD, "")
    if not SHAPE.fullmatch(key):
        return resolve_url(done(make()))
    digest = digest_of(request.POST)
    with transaction.atomic():
        kept, is_first = KeyedAnswer.objects.get_or_create(
            caller=f"user:{request.user.pk}",
            method=request.method,
            path=request.get_full_path(),
            key=key,
            defaults={"digest": digest},
        )
        if is_first:
            record = make()
            kept.record_code = getattr(record, "code", "")
            kept.location = resolve_url(done(record))
            kept.save(update_fields=["record_code", "location"])
    if kept.digest != digest:
        raise KeyReused(kept)
    return kept.location


def digest_of(post) -> str:
    """SHA-256 of what was typed and chosen."""
    typed = post.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    return hashlib.sha256(typed.urlencode().encode()).hexdigest()


def forget() -> int:
    """Drop the keys of yesterday; answers how many."""
    return KeyedAnswer.objects.filter(answered_at__lt=clock.now() - KEPT_FOR).delete()[0]
