"""The regional office's part: the queue, the eight criteria, and the decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Stale
from core.forms.base import ActForm
from core.forms.sent import has_unknown_fields, typed
from core.lists.columns import Column
from core.text.locales import day_in_words
from needs import actions, policies
from needs.choices import Criterion, RequestState
from needs.filters import QueueFilter
from needs.forms.screening import (
    TYPED,
    DecisionForm,
    FormsTogether,
    RefusalForm,
    ReturnForm,
    ScreeningForm,
)
from needs.panels.queue import queue_of, queue_rows, views_of_queue
from needs.service_clock.status import status_of
from needs.views.base import OnRequestPage, RequestAct
from needs.views.requests import RequestList


class ScreeningQueue(RequestList):
    """What waits at this desk, longest wait first."""

    filterset_class = QueueFilter
    title = gettext_lazy("Screening queue")
    file_name = "screening"
    template_name = "needs/request_queue.html"
    columns = (
        Column("title", gettext_lazy("Request"), "needs/cells/queued_title.html", sort=("title",)),
        Column("country", gettext_lazy("Country"), "needs/cells/queued_country.html", sort=("country__name", "code")),
        Column("state", gettext_lazy("Status"), "needs/_request_state.html"),
        Column("criteria", gettext_lazy("Criteria"), "needs/cells/queued_criteria.html"),
        Column("since", gettext_lazy("Working days"), "needs/_clock.html", sort=("state_since", "code")),
        Column("holder", gettext_lazy("With whom"), "needs/_holder.html"),
    )
    row_name = "assistance"
    default_order = "since"

    def get(self, request):
        if not policies.can_see_queue(request.user):
            raise PermissionDenied
        return super().get(request)

    def get_queryset(self):
        return queue_of(self.request.user)

    def prepare_rows(self, rows):
        return queue_rows(rows, self.request.user)

    def get_context(self):
        current = self.request.GET.get("view") or "all"
        return {"caption": _("Requests to screen"), "views": views_of_queue(self.request.user, current)}


class OfficeAct(RequestAct):
    """An act of the office that screens the request; it is said who has the request afterwards, and until when."""

    def is_allowed(self):
        return policies.can_screen(self.reader, self.record)

    def say(self, done):
        status = status_of(done, self.reader)
        sentences = [self.said % {"code": done.code}]
        words = {"holder": status.holder}
        if status.clock and status.clock.due_on:
            words["day"] = day_in_words(status.clock.due_on)
            sentences.append(_("Now with: %(holder)s, until %(day)s.") % words)
        elif status.holder:
            sentences.append(_("Now with: %(holder)s.") % words)
        return " ".join(sentences)


class RequestStartScreening(OfficeAct):
    """An officer takes the request up."""

    said = gettext_lazy("%(code)s is now in screening and has been assigned to you.")
    action = staticmethod(actions.start_screening)

    def leads_to(self, done):
        return screening_of(done)


class ScreeningButton(OfficeAct, OnRequestPage):
    """A button of the screening. Everything that stands in its form comes along, and nothing of it is lost."""

    def post(self, request, **where):
        self.prepare()
        try:
            return self.press(typed(request))
        except Stale as stale:
            return self.show_theirs(stale.current)

    def press(self, sent) -> HttpResponse:
        raise NotImplementedError

    def get_screening(self, data, **options) -> ScreeningForm:
        saved = {answer.criterion: answer for answer in self.record.screenings.all()}
        return ScreeningForm(saved, data, **options)

    def save_answers(self, screening) -> None:
        """The answers as the act takes them; what the form refused is not among them."""
        answers = screening.answers() if screening.is_valid() else {}
        versions = screening.versions() if screening.is_valid() else {}
        actions.answer_criteria(self.record, by=self.reader, answers=answers, versions=versions)

    def show_kept(self, screening, errors=None, *, status=422, theirs=None):
        """The page with everything that was typed; ``errors`` heads it."""
        kept = {name: self.request.POST.get(name, "") for name in TYPED}
        judged = {type(part): part for part in errors.parts} if errors else {}
        return self.show_page(
            status=status,
            screening=screening,
            decision=judged.get(DecisionForm) or DecisionForm(initial=kept),
            refusal=judged.get(RefusalForm) or RefusalForm(initial=kept),
            question=judged.get(ReturnForm) or ReturnForm(initial=kept),
            form=errors,
            theirs=theirs,
        )

    def show_theirs(self, theirs):
        """409: a colleague answered that criterion meanwhile; both answers stand on the page."""
        data = self.request.POST.copy()
        data[f"c{theirs.criterion}-version"] = str(theirs.version)
        return self.show_kept(self.get_screening(data, bound=()), status=409, theirs=theirs)


class RequestScreen(ScreeningButton):
    """Save the answers: all that are given, or the one whose button was pressed."""

    def press(self, sent):
        only = read_criterion(sent.get("only", ""))
        screening = self.get_screening(sent, bound=[only] if only else tuple(Criterion))
        is_wrong = has_unknown_fields(self.request, screening.bound_parts()[0]) or not screening.is_valid()
        if is_wrong and self.record.state == RequestState.SCREENING:
            return self.show_kept(screening, FormsTogether(*screening.bound_parts()))
        self.save_answers(screening)
        messages.success(self.request, saved_words(self.record))
        if only or any(sent.get(name) for name in TYPED):
            return self.show_still_typed([only] if only else list(Criterion))
        return redirect(screening_of(self.record))

    def show_still_typed(self, done):
        """200: the page after saving, with what was typed elsewhere on it and not saved yet."""
        data = self.request.POST.copy()
        for criterion in done:
            data.pop(f"c{criterion.value}-reason", None)
        return self.show_kept(self.get_screening(data, bound=()), status=200)


class Decision(ScreeningButton):
    """One of the three ends of a screening: the answers of the page are saved with it, in one transaction."""

    form_classes: tuple[type[ActForm], ...] = (DecisionForm,)
    must_answer = True

    def press(self, sent):
        forms = [form(sent) for form in self.form_classes]
        screening = self.get_screening(sent, must_answer=self.must_answer)
        has_unknown_fields(self.request, forms[0])
        wrong = [form for form in [screening, *forms] if not form.is_valid()]
        if wrong:
            return self.show_kept(screening, FormsTogether(*screening.parts, *forms))
        with transaction.atomic():
            if self.record.state == RequestState.SCREENING:
                self.save_answers(screening)
            done = self.act(**{name: value for form in forms for name, value in form.written().items()})
        return redirect(self.finish(done))


class RequestAccept(Decision):
    move = "accept"
    said = gettext_lazy("%(code)s has been admitted.")
    action = staticmethod(actions.accept_request)


class RequestDecline(Decision):
    move = "decline"
    form_classes = (DecisionForm, RefusalForm)
    said = gettext_lazy("%(code)s has not been admitted. The Government can read the reasons.")
    action = staticmethod(actions.decline_request)


class RequestReturn(Decision):
    move = "return"
    form_classes = (ReturnForm,)
    must_answer = False
    said = gettext_lazy("%(code)s has been returned with your question.")
    action = staticmethod(actions.return_request)


def screening_of(assistance) -> str:
    """The address of the screening on the page of the request."""
    return f"{assistance.get_absolute_url()}#screening"


def read_criterion(text) -> Criterion | None:
    """The criterion that a button names."""
    return Criterion(int(text)) if text in [str(criterion.value) for criterion in Criterion] else None


def saved_words(assistance) -> str:
    """How many criteria are answered, and what comes next."""
    numbers = {"done": assistance.screenings.count(), "all": len(Criterion)}
    if numbers["done"] == numbers["all"]:
        return _("Saved. All criteria have been answered. Write the recommendation and the reasons, then decide.")
    return _("Saved. %(done)d of %(all)d criteria have been answered.") % numbers
