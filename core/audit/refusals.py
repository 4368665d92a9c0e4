"""Refusals are kept: who was refused, and who asked for a record that is not there for them."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from django.db import connection, transaction

from core import audit, clock
from core.choices import AccessVerb
from core.http import request_context

MOST_IN_AN_HOUR = 30  # of one person; a line more says that there were more
# Whoever is already noted for this, or has reached the limit, changes no row, and nothing is answered.
COUNT = """
    INSERT INTO core_refusals AS kept (account_id, begins_at, noted)
    VALUES (%(account)s, %(now)s, ARRAY[%(what)s])
    ON CONFLICT (account_id) DO UPDATE SET
        begins_at = CASE WHEN kept.begins_at <= %(since)s THEN excluded.begins_at ELSE kept.begins_at END,
        noted = CASE WHEN kept.begins_at <= %(since)s THEN excluded.noted ELSE kept.noted || excluded.noted END
    WHERE kept.begins_at <= %(since)s
        OR (NOT kept.noted @> excluded.noted AND cardinality(kept.noted) <= %(most)s)
    RETURNING cardinality(noted)
"""


class RefusalAuditMiddleware:
    """Notes each 403, and each 404 at the address of a record, of whoever is known (docs/design/security.md#audit).

    Whether such a record exists is not looked up: the note tells its reader no more than the answer. The same refusal
    is noted once an hour, and so many of one person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in (403, 404) and match and request.user.is_authenticated:
            if response.status_code == 403:
                self.note(AccessVerb.ACCESS_REFUSED, request)
            elif match.kwargs:
                self.note(AccessVerb.RECORD_NOT_FOUND, request)
        return response

    def note(self, verb, request):
        match = request.resolver_match
        code = "/".join(str(part) for part in match.kwargs.values())
        token = getattr(request, "auth", None)
        context = request_context.current()
        if token is not None:
            context = replace(context, token_prefix=token.prefix)
        data = {"method": request.method, "view": match.view_name}
        with audit.failing_nobody(verb), transaction.atomic():
            place = count(request.user, f"{verb} {match.view_name} {code}")
            if place > MOST_IN_AN_HOUR:
                verb, code, data = AccessVerb.MORE_REFUSED, "", {"noted": MOST_IN_AN_HOUR}
            if place:
                audit.write_access(verb, by=request.user, code=code, data=data, context=context)


def count(account, what: str) -> int:
    """The place of this refusal among those of the account in its hour; 0 for one that is not to be noted."""
    now = clock.now()
    values = {
        "account": account.pk,
        "now": now,
        "since": now - timedelta(hours=1),
        "what": sha256(what.encode()).hexdigest(),
        "most": MOST_IN_AN_HOUR,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        row = cursor.fetchone()
    return row[0] if row else 0
