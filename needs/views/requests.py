"""The list of requests, and the page of one."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from core.lists.exports import Column
from core.lists.views import RecordListView
from core.pages.details import RecordDetailView
from core.text.languages import record_code
from needs import policies
from needs.buttons import buttons_of
from needs.chain import chain_of, step_number
from needs.choices import REQUEST_WORKFLOW, Answer, Criterion, RequestState
from needs.filters import RequestFilter
from needs.forms.requests import MessageForm
from needs.forms.screening import DecisionForm, RefusalForm, ReturnForm, ScreeningForm
from needs.history import history_of_request
from needs.hooks import steps_of_requests
from needs.models import AssistanceRequest
from needs.screening_evidence import evidence_beside
from needs.service_clock.status import locate
from reference.exports import keys

DETAIL = "needs:request_detail"
ASKED_STATES = (RequestState.SUBMITTED, RequestState.SCREENING, RequestState.RETURNED)


class RequestList(LoginRequiredMixin, RecordListView):
    template_name = "needs/request_list.html"
    filterset_class = RequestFilter
    sorts = {
        "received": ("-received_on", "code"),
        "since": ("state_since", "code"),
        "title": ("title",),
        "country": ("country__name", "code"),
        "state": ("state", "state_since"),
        "code": ("code",),
    }
    file_name = "requests"
    columns = (
        Column("code", lambda assistance: assistance.code),
        Column("title", lambda assistance: assistance.title),
        Column("country", lambda assistance: assistance.country_id),
        Column("theme", lambda assistance: assistance.theme_id),
        Column("capacity_types", keys("capacity_types")),
        Column("state", lambda assistance: assistance.state),
        Column("state_since", lambda assistance: assistance.state_since),
        Column("received_on", lambda assistance: assistance.received_on),
        Column("decided_on", lambda assistance: assistance.decided_on),
        Column("first_response_on", lambda assistance: assistance.first_response_on),
        Column("completed_on", lambda assistance: assistance.completed_on),
        Column("budget", lambda assistance: assistance.budget),
        Column("currency", lambda assistance: assistance.currency),
        Column("origin", lambda assistance: assistance.origin),
    )

    def get_queryset(self):
        found = AssistanceRequest.objects.visible_to(self.request.user).with_card()
        return found.prefetch_related("capacity_types") if self.request.GET.get("format") == "csv" else found

    def with_facts(self, rows):
        steps = steps_of_requests(rows, self.request.user)
        locate(rows, self.request.user)
        for assistance in rows:
            assistance.step = step_number(steps[assistance.pk])
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
    REQUEST_WORKFLOW.require(assistance, act)


def refused(request, assistance, *, status=422, **forms):
    """The page of the request with what was typed and what is wrong with it."""
    context = {"record": assistance, **page_of(assistance, request.user, **forms)}
    return render(request, "needs/request_detail.html", context, status=status)


def page_of(assistance, reader, **posted):
    """What the page of one request shows. Forms not ``posted`` are empty; ``form`` heads the list of errors."""
    locate([assistance], reader)
    steps = steps_of_requests([assistance], reader)[assistance.pk]
    follows = policies.can_follow_screening(reader, assistance)
    may_comment = follows or policies.can_comment(reader, assistance)
    saved = {answer.criterion: answer for answer in assistance.screenings.all()} if follows else {}
    takes_answers = assistance.state == RequestState.SCREENING and policies.can_screen(reader, assistance)
    evidence = evidence_beside(assistance, reader) if follows and assistance.state in ASKED_STATES else {}
    screening = posted.get("screening") or (ScreeningForm(saved) if takes_answers else None)
    return {
        "form": posted.get("form"),
        "chain": chain_of(steps),
        "follows": follows,
        "may_comment": may_comment,
        "acts": buttons_of(assistance, reader),
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
        "events": history_of_request(assistance) if may_comment else [],
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
