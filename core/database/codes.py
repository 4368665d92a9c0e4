"""Human codes: REQ-2026-KEN-0012, NEED-RWA-05, PRJ-0050."""

from django.db import connection


def next_code(prefix: str, *, digits: int) -> str:
    """The prefix with its next number, padded to ``digits``. Holds the prefix's row until the transaction ends."""
    return f"{prefix}{next_numbers(prefix, 1)[0]:0{digits}d}"


def next_numbers(prefix: str, count: int) -> range:
    """``count`` consecutive numbers under the prefix, never given out twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_codesequence (prefix, last) VALUES (%s, %s)
            ON CONFLICT (prefix) DO UPDATE SET last = core_codesequence.last + EXCLUDED.last
            RETURNING last
            """,
            [prefix, count],
        )
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
