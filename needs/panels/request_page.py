"""The page of one request: what it shows, and what this reader may do there."""

from django.utils.translation import get_language

from core.text.languages import record_code
from needs import policies
from needs.chain import chain_of
from needs.choices import Answer, Criterion, RequestState
from needs.forms.requests import MessageForm
from needs.forms.screening import DecisionForm, RefusalForm, ReturnForm, ScreeningForm
from needs.hooks import steps_of_requests
from needs.models import AssistanceRequest
from needs.panels.buttons import buttons_of
from needs.panels.history import history_of_request
from needs.panels.queue import ASKED_STATES
from needs.screening_evidence import evidence_beside
from needs.service_clock.status import status_of


def requests_for_page(reader):
    """What this reader may see, with what the page of one request shows."""
    return (
        AssistanceRequest.objects.visible_to(reader)
        .select_related("country__region", "theme", "assigned_to", "merged_into", "created_by")
        .prefetch_related("needs__meas", "capacity_types", "meas", "further_themes")
    )


def page_of(assistance, reader, **posted):
    """What the page of one request shows. Forms not ``posted`` are empty; ``form`` heads the list of errors."""
    steps = steps_of_requests([assistance], reader)[assistance.pk]
    follows = policies.can_follow_screening(reader, assistance)
    may_comment = follows or policies.can_comment(reader, assistance)
    saved = {answer.criterion: answer for answer in assistance.screenings.all()} if follows else {}
    takes_answers = assistance.state == RequestState.SCREENING and policies.can_screen(reader, assistance)
    evidence = evidence_beside(assistance, reader) if follows and assistance.state in ASKED_STATES else {}
    screening = posted.get("screening") or (ScreeningForm(saved) if takes_answers else None)
    return {
        "form": posted.get("form"),
        "status": status_of(assistance, reader),
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
        "takes_messages": may_comment and assistance.received_on is not None,
        "thread": list(assistance.messages.visible_to(reader).select_related("author__country")),
        "events": history_of_request(assistance) if follows else [],
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
