"""The lives of commitments and of changes of role: their moves, and whose each act is."""

from core.acts import Life
from partners import policies
from partners.choices import COMMITMENT_WORKFLOW, ROLE_CHANGE_WORKFLOW
from partners.models import Commitment, RoleChange

# What may be given to every record of this floor when it is entered, and is changed by no act.
SET_WHEN_ENTERED = ("origin", "origin_reference", "language", "visibility", "note")

COMMITMENTS: Life[Commitment] = Life(COMMITMENT_WORKFLOW, policies.COMMITMENT_ACTORS)
ROLE_CHANGES: Life[RoleChange] = Life(
    ROLE_CHANGE_WORKFLOW, policies.ROLE_CHANGE_ACTORS, ("account",), under=("account", "agency")
)
