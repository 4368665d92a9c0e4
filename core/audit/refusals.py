"""Refusals are kept: who was refused, and who asked for a record that is not there for them."""

from dataclasses import replace

from core import audit
from core.choices import AccessVerb
from core.http import request_context


class RefusalAuditMiddleware:
    """Notes each 403, and each 404 at the address of a record, of whoever is known (docs/design/security.md#audit).

    Whether such a record exists is not looked up: the note costs one row, and tells its reader no more than the answer.
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
        audit.write_access(verb, by=request.user, code=code, data=data, context=context)
