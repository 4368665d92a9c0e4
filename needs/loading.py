"""The settings of this floor that the portal ships with."""

from core.database.bulk import Tally, write_rows
from needs.choices import RequestState
from needs.models import ServiceLimit

# Working days of the regional office: acknowledge, screen, wait for an answer, find a first match.
SERVICE_LIMITS = {
    RequestState.SUBMITTED: 5,
    RequestState.SCREENING: 20,
    RequestState.RETURNED: 30,
    RequestState.ACCEPTED: 40,
}


def load_service_limits() -> Tally:
    """Limits for the states that have none; the secretariat's own settings stay."""
    rows = ({"state": state.value, "working_days": days} for state, days in SERVICE_LIMITS.items())
    return write_rows(ServiceLimit.objects.all(), rows, key=("state",), only_missing=True)
