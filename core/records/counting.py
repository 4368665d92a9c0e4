"""How many rows there are: exactly for as many as people count, as the planner estimates beyond."""

import json

from django.db.models import QuerySet

COUNTED_EXACTLY = 10_000


def count_rows(found: QuerySet) -> tuple[int, bool]:
    """How many rows there are, and whether that is the planner's estimate: exact counts stop at 10,000."""
    count = found.order_by()[: COUNTED_EXACTLY + 1].count()
    if count <= COUNTED_EXACTLY:
        return count, False
    plan = json.loads(found.order_by().explain(format="json"))
    return max(count, plan[0]["Plan"]["Plan Rows"]), True
