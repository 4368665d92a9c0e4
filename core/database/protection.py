"""Rows that nobody may rewrite: triggers refuse it whoever asks, and the app's database role lacks the right.

The rule: docs/design/security.md#audit
"""

import pgtrigger
from django.db import connections

REFUSED = "rows of this table are never changed"
APPEND_ONLY = "append_only"
NEVER_TRUNCATED = pgtrigger.Trigger(
    name="never_truncated",
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    func=f"RAISE EXCEPTION '{REFUSED}';",
)
# Whoever logged in as the owner of the table may enter a past season; the portal's own role cannot become the owner.
IS_OWNER = "pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')"
# The libraries let every session that sets a variable switch triggers off, and name anew who a context is about.
SEAL = """
    CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
    AS $$ SELECT FALSE $$ LANGUAGE sql IMMUTABLE;

    CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
    DECLARE
        context_id UUID := NULLIF(CURRENT_SETTING('pghistory.context_id', TRUE), '');
    BEGIN
        IF context_id IS NOT NULL THEN
            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
            VALUES (context_id, CURRENT_SETTING('pghistory.context_metadata')::JSONB, NOW(), NOW())
            ON CONFLICT (id) DO NOTHING;
        END IF;
        RETURN context_id;
    END;
    $$ LANGUAGE plpgsql;
"""


def append_only_tables() -> list[str]:
    """Tables whose rows are never changed: ledgers of our own, and the history that triggers write."""
    return sorted(model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == APPEND_ONLY)


def append_only(model):
    """Class decorator: the table takes new rows only; UPDATE, DELETE and TRUNCATE are refused."""
    refused = pgtrigger.Protect(name=APPEND_ONLY, operation=pgtrigger.Update | pgtrigger.Delete)
    return pgtrigger.register(refused, NEVER_TRUNCATED)(model)


def frozen_when(condition: pgtrigger.Condition):
    """Class decorator: a row that meets the condition is never changed or deleted; the table is never truncated."""
    frozen = pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete, condition=condition)
    return pgtrigger.register(frozen, NEVER_TRUNCATED)


def timed_by_database(*columns: str, unless_owner: bool = False):
    """Class decorator: these columns of a new row hold the database's time, whatever is given for them."""
    times = " ".join(f"NEW.{column} := STATEMENT_TIMESTAMP();" for column in columns)
    return pgtrigger.register(
        pgtrigger.Trigger(
            name="timed_by_database",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"IF NOT {IS_OWNER} THEN {times} END IF; RETURN NEW;" if unless_owner else f"{times} RETURN NEW;",
        )
    )


def seal(*, using: str, **_signal) -> None:
    """Close the ways round the triggers that their libraries leave open; asked for after each migrate."""
    with connections[using].cursor() as cursor:
        cursor.execute(SEAL)
