"""The list of requests, and the page of one."""

from dataclasses import dataclass

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.lists.columns import TEXT, WORDS, Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.text.languages import record_code
from needs import policies
from needs.chain import chain_of, collect_facts, step_number
from needs.choices import REQUEST_WORKFLOW, Answer, Criterion, RequestState
from needs.forms.requests import MessageForm
from needs.forms.screening import DecisionForm, RefusalForm, ReturnForm, ScreeningForm
from needs.kinds import REQUESTS
from needs.models import AssistanceRequest
from needs.screening_evidence import evidence_beside
from needs.service_clock.status import locate
from needs.sockets import further_acts
from needs.views.history import history_of

DETAIL = "needs:request_detail"
ASKED_STATES = (RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED)


@dataclass(frozen=True)
class Act:
    """A button of the page. With ``reason`` it is somebody's own act, but not possible now."""

    label: str | Promise
    url: str = ""
    is_post: bool = False
    tone: str = ""  # p: the main act; d: one that ends something
    reason: str | Promise = ""


class RequestList(LoginRequiredMixin, RecordListView):
    kind = REQUESTS
    template_name = "needs/request_list.html"
    columns = (
        Column("title", gettext_lazy("Request"), "needs/cells/assistance_title.html", sort=("title",)),
        Column("country", gettext_lazy("Country"), TEXT, sort=("country__name", "code")),
        Column("theme", gettext_lazy("Theme"), WORDS),
        Column(
            "state", gettext_lazy("Where it is"), "needs/cells/assistance_state.html", sort=("state", "state_since")
        ),
        Column("holder", gettext_lazy("With whom"), "needs/_holder.html"),
        Column(
            "since",
            gettext_lazy("Since, in working days"),
            "needs/_clock.html",
            sort=("state_since", "code"),
            short_label=gettext_lazy("Working days"),
        ),
    )
    row_name = "assistance"
    default_order = "received"
    hidden_orders = {"received": ("-received_on", "code"), "code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()

    def with_facts(self, rows):
        facts = collect_facts("request", rows, self.request.user)
        locate(rows, self.request.user)
        for assistance in rows:
            assistance.step = step_number(facts[assistance.pk])
        return rows


class RequestDetail(LoginRequiredMixin, RecordDetailView):
    """The page of one request for all who may see it; what they may do with it differs."""

    template_name = "needs/request_detail.html"

    def get_queryset(self):
        return requests_for_page(self.request.user)

    def get_context(self, assistance):
        return page_of(assistance, self.request.user)


def requests_for_page(reader):
    """What this reader may see, with what the page of one request shows."""
    return (
        AssistanceRequest.objects.visible_to(reader)
        .select_related("country__region", "theme", "assigned_to", "merged_into", "created_by")
        .prefetch_related("needs__meas", "capacity_types", "meas", "further_themes")
    )


def find_request(request, code) -> AssistanceRequest:
    """The request, or 404 for one that is missing or not open to this reader."""
    assistance = requests_for_page(request.user).filter(code=code).first()
    if assistance is None:
        raise Http404
    return assistance


def require(allowed: bool) -> None:
    """403 unless allowed."""
    if not allowed:
        raise PermissionDenied


def require_move(assistance, act: str) -> None:
    """409 unless the request is where this act may begin: said before anybody fills in a form in vain."""
    REQUEST_WORKFLOW.next_state(assistance.state, act)


def refused(request, assistance, *, status=422, **forms):
    """The page of the request with what was typed and what is wrong with it."""
    context = {"record": assistance, **page_of(assistance, request.user, **forms)}
    return render(request, "needs/request_detail.html", context, status=status)


def page_of(assistance, reader, **posted):
    """What the page of one request shows. Forms not ``posted`` are empty; ``form`` heads the list of errors."""
    locate([assistance], reader)
    facts = collect_facts("request", [assistance], reader)[assistance.pk]
    follows = policies.can_follow_screening(reader, assistance)
    may_comment = follows or policies.can_comment(reader, assistance)
    saved = {answer.criterion: answer for answer in assistance.screenings.all()} if follows else {}
    takes_answers = assistance.state == RequestState.SCREENING and policies.can_screen(reader, assistance)
    evidence = evidence_beside(assistance, reader) if follows and assistance.state in ASKED_STATES else {}
    screening = posted.get("screening") or (ScreeningForm(saved) if takes_answers else None)
    return {
        "form": posted.get("form"),
        "chain": chain_of(facts),
        "follows": follows,
        "may_comment": may_comment,
        "acts": acts_for(assistance, reader),
        "criteria": criteria_of(saved, screening, evidence) if follows else [],
        "answered": len(saved),
        "all_criteria": len(Criterion),
        "takes_answers": takes_answers,
        "shows_answers": policies.can_screen(reader, assistance) or bool(assistance.decision),
        "decision_form": posted.get("decision") or DecisionForm(),
        "refusal_form": posted.get("refusal") or RefusalForm(),
        "return_form": posted.get("question") or ReturnForm(),
        "message_form": posted.get("message") or MessageForm(initial={"language": record_code(get_language() or "en")}),
        "takes_messages": may_comment and assistance.state != RequestState.DRAFT,
        "thread": thread_of(assistance, reader) if may_comment else [],
        "events": history_of(assistance) if may_comment else [],
        "is_country": policies.can_draft(reader, assistance.country_id),
        "theirs": posted.get("theirs"),
    }


def criteria_of(saved, screening, evidence) -> list[dict]:
    """The eight criteria in their order: saved answer, form where answers are taken, and what is on record beside."""
    parts = {part.criterion: part for part in screening.parts} if screening else {}
    rows = [
        {
            "number": criterion.value,
            "label": criterion.label,
            "saved": saved.get(criterion),
            "answer_label": Answer(saved[criterion].answer).label if criterion in saved else "",
            "part": parts.get(criterion),
            "is_folded": criterion in saved and not (parts.get(criterion) and parts[criterion].is_bound),
            "evidence": evidence.get(criterion),
        }
        for criterion in Criterion
    ]
    return rows


def thread_of(assistance, reader) -> list:
    """The messages, oldest first; ``is_own`` marks those of the reader's own side."""
    messages = list(assistance.messages.select_related("author__country"))
    for message in messages:
        message.is_own = message.author.role == reader.role
    return messages


def acts_for(assistance, reader) -> list[Act]:
    """The buttons of the page: only what this reader may ever do to this request."""

    def to(name):
        return reverse(f"needs:{name}", args=[assistance.code])

    state, acts = assistance.state, []
    signs = policies.can_sign(reader, assistance)
    if policies.can_draft(reader, assistance.country_id) and state in (RequestState.DRAFT, RequestState.RETURNED):
        incomplete = not assistance.asked or assistance.theme_id is None
        label = _("Read and sign") if signs else _("Check and hand to the signatory")
        if incomplete:
            acts.append(Act(label, reason=_("Say what is asked, and in which field, first.")))
        elif signs or not assistance.handed_over_on:
            acts.append(Act(label, to("request_check"), tone="p"))
        acts.append(Act(_("Edit"), to("request_edit")))
    if signs:
        if state == RequestState.DELIVERED:
            acts.append(Act(_("Confirm delivery and rate"), to("request_close"), tone="p"))
        elif state in (RequestState.ACCEPTED, RequestState.IN_RESPONSE):
            acts.append(Act(_("Confirm delivery and rate"), reason=_("Possible once delivery is reported.")))
        if REQUEST_WORKFLOW.may(state, "withdraw"):
            acts.append(Act(_("Withdraw"), to("request_withdraw"), tone="d"))
    if policies.can_screen(reader, assistance) and state == RequestState.SUBMITTED:
        acts.append(Act(_("Start screening"), to("request_start_screening"), is_post=True, tone="p"))
    if policies.can_screen(reader, assistance) and REQUEST_WORKFLOW.may(state, "merge"):
        acts.append(Act(_("Merge with another request"), to("request_merge")))
    if policies.can_verify(reader, assistance) and state == RequestState.CLOSED and not assistance.is_result_verified:
        acts.append(Act(_("Verify the result"), to("request_verify")))
    acts += [Act(label, url, tone="p") for offered in further_acts.ask(assistance, reader) for label, url in offered]
    return acts
