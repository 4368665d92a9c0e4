"""What the council report reads of focal points, as plain values (shapes: reports.facts)."""

from core.text.partial_dates import earliest
from partners.choices import FocalPointKind
from partners.models import FocalPoint


def posts(_start, _end, _cut_off):
    """The posts of focal points for multilateral environmental agreements. Offices, never persons."""
    established = FocalPoint.objects.filter(kind=FocalPointKind.MEA).select_related("host", "region")
    return [
        {
            "code": post.code,
            "is_demo": post.is_demo,
            "title": post.post,
            "region": post.region_id or "global",
            "cluster": post.cluster.replace("_", "-"),
            "host": post.host.name,
            "grade": post.grade,
            "established_on": _first_day(post.established_on),
            "abolished_on": _first_day(post.ends_on),
            "is_filled": _is_filled(post),
            "vacant_since": _first_day(post.vacant_since),
            "duty_station": post.duty_station,
            "host_agreement": post.host_agreement,
        }
        for post in established.order_by("code")
    ]


def _first_day(value):
    return earliest(value) if value else None


def _is_filled(post) -> bool | None:
    """Unknown where the sources tell neither."""
    if post.vacant_since:
        return False
    return True if post.filled_on else None
