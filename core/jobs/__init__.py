"""Long work as rows: the database is the ledger, a Celery message only the bell (docs/design/security.md#jobs).

An act that orders work saves a row of a ``Job`` model as *queued* and calls ``enqueue``. The task of that model does
its work inside ``claim``. What a lost message, a killed worker or a dead Redis leaves behind, ``sweeper`` finds.
"""

from core.jobs.bell import enqueue
from core.jobs.claims import Claim, JobRefused, LeaseLost, claim

__all__ = ["Claim", "JobRefused", "LeaseLost", "claim", "enqueue"]
