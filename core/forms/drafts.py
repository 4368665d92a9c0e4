"""Drafts that save themselves while they are written: a form sends what stands in it by htmx, a button as browsers do.

What is right is saved, what is wrong or unfinished keeps nothing else from being saved, and the line beside the draft
says which of the two it was (templates/ui/draft_saved.html, static/js/portal.js).
"""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import replace_url, trigger_client_event

from core import clock
from core.errors import RuleBroken, Stale
from core.forms.base import ActForm
from core.forms.views import ActFormView, EditView
from core.models import KeyedAnswer


def is_autosave(request) -> bool:
    return bool(request.htmx)


class DraftView(EditView):
    """The edit of a draft."""

    def answer(self, form) -> HttpResponseBase:
        return self.keep(form) if is_autosave(self.request) else super().answer(form)

    def keep(self, form) -> HttpResponseBase:
        """Save what is right of what was changed."""
        record = self.get_edited()
        form.is_valid()
        try:
            if values := form.changed():
                record = self.save(form, values)
        except Stale:
            trouble = _(
                "Somebody else has saved this draft in the meantime. Your text is still here, but it has not been "
                "saved. Press the button that saves it to see both versions."
            )
            return answer_writer(self.request, trouble=trouble)
        except ValidationError as refused:
            return answer_writer(self.request, trouble=" ".join(refused.messages))
        return answer_writer(self.request, form, saved_at=record.updated_at, version=record.version)

    def explain(self, broken: RuleBroken) -> HttpResponseBase:
        return (
            answer_writer(self.request, trouble=str(broken)) if is_autosave(self.request) else super().explain(broken)
        )


class NewDraftView(ActFormView):
    """A draft is made once its obligatory fields are right; from then on the form on the page belongs to it."""

    draft_view: type[DraftView]
    kept_as = "code"  # the part of the address of ``draft_view`` that names the draft

    def get_address(self, draft) -> str:
        """The address at which the draft is edited."""
        raise NotImplementedError

    def leads_to(self, done) -> Any:
        return self.get_address(done)

    def answer(self, form: ActForm) -> HttpResponseBase:
        return self.begin(form) if is_autosave(self.request) else super().answer(form)

    def begin(self, form: ActForm) -> HttpResponseBase:
        form.is_valid()
        if any(field.required and name in form.errors for name, field in form.fields.items()):
            return answer_writer(self.request, form)
        return self.carry_out(form, self.act, self.get_address, go_on=partial(self.hand_form_over, form))

    def hand_form_over(self, form: ActForm, address: str) -> HttpResponseBase:
        """The form on the page saves itself at the address of its draft from now on."""
        return replace_url(answer_writer(self.request, form, saved_at=clock.now()), address)

    def sent_before(self, form: ActForm, kept: KeyedAnswer) -> HttpResponseBase:
        """The same form made a draft before: what stands in it now changes that draft."""
        edit = self.draft_view.as_view(parameters=self.parameters)
        return edit(self.request, **self.kwargs, **{self.kept_as: kept.record_code})


def answer_writer(request, form: ActForm | None = None, *, saved_at=None, version=None, trouble="") -> HttpResponseBase:
    """The line beside a draft that saves itself: when it was saved, what is left out, or why it was not saved."""
    left_out = [form.fields[name].label for name in form.errors if name in form.fields] if form else []
    context = {"saved_at": saved_at, "version": version, "trouble": trouble, "left_out": left_out}
    response = render(request, "ui/draft_saved.html", context, status=409 if trouble else 200)
    return trigger_client_event(response, "draft:answered")
