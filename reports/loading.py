"""The fixed terms that the portal ships with."""

import csv

from core.database.bulk import Tally, write_rows
from reports.models import FixedTerm
from reports.snapshot_format import TERMS_FILE


def load_fixed_terms() -> Tally:
    """Write the terms of the table; one that a language section has reviewed stays as reviewed."""
    reviewed = set(FixedTerm.objects.filter(reviewed_on__isnull=False).values_list("key", "language"))
    with TERMS_FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            {
                "key": row["term_key"],
                "language": row["lang"],
                "text": row["text"],
                "evidence": row["evidence"],
                "evidence_note": row["evidence_note"],
            }
            for row in csv.DictReader(lines)
        ]
    rows_to_write = [row for row in rows if (row["key"], row["language"]) not in reviewed]
    tally = write_rows(FixedTerm.objects.all(), rows_to_write, key=("key", "language"))
    tally.kept += len(rows) - len(rows_to_write)
    return tally
