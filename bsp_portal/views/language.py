"""The language of the interface."""

from urllib.parse import urlsplit

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from core.forms.sent import refuse_foreign_fields
from core.pages.views import csrf_failed


@csrf_exempt
@require_POST
def choose_language(request):
    """Keep the chosen language in a cookie and go back to the page.

    Carries no token, because a token in every page would make two readings of one page differ and defeat its ETag;
    the origin that browsers send keeps foreign pages out.
    """
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.get_host():
        return csrf_failed(request)
    refuse_foreign_fields(request, ("language", "next"))
    return set_language(request)
