"""Rows that nobody may rewrite: triggers refuse it whoever asks, and the app's database role lacks the right.

The rule: docs/design/security.md#audit
"""

import pgtrigger

REFUSED = "rows of this table are never changed"
APPEND_ONLY = "append_only"


def append_only_tables() -> list[str]:
    """Tables whose rows are never changed: ledgers of our own, and the history that triggers write."""
    return sorted(model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == APPEND_ONLY)


def append_only(model):
    """Class decorator: the table takes new rows only; UPDATE, DELETE and TRUNCATE are refused."""
    return pgtrigger.register(
        pgtrigger.Protect(name=APPEND_ONLY, operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_truncated",
            when=pgtrigger.Before,
            level=pgtrigger.Statement,
            operation=pgtrigger.Truncate,
            func=f"RAISE EXCEPTION '{REFUSED}';",
        ),
    )(model)


def frozen_when(condition: pgtrigger.Condition):
    """Class decorator: a row that meets the condition is never changed or deleted; the table is never truncated."""

    def decorate(model):
        return pgtrigger.register(
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete, condition=condition),
            pgtrigger.Trigger(
                name="never_truncated",
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                operation=pgtrigger.Truncate,
                func=f"RAISE EXCEPTION '{REFUSED}';",
            ),
        )(model)

    return decorate
