"""What came with a form: cleaned, known field by field, and marked with what the act refused."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import ForeignField
from core.forms.conflicts import KEEP
from core.forms.idempotency import NOT_TYPED
from core.text.cleaning import strip_controls

ACT = "act"  # name of the buttons of a form with several


def typed(request) -> QueryDict | None:
    """What was sent, without control characters; nothing for a form that is only shown.

    NUL stays: nobody types it, and the fields refuse it.
    """
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    for name, values in request.POST.lists():
        sent.setlist(name, [value if "\0" in value else strip_controls(value) for value in values])
    return sent


def is_right(request, form: Form) -> bool:
    """Whether the form was sent, with its own fields only, and they can be read."""
    return form.is_bound and not has_unknown_fields(request, form) and form.is_valid()


def has_unknown_fields(request, form: Form) -> bool:
    """Whether something was sent that the form neither asks nor expects beside its fields; then the form says so."""
    known = [*(form.add_prefix(name) for name in form.fields), *getattr(form, "also_sent", ())]
    try:
        refuse_foreign_fields(request, known)
    except ForeignField as foreign:
        form.errors  # noqa: B018  the fields are read first
        form.add_error(None, str(foreign))
        return True
    return False


def refuse_foreign_fields(request, known: Iterable[str] = ()) -> None:
    """Raise ForeignField (422) for a field beside those known; an act of which nothing is typed knows none."""
    expected = {*known, ACT, *NOT_TYPED}
    if not all(name in expected or name.removeprefix(KEEP) in expected for name in request.POST):
        raise ForeignField(
            _(
                "The form was sent with a field that does not belong to it. Load the page again and fill in the form "
                "once more."
            )
        )


def add_refusal(form: Form, refused: ValidationError) -> None:
    """What the act refused, beside its field where the form has it."""
    if hasattr(refused, "error_dict") and not set(refused.error_dict) <= set(form.fields):
        refused = ValidationError(refused.messages)
    form.add_error(None, refused)
