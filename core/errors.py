"""What an action or a page says when it cannot be done."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404


class RuleBroken(Exception):
    """The workflow or a rule of the programme does not allow this now. Its text is a sentence for whoever acted."""


class ForeignField(Exception):
    """A field was sent that the form at this address does not have. Its text says what to do."""


class Unseen(Http404, PermissionDenied):
    """For whoever acts there is no such record. It answers 404, as if it did not exist, and not 403."""


class Stale(Exception):
    """The record changed since the caller read it. ``current`` is the record as it is now."""

    def __init__(self, current):
        super().__init__("stale")
        self.current = current


class BadQuery(BadRequest):
    """A parameter of the address is unknown or cannot be read. Its text is a sentence that names the parameter."""


class Unavailable(Exception):
    """There is too much to do at this moment; a little later there is not (503)."""
