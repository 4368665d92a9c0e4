"""The view of an act: a button, a form, or the edit of a record. It asks, shows and tells; it decides nothing.

A concrete view names its record, who may, the action, and what is said afterwards. In the order in which they are
asked: ``enter``, ``get_record`` (404), ``is_allowed`` (403), ``require_possible`` (409), then the form (422).
"""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from core.acts import Life
from core.errors import RuleBroken, Stale
from core.forms.base import ActForm, RecordForm
from core.forms.conflicts import changed_meanwhile, chosen, differences
from core.forms.idempotency import KeyReused, make_once
from core.forms.sent import ACT, add_refusal, has_unknown_fields, refuse_foreign_fields, typed
from core.http.parameters import refuse_unknown
from core.models import KeyedAnswer

COPY = "copy"


class ActView(AccessMixin, View):
    """An act that needs nothing typed: a button, wherever it stands."""

    http_method_names = ["post"]
    is_public = False  # open to people who are not signed in
    parameters: Collection[str] = ()  # what the address may ask
    said: str | Promise = ""  # what happened; the names in it are filled in by get_words
    record: Any = None
    life: Life  # of the record, where the act is one of its moves
    move = ""  # the act's name in that life, which says whose it is and in which states it is possible
    action: Callable[..., Any]  # what carries it out: staticmethod(actions.withdraw_request)

    @property
    def reader(self):
        """Who asks and acts."""
        return self.request.user

    def enter(self) -> None:
        """Refuse those who may not even learn whether there is such a record."""

    def get_record(self) -> Any:
        """The record of the address, among those that this reader may see; 404 without one."""

    def is_allowed(self) -> bool:
        """Whether this person may do it. The action asks again: a button may leave it to that."""
        return not self.move or self.life.actors[self.move](self.reader, self.record)

    def require_possible(self) -> None:
        """Raise RuleBroken where the record does not allow the act now."""
        if self.move:
            self.life.workflow.require(self.record, self.move)

    def act(self, **values) -> Any:
        """Call the action, and answer what it answers."""
        return self.action(self.record, by=self.reader, **values)

    def get_words(self, done) -> dict:
        """What stands for the names in ``said``; ``done`` is what the action answered."""
        return {}

    def say(self, done) -> str:
        """What happened, in a sentence; nothing where the page shows it by itself."""
        return str(self.said) % self.get_words(done)

    def leads_to(self, done) -> Any:
        """Where to go on: an address, the name of one, or a record with a page."""
        return self.record

    def way_back(self) -> str:
        """The address of the record as it is now, told with what a rule forbids; empty where it has no page."""
        return ""

    def dispatch(self, request, *args, **kwargs):
        if not (self.is_public or request.user.is_authenticated):
            return self.handle_no_permission()
        self.enter()
        try:
            return super().dispatch(request, *args, **kwargs)
        except RuleBroken as broken:
            return self.explain(broken)

    def post(self, request, **where) -> HttpResponseBase:
        self.prepare()
        refuse_foreign_fields(request)
        return redirect(self.finish(self.act()))

    def prepare(self) -> None:
        """Ask everything that is asked before anybody types."""
        refuse_unknown(self.request.GET, self.parameters)
        self.record = self.get_record()
        if not self.is_allowed():
            raise PermissionDenied
        self.require_possible()

    def finish(self, done) -> Any:
        """Say what happened; answers where to go on."""
        if said := self.say(done):
            messages.success(self.request, said)
        return self.leads_to(done)

    def explain(self, broken: RuleBroken) -> HttpResponseBase:
        """409: the sentence of the rule, with the way to the record as it is now."""
        context = {"reason": str(broken), "record_url": self.way_back()}
        return render(self.request, "409.html", context, status=409)


class ActFormView(ActView):
    """An act for which something has to be typed: shown, refused with what was typed, carried out once."""

    http_method_names = ["get", "head", "post"]
    form_class: type[ActForm]
    template_name: str

    def is_allowed(self) -> bool:
        if not self.move:
            raise NotImplementedError
        return super().is_allowed()

    def get_initial(self) -> dict:
        """What the form proposes beyond what its fields do."""
        return {}

    def get_form_options(self) -> dict:
        """What the form needs to know besides what was typed."""
        return {}

    def get_form(self, data=None) -> ActForm:
        return self.form_class(data, initial=self.get_initial(), **self.get_form_options())

    def get_context(self, form) -> dict:
        """What the page shows besides ``form`` and ``record``."""
        return {}

    def get(self, request, **where) -> HttpResponseBase:
        self.prepare()
        return self.show(self.get_form())

    def post(self, request, **where) -> HttpResponseBase:
        self.prepare()
        form = self.get_form(typed(request))
        return self.show(form) if has_unknown_fields(request, form) else self.answer(form)

    def show(self, form) -> HttpResponseBase:
        """The page with the form; 422 where it is refused."""
        context = {"form": form, "record": self.record, **self.get_context(form)}
        return render(self.request, self.template_name, context, status=422 if form.errors else 200)

    def answer(self, form: ActForm) -> HttpResponseBase:
        return self.carry_out(form, self.act, self.finish) if form.is_valid() else self.show(form)

    def carry_out(self, form: ActForm, act: Callable, finish: Callable, go_on: Callable = redirect) -> HttpResponseBase:
        """Do the act once with what was typed, or show why it was refused."""
        try:
            return go_on(self.do(lambda: act(**form.written()), finish))
        except ValidationError as refused:
            add_refusal(form, refused)
        except KeyReused as reused:
            return self.sent_before(form, reused.kept)
        return self.show(form)

    def do(self, act: Callable, finish: Callable) -> str:
        """Carry out the act, once however often the form is sent; answers where to go on."""
        return make_once(self.request, act, finish)

    def sent_before(self, form: ActForm, kept: KeyedAnswer) -> HttpResponseBase:
        """The same form came with another text before: it is shown, and its writer told."""
        said = _(
            "This form has already been submitted and saved. To save what you have entered here as well, press the "
            "button again."
        )
        form.add_error(None, said)
        return self.show(form)


class EditView(ActFormView):
    """A form that changes a record. What somebody else saved meanwhile is shown beside what was typed (409).

    The action takes the version that the writer read, and raises Stale. A view with ``copied`` (what is said then) and
    ``copy`` lets the writer keep the own text as a record of its own instead.
    """

    form_class: type[RecordForm]
    copied: str | Promise = ""

    def get_edited(self) -> Any:
        """What the form changes: the record of the address, or a part of it."""
        return self.record

    def get_initial_from(self, record) -> dict:
        """What stands on record, in the form's fields."""
        return self.form_class.initial_from(record)

    def copy(self, **values) -> Any:
        """Make a record of its own of what was typed."""
        raise NotImplementedError

    def copy_leads_to(self, copy) -> Any:
        """Where to go on from the copy."""
        return copy

    def fill(self, record, data=None) -> RecordForm:
        """The form with what is on record, or with what was typed over it."""
        return self.form_class(data, initial=self.get_initial_from(record), **self.get_form_options())

    def get_form(self, data=None) -> RecordForm:
        edited = self.get_edited()
        saved = self.fill(edited)
        return saved if data is None else self.fill(edited, chosen(data, saved))

    def answer(self, form) -> HttpResponseBase:
        if not form.is_valid():
            return self.show(form)
        if self.copied and self.request.POST.get(ACT) == COPY:
            return self.carry_out(form, self.copy, self.finish_copy)
        try:
            return redirect(self.finish(self.save(form, form.written())))
        except ValidationError as refused:
            add_refusal(form, refused)
        except Stale as stale:
            return self.settle(form, stale.current)
        return self.show(form)

    def save(self, form: RecordForm, values: dict):
        """The act, over the version that the writer read."""
        return self.act(version=form.cleaned_data.get("version"), **values)

    def settle(self, form: RecordForm, current) -> HttpResponseBase:
        """Somebody saved meanwhile; the same words, as by an autosave a moment before, need no choice."""
        theirs = self.fill(current)
        if not differences(form, theirs):
            return redirect(self.finish(current))
        return self.show_both(form, theirs, current)

    def show_both(self, form: RecordForm, theirs: RecordForm, current) -> HttpResponseBase:
        """409: the page on which the writer chooses between both texts."""
        return changed_meanwhile(self.request, form, theirs, current, can_copy=bool(self.copied))

    def finish_copy(self, copy) -> Any:
        messages.success(self.request, str(self.copied) % self.get_words(copy))
        return self.copy_leads_to(copy)
