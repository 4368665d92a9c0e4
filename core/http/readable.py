"""What cannot be read is refused before anything looks at it (docs/design/security.md#answers-to-bad-input)."""

import re
from urllib.parse import unquote, urlsplit

from django.core.exceptions import BadRequest, DisallowedHost
from django.http import Http404
from django.utils import translation

HOLD_ADDRESSES = ("Origin", "Referer", "HX-Current-URL")
LENGTH = re.compile(r"[0-9]{0,18}")
UTF8 = ("utf-8", "utf8", "us-ascii")


class HostMiddleware:
    """400 for a foreign host at every address, static files included, and for a request that names none.

    Django would take the server's own name for the latter.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            if "HTTP_HOST" not in request.META:
                raise DisallowedHost("The request names no host.")
            request.get_host()
        except DisallowedHost:
            translation.activate(translation.get_language_from_request(request))  # asked for others further inside
            raise
        return self.get_response(request)


class ReadableMiddleware:
    """400 for another encoding than UTF-8, for a length that is no number, and for a header whose address its readers
    could not take apart; 404 for an address with a NUL, which no record has. A cookie with a NUL is left out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.content_params.get("charset", "utf-8").lower() not in UTF8:
            raise BadRequest("The request is not in UTF-8.")
        if not LENGTH.fullmatch(request.META.get("CONTENT_LENGTH") or ""):
            raise BadRequest("The length of the body cannot be read.")
        if not all(_is_address(request.headers.get(name, "")) for name in HOLD_ADDRESSES):
            raise BadRequest("A header holds an address that cannot be read.")
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)

    def process_view(self, request, view, arguments, named_arguments):
        # Here and not in the URL map, so that the audit knows at which address somebody tried. A resource of the API
        # asks for itself, once it knows whose token was sent.
        is_resource = hasattr(view, "cls")
        if not is_resource and any("\0" in str(part) for part in named_arguments.values()):
            raise Http404


def _is_address(text: str) -> bool:
    """Whether it can be taken apart and holds no NUL, also after unquoting, which htmx may ask for."""
    try:
        return not any("\0" in part for way in (text, unquote(text)) for part in urlsplit(way)[:3])
    except ValueError:
        return False
