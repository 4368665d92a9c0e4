"""Doors with a form: shown, refused with what was typed, carried out once, or saved without overwriting anybody.

What the parameters of both doors mean: ``make`` and ``edit`` are acts and answer their record, ``done(record)`` says
what happened and where to go on, ``show(form)`` writes the page.
"""

from collections.abc import Callable, Collection
from functools import wraps

from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url, trigger_client_event

from core import clock
from core.errors import RuleBroken, Stale
from core.forms.base import RecordForm
from core.forms.conflicts import KEEP, changed_meanwhile, chosen, differences
from core.forms.idempotency import NOT_TYPED, KeyReused, make_once
from core.text.cleaning import strip_controls

forms_only = require_http_methods(["GET", "HEAD", "POST"])
ACT = "act"  # name of the buttons of a form with several
COPY = "copy"


def typed(request):
    """What was sent, without control characters; nothing for a form that is only shown.

    NUL stays: nobody types it, and the fields refuse it.
    """
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    for name, values in request.POST.lists():
        sent.setlist(name, [value if "\0" in value else strip_controls(value) for value in values])
    return sent


def page(request, template: str, **context) -> Callable[[Form], object]:
    """``show`` of the doors below: the page with the form, 422 where it is refused."""

    def show(form):
        return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)

    return show


def leads_back_to(detail: str):
    """For a door of one record: what a rule forbids is told with the way to the record as it is now."""

    def decorate(view):
        @wraps(view)
        def door(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except RuleBroken as broken:
                if request.htmx:
                    return tell_writer(request, trouble=str(broken))
                context = {"reason": str(broken), "record_url": reverse(detail, args=[kwargs["code"]])}
                return render(request, "409.html", context, status=409)

        return door

    return decorate


def answer_form(
    request,
    form,
    *,
    make: Callable,
    done: Callable,
    show: Callable,
    draft_at: Callable | None = None,
    sent_before: Callable | None = None,
):
    """A form that makes something: once, however often it is sent.

    With ``draft_at(record)``, the address of the draft, the form saves itself while it is written.
    ``sent_before(code)`` answers a key that came with another text; by default the writer is told.
    """
    if form.is_bound and not has_unknown_fields(request, form):
        try:
            if draft_at and is_autosave(request):
                return begin_draft(request, form, make, draft_at)
            if form.is_valid():
                return redirect(make_once(request, lambda: make(form), done))
        except ValidationError as refused:
            add_refusal(form, refused)
        except KeyReused as reused:
            if sent_before:
                return sent_before(reused.kept.record_code)
            form.add_error(
                None,
                _(
                    "This form was sent already, and what it made is on record. "
                    "To enter what stands here as well, press the button again."
                ),
            )
    return show(form)


def answer_edit(
    request,
    record,
    *,
    fill: Callable,
    edit: Callable,
    done: Callable,
    show: Callable,
    copy: Callable | None = None,
):
    """A form that changes a record; what somebody else saved meanwhile is shown beside what was typed.

    ``fill(record, sent)`` makes the form, ``edit(version=…, **values)`` raises Stale, ``copy(form)`` answers the wish
    to keep one's own text as a record of its own.
    """
    saved = fill(record)
    if request.method != "POST":
        return show(saved)
    form = fill(record, chosen(typed(request), saved))
    if has_unknown_fields(request, form):
        return show(form)
    if is_autosave(request):
        return save_draft(request, record, form, edit)
    if copy and request.POST.get(ACT) == COPY:
        return copy(form)
    if form.is_valid():
        try:
            return redirect(done(edit(version=form.cleaned_data["version"], **form.written())))
        except ValidationError as refused:
            add_refusal(form, refused)
        except Stale as stale:
            theirs = fill(stale.current)
            if not differences(form, theirs):  # the same words were saved, as by an autosave a moment before
                return redirect(done(stale.current))
            return changed_meanwhile(request, form, theirs, stale.current, can_copy=copy is not None)
    return show(form)


def is_autosave(request) -> bool:
    """A form that saves itself sends what stands in it by htmx; a button sends it as browsers do."""
    return bool(request.htmx)


def begin_draft(request, form: RecordForm, make: Callable, draft_at: Callable):
    """Make the draft once its obligatory fields are right; from then on the form on the page belongs to it."""
    form.is_valid()
    if any(field.required and name in form.errors for name, field in form.fields.items()):
        return tell_writer(request, form)
    address = make_once(request, lambda: make(form), draft_at)
    response = tell_writer(request, form, saved_at=clock.now())
    return replace_url(response, address)


def save_draft(request, record, form: RecordForm, edit: Callable):
    """Save what is right of what was changed: no wrong or unfinished field keeps the others from being saved."""
    form.is_valid()
    try:
        if values := form.changed():
            record = edit(version=form.cleaned_data.get("version"), **values)
    except Stale:
        trouble = _(
            "Somebody else saved this draft meanwhile. Your text is still here and not saved; "
            "press the button that saves it, and you see both."
        )
        return tell_writer(request, trouble=trouble)
    except ValidationError as refused:
        return tell_writer(request, trouble=" ".join(refused.messages))
    return tell_writer(request, form, saved_at=record.updated_at, version=record.version)


def tell_writer(request, form: RecordForm | None = None, *, saved_at=None, version=None, trouble=""):
    """The line beside a draft that saves itself: when it was saved, what is left out, or why it was not saved."""
    left_out = [form.fields[name].label for name in form.errors if name in form.fields] if form else []
    context = {"saved_at": saved_at, "version": version, "trouble": trouble, "left_out": left_out}
    response = render(request, "ui/draft_saved.html", context, status=409 if trouble else 200)
    return trigger_client_event(response, "draft:answered")


def is_right(request, form: Form) -> bool:
    """Whether the form was sent, with its own fields only, and they can be read."""
    return form.is_bound and not has_unknown_fields(request, form) and form.is_valid()


def has_unknown_fields(request, form: Form, also: Collection[str] = ()) -> bool:
    """Whether something was sent that neither the form asks nor ``also`` names; then the form says so."""
    known = {form.add_prefix(name) for name in form.fields} | {ACT, *NOT_TYPED, *getattr(form, "also_sent", also)}
    if all(name in known or name.removeprefix(KEEP) in known for name in request.POST):
        return False
    form.errors  # noqa: B018  the fields are read first
    form.add_error(None, _("The form was sent with a field that it does not have."))
    return True


def add_refusal(form: Form, refused: ValidationError) -> None:
    """What the act refused, beside its field where the form has it."""
    if hasattr(refused, "error_dict") and not set(refused.error_dict) <= set(form.fields):
        refused = ValidationError(refused.messages)
    form.add_error(None, refused)
