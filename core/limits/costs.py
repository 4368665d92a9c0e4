"""What a request costs the portal. A view names its cost once; whoever names none is an ordinary page."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.http import QueryDict


class Cost(StrEnum):
    FREE = "free"  # asked by machines that watch the portal: never counted
    ORDINARY = "ordinary"
    DEAR = "dear"  # reads or counts much: search, maps, lists by counts
    FILE = "file"
    API = "api"


Costing = Cost | Callable[[QueryDict], Cost]  # the second where what is asked for makes the difference


def costs(costing: Costing) -> Callable:
    """Decorator of a view that is a function; a class has an attribute ``cost``."""

    def mark(view):
        view.cost = costing
        return view

    return mark


def cost_of(view: Any, query: QueryDict) -> Cost:
    """What this request to the view costs."""
    costing: Costing = getattr(getattr(view, "view_class", view), "cost", Cost.ORDINARY)
    return costing if isinstance(costing, Cost) else costing(query)
