"""The regional office's part: the queue, the eight criteria, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core import clock
from core.errors import Stale
from core.forms.views import has_unknown_fields, leads_back_to, typed
from core.lists.columns import Column
from core.lists.views import count_rows
from core.text.locales import day_in_words
from needs import actions, policies
from needs.choices import Criterion, RequestState
from needs.filters import QueueFilter
from needs.filters.requests import queue_views
from needs.forms.screening import CriterionForm, DecisionForm, FormsTogether, RefusalForm, ReturnForm, ScreeningForm
from needs.screening_evidence import SPECIAL_ATTENTION
from needs.service_clock.status import locate
from needs.views.requests import ASKED_STATES, DETAIL, RequestList, find_request, refused, require, require_move
from reference.choices import GroupKind
from reference.models import GroupMembership

SHORT_NAMES = {
    GroupKind.LDC: gettext_lazy("LDC"),
    GroupKind.LLDC: gettext_lazy("LLDC"),
    GroupKind.SIDS: gettext_lazy("SIDS"),
}
TYPED = ("recommendation", "reasons", "refusal_reason", "question")
# The screening is one form with several buttons: each sends everything that stands in it.
SENT = {
    "only",
    *TYPED,
    *(f"c{criterion.value}-{part}" for criterion in Criterion for part in CriterionForm.base_fields),
}


class ScreeningQueue(RequestList):
    """What waits at this desk, longest wait first."""

    filterset_class = QueueFilter
    title = gettext_lazy("Screening queue")
    file_name = "screening"
    template_name = "needs/request_queue.html"
    columns = (
        Column("title", gettext_lazy("Request"), "needs/cells/queued_title.html", sort=("title",)),
        Column("country", gettext_lazy("Country"), "needs/cells/queued_country.html", sort=("country__name", "code")),
        Column("state", gettext_lazy("State"), "needs/_request_state.html"),
        Column("criteria", gettext_lazy("Criteria"), "needs/cells/queued_criteria.html"),
        Column("since", gettext_lazy("Working days"), "needs/_clock.html", sort=("state_since", "code")),
        Column("holder", gettext_lazy("With"), "needs/_holder.html"),
    )
    row_name = "assistance"
    default_order = "since"

    def get(self, request):
        require(policies.can_see_queue(request.user))
        return super().get(request)

    def get_queryset(self):
        return super().get_queryset().filter(state__in=ASKED_STATES).annotate(answered=Count("screenings"))

    def with_facts(self, rows):
        locate(rows, self.request.user)
        memberships = GroupMembership.objects.valid_on(clock.today()).filter(
            country__in=[assistance.country_id for assistance in rows], group__kind__in=SPECIAL_ATTENTION
        )
        groups = {}
        for membership in memberships.select_related("group").order_by("group__position"):
            membership.group.short_name = SHORT_NAMES.get(membership.group.kind, membership.group)
            groups.setdefault(membership.country_id, []).append(membership.group)
        for assistance in rows:
            assistance.groups = groups.get(assistance.country_id, [])
            assistance.criteria = len(Criterion)
        return rows

    def get_context(self):
        current = self.request.GET.get("view") or "all"
        rows, views = self.get_queryset(), queue_views(self.request.user)
        return {
            "caption": _("Requests to screen"),
            "views": [
                {
                    "label": label,
                    "url": "?" if name == "all" else f"?view={name}",
                    "count": count_rows(rows.filter(views[name]))[0],
                    "is_current": name == current,
                }
                for name, label in QueueFilter.VIEWS
            ],
        }


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_start_screening(request, code):
    """An officer takes the request up."""
    assistance = find_request(request, code)
    require(policies.can_screen(request.user, assistance))
    assistance = actions.start_screening(assistance, by=request.user)
    tell(request, assistance, _("%(code)s is in screening, and it is yours."))
    return redirect(f"{assistance.get_absolute_url()}#screening")


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_screen(request, code):
    """Save the answers: all that are given, or the one whose button was pressed."""
    assistance = find_request(request, code)
    require(policies.can_screen(request.user, assistance))
    only = read_criterion(request.POST.get("only", ""))
    screening = ScreeningForm(saved_answers(assistance), typed(request), bound=[only] if only else tuple(Criterion))
    is_wrong = has_unknown_fields(request, screening.bound_parts()[0], also=SENT) or not screening.is_valid()
    if is_wrong and assistance.state == RequestState.SCREENING:
        return kept(request, assistance, screening, FormsTogether(*screening.bound_parts()))
    try:
        save_answers(request, assistance, screening)
    except Stale as stale:
        return answered_meanwhile(request, assistance, stale.current)
    messages.success(request, saved_words(assistance))
    if only or any(request.POST.get(name) for name in TYPED):
        return still_typed(request, assistance, [only] if only else list(Criterion))
    return redirect(f"{assistance.get_absolute_url()}#screening")


def read_criterion(text) -> Criterion | None:
    """The criterion that a button names."""
    return Criterion(int(text)) if text in [str(criterion.value) for criterion in Criterion] else None


def saved_answers(assistance) -> dict:
    return {answer.criterion: answer for answer in assistance.screenings.all()}


def save_answers(request, assistance, screening) -> None:
    """The answers as the act takes them; what the form refused is not among them."""
    answers = screening.answers() if screening.is_valid() else {}
    versions = screening.versions() if screening.is_valid() else {}
    actions.answer_criteria(assistance, by=request.user, answers=answers, versions=versions)


def saved_words(assistance) -> str:
    """How many criteria are answered, and what comes next."""
    numbers = {"done": assistance.screenings.count(), "all": len(Criterion)}
    if numbers["done"] == numbers["all"]:
        return _("Saved: all criteria are answered. Write the recommendation and the reasons, then decide.")
    return _("Saved: %(done)d of %(all)d criteria are answered.") % numbers


def kept(request, assistance, screening, errors, *, status=422, theirs=None):
    """The page with everything that was typed; ``errors`` heads it."""
    typed = {name: request.POST.get(name, "") for name in TYPED}
    judged = {type(part): part for part in errors.parts} if errors else {}
    return refused(
        request,
        assistance,
        status=status,
        screening=screening,
        decision=judged.get(DecisionForm) or DecisionForm(initial=typed),
        refusal=judged.get(RefusalForm) or RefusalForm(initial=typed),
        question=judged.get(ReturnForm) or ReturnForm(initial=typed),
        form=errors,
        theirs=theirs,
    )


def still_typed(request, assistance, done):
    """200: the page after saving, with what was typed elsewhere on it and not saved yet."""
    data = request.POST.copy()
    for criterion in done:
        data.pop(f"c{criterion.value}-reason", None)
    screening = ScreeningForm(saved_answers(assistance), data, bound=())
    return kept(request, assistance, screening, None, status=200)


def answered_meanwhile(request, assistance, theirs):
    """409: a colleague answered that criterion meanwhile; both answers stand on the page, nothing is lost."""
    data = request.POST.copy()
    data[f"c{theirs.criterion}-version"] = str(theirs.version)
    screening = ScreeningForm(saved_answers(assistance), data, bound=())
    return kept(request, assistance, screening, None, status=409, theirs=theirs)


def decide(request, code, act, action, forms, told, *, must_answer=True):
    """One of the three ends of a screening: the answers of the page are saved with it, in one transaction."""
    assistance = find_request(request, code)
    require(policies.can_screen(request.user, assistance))
    try:
        require_move(assistance, act)
        sent = typed(request)
        forms = [form(sent) for form in forms]
        screening = ScreeningForm(saved_answers(assistance), sent, must_answer=must_answer)
        has_unknown_fields(request, forms[0], also=SENT)
        wrong = [form for form in [screening, *forms] if not form.is_valid()]
        if wrong:
            return kept(request, assistance, screening, FormsTogether(*screening.parts, *forms))
        with transaction.atomic():
            if assistance.state == RequestState.SCREENING:
                save_answers(request, assistance, screening)
            values = {name: value for form in forms for name, value in form.cleaned_data.items()}
            assistance = action(assistance, by=request.user, **values)
    except Stale as stale:
        return answered_meanwhile(request, assistance, stale.current)
    tell(request, assistance, told)
    return redirect(assistance)


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_accept(request, code):
    told = _("%(code)s is accepted.")
    return decide(request, code, "accept", actions.accept_request, [DecisionForm], told)


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_decline(request, code):
    told = _("%(code)s is declined; the government reads the reasons.")
    return decide(request, code, "decline", actions.decline_request, [DecisionForm, RefusalForm], told)


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_return(request, code):
    told = _("%(code)s is returned with your question.")
    return decide(request, code, "return", actions.return_request, [ReturnForm], told, must_answer=False)


def tell(request, assistance, told) -> None:
    """What happened, who has it now, until when."""
    locate([assistance], request.user)
    sentences = [told % {"code": assistance.code}]
    words = {"holder": assistance.holder}
    if assistance.clock and assistance.clock.due_on:
        words["day"] = day_in_words(assistance.clock.due_on)
        sentences.append(_("Now with: %(holder)s, until %(day)s.") % words)
    elif assistance.holder:
        sentences.append(_("Now with: %(holder)s.") % words)
    messages.success(request, " ".join(sentences))
