"""Rows that nobody may rewrite, and rows without which others may not be: triggers refuse it whoever asks.

The rule: docs/design/security.md#audit. The app's database role lacks the right to rewrite as well.
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


def refused_at_commit(name: str, operation: pgtrigger.Operation, found: str, **columns: str):
    """Class decorator: no transaction ends while the query ``found`` finds a row.

    ``columns`` stand in the query for values of the row that the operation wrote or took away.
    """
    return pgtrigger.register(
        pgtrigger.Trigger(
            name=name,
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            level=pgtrigger.Row,
            operation=operation,
            func=f"""
                IF EXISTS ({found.format(**columns)}) THEN
                    RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            """,
        )
    )
