"""Who calls the API with a token (docs/design/security.md#tokens)."""

import logging

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts import api_tokens
from accounts.models import ApiToken
from core import clock

SCHEME = "bearer"
# Compared with where no token is known by the prefix, so that both cases take the same time.
NOBODY = "0" * 64
logger = logging.getLogger("portal.tokens")


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer bsp_…``. In a query string a token opens nothing, and that it was there is logged."""

    def authenticate(self, request):
        warn_of_tokens_in(request.query_params)
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        token = usable_token(text.strip()) if scheme.lower() == SCHEME else None
        if token is None:
            raise AuthenticationFailed(_("This token is not valid. Check it, or create a new one."))
        note_use(token)
        return token.account, token

    def authenticate_header(self, request):
        return "Bearer"


def usable_token(text: str) -> ApiToken | None:
    """The token of that text, if it can still be used. Why it does not is never told."""
    sent = api_tokens.read(text)
    if sent is None:
        return None
    found = ApiToken.objects.usable().select_related("account").filter(prefix=sent.prefix).first()
    return found if sent.matches(found.secret_hash if found else NOBODY) else None


def note_use(token: ApiToken) -> None:
    """Keep the day of the last use; one write a day."""
    today = clock.today()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def warn_of_tokens_in(query) -> None:
    for values in query.lists():
        for value in values[1]:
            if found := api_tokens.FORM.search(value):
                logger.warning("the token with the prefix %s was sent in a query string", found[1])
