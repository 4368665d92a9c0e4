"""What the script of passkeys reads from a page."""

import json

from django.core.serializers.json import DjangoJSONEncoder


def as_json(options) -> str:
    """The browser's instructions, for an attribute: the content security policy allows no script in the page."""
    return json.dumps(options, cls=DjangoJSONEncoder)
