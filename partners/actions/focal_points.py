"""Posts of focal points, and who holds them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import allow, create, fill, hold, note, require, save
from core.errors import RuleBroken
from partners import policies
from partners.actions.lives import SET_WHEN_ENTERED
from partners.choices import FocalPointVerb, PersonalField
from partners.models import FocalPoint
from reference.models import Region

SET_WHEN_ESTABLISHED = (
    "kind", "post", "subject", "host", "counterpart", "is_global", "countries", "meas", "cluster", "grade",
    "duty_station", "host_agreement", "established_on", "funded_until", *PersonalField.values, *SET_WHEN_ENTERED,
)  # fmt: skip


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
def vacate_post(post: FocalPoint, *, by: User) -> FocalPoint:
    """Nobody holds the post from today; what was kept of the person goes."""
    post = hold(post, "region", by=by)
    require(policies.can_appoint(by, post.region))
    if post.vacant_since:
        raise RuleBroken(_("This post is already vacant."))
    nobody = dict.fromkeys(PersonalField.values, "")
    save(post, {**nobody, "filled_on": "", "vacant_since": clock.today().isoformat()}, by=by)
    post.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    note(post, FocalPointVerb.VACATED, by=by)
    return post
