"""Posts of focal points, and who holds them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import add, allow, create, edit, fill, hold, lock, note, require, save
from core.errors import RuleBroken
from partners import policies
from partners.actions.lives import SET_WHEN_ENTERED
from partners.choices import CONSENT_TEXT_VERSION, FocalPointVerb, PersonalField
from partners.models import Consent, FocalPoint
from reference.models import Region

SET_WHEN_ESTABLISHED = (
    "kind", "post", "subject", "host", "counterpart", "is_global", "countries", "meas", "cluster", "grade",
    "duty_station", "host_agreement", "established_on", "funded_until", *SET_WHEN_ENTERED,
)  # fmt: skip
NOBODY = dict.fromkeys(PersonalField.values, "")


@transaction.atomic
def establish_post(*, by: User, region: Region | None = None, established_on: str = "", **values: Any) -> FocalPoint:
    """A post of focal point exists from now on; nobody holds it yet."""
    allow(policies.can_appoint, by, region)
    today = clock.today().isoformat()
    return create(
        FocalPoint(region=region, vacant_since=today),
        FocalPointVerb.ESTABLISHED,
        by=by,
        values={"established_on": established_on or today, **values},
        allowed=SET_WHEN_ESTABLISHED,
        code="FP-",
    )


@transaction.atomic
def appoint_focal_point(post: FocalPoint, *, by: User, **person: str) -> FocalPoint:
    """Somebody holds the post from today. The person's fields are shown only as far as the person agrees."""
    post = hold(post, "region", by=by)
    require(policies.can_appoint(by, post.region))
    if post.filled_on:
        raise RuleBroken(_("This post is filled. Record it as vacant first."))
    fill(post, person, allowed=PersonalField.values)
    save(post, {**person, "filled_on": clock.today().isoformat(), "vacant_since": ""}, by=by)
    note(post, FocalPointVerb.APPOINTED, by=by)
    return post


@transaction.atomic
def keep_contact(post: FocalPoint, *, by: User, version: int, agreed: Collection[str], **person: str) -> FocalPoint:
    """How the holder of the post is reached, and what of it the holder agrees to make public.

    Raises Stale when somebody changed the post since ``version`` was read.
    """
    post = hold(post, "region", by=by)
    require(policies.can_keep_contact(by, post))
    if post.vacant_since:
        raise RuleBroken(_("Nobody holds this post."))
    if any(not person.get(field, "").strip() for field in agreed):
        raise ValidationError(
            {"agreed": _("A field that is empty cannot be made public. Fill it in, or clear its box.")}
        )
    changes = _agree(post, set(agreed), by=by)
    edit(
        post,
        FocalPointVerb.CONTACT_KEPT,
        by=by,
        values=person,
        allowed=PersonalField.values,
        version=version,
        data=changes,
    )
    return post


@transaction.atomic
def vacate_post(post: FocalPoint, *, by: User) -> FocalPoint:
    """Nobody holds the post from today; what was kept of the person goes."""
    post = hold(post, "region", by=by)
    require(policies.can_appoint(by, post.region))
    if post.vacant_since:
        raise RuleBroken(_("This post is already vacant."))
    save(post, {**NOBODY, "filled_on": "", "vacant_since": clock.today().isoformat()}, by=by)
    _agree(post, set(), by=by)
    note(post, FocalPointVerb.VACATED, by=by)
    return post


@transaction.atomic
def forget_holder(post: FocalPoint, *, by: User | None, data: Mapping[str, Any] | None = None) -> FocalPoint:
    """What is kept of the person goes, the post stays as it is. A part of partners.actions.erase_person."""
    post = lock(post)
    save(post, NOBODY, by=by)
    _agree(post, set(), by=by)
    note(post, FocalPointVerb.ERASED, by=by, data=data)
    return post


def _agree(post: FocalPoint, agreed: set[str], *, by: User | None) -> dict[str, list[str]]:
    """These fields alone are public from now on; answers what was given and withdrawn."""
    standing = post.consents.filter(withdrawn_at__isnull=True)
    before, now = set(standing.values_list("field", flat=True)), clock.now()
    standing.exclude(field__in=agreed).update(withdrawn_at=now, updated_at=now, updated_by=by)
    for field in sorted(agreed - before):
        given = Consent(focal_point=post, field=field, given_at=now, text_version=CONSENT_TEXT_VERSION)
        add(given, by=by)
    return {"given": sorted(agreed - before), "withdrawn": sorted(before - agreed)}
