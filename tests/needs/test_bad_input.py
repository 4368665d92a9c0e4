"""Whatever is sent to a form of needs and requests, the answer is 422, what was typed stays, and nothing is written."""

import pytest

from core.models import AuditEvent
from needs.choices import Criterion
from needs.models import AssistanceRequest
from tests.bad_input import crowded, refusals
from tests.factories import AssessmentFactory, AssistanceRequestFactory, NeedFactory
from tests.factories.needs import screen_fully
from tests.needs.typed_forms import DRAFT, HTMX, NEED, NEW_ASSESSMENT

pytestmark = pytest.mark.django_db

VERSION = {"version": "1"}
ANSWERS = {f"c{criterion.value}-answer": "met" for criterion in Criterion}
DECISION = ANSWERS | {"recommendation": "Admit.", "reasons": "It follows the plan."}
FORMS = {  # address of the page: who sends it, and with what in it
    "/requests/new/": ("kenya_government", DRAFT),
    "/requests/REQ-DRAFT/edit/": ("kenya_government", DRAFT | VERSION),
    "/requests/REQ-DRAFT/participants/": ("kenya_government", {"stakeholders": "Fishers."} | VERSION),
    "/requests/REQ-SCREENED/withdraw/": ("kenya_signatory", {"reason": "Paid by others."}),
    "/requests/REQ-DELIVERED/close/": ("kenya_signatory", {"rating": "4", "rating_comment": "Good."}),
    "/requests/REQ-CLOSED/verify/": ("africa_office", {"evidence": "Report."}),
    "/requests/REQ-SCREENED/messages/": ("africa_office", {"text": "Which rivers?", "language": "en"}),
    "/requests/REQ-SCREENED/merge/": ("africa_office", {"into": "REQ-OTHER", "reason": "Sent twice."}),
    "/requests/REQ-SCREENED/accept/": ("africa_office", DECISION),
    "/requests/REQ-SCREENED/decline/": ("africa_office", DECISION | {"refusal_reason": "other"}),
    "/requests/REQ-SCREENED/return/": ("africa_office", {"question": "Which rivers?"}),
    "/assessments/new/": ("kenya_government", {k: v for k, v in NEW_ASSESSMENT.items() if k != "form_key"}),
    "/assessments/NA-1/edit/": (
        "kenya_government",
        {"title": "Rivers", "kind": "sectoral", "language": "en"} | VERSION,
    ),
    "/assessments/NA-1/needs/add/": ("kenya_government", NEED),
    "/assessments/NA-1/needs/NEED-1/edit/": ("kenya_government", NEED | VERSION),
    "/assessments/NA-1/needs/NEED-1/rank/": ("kenya_government", {"rank": "2"} | VERSION),
    "/assessments/NA-2/return/": ("kenya_signatory", {"reason": "Costs are missing."}),
}


@pytest.fixture
def records(kenya, freshwater):
    AssistanceRequestFactory(code="REQ-DRAFT", country=kenya)
    screen_fully(AssistanceRequestFactory(code="REQ-SCREENED", country=kenya, screening=True))
    AssistanceRequestFactory(code="REQ-DELIVERED", country=kenya, delivered=True)
    AssistanceRequestFactory(code="REQ-OTHER", country=kenya, accepted=True)
    AssistanceRequestFactory(code="REQ-CLOSED", country=kenya, closed=True)
    AssessmentFactory(code="NA-1", country=kenya, needs=[NeedFactory(code="NEED-1", countries=[kenya])])
    AssessmentFactory(code="NA-2", country=kenya, submitted=True, number=2, needs=[NeedFactory(countries=[kenya])])


def form_on(client, address):
    """The form of the page, as the endpoint makes it."""
    unknown = client.post(address, {"owner": "me"})
    assert unknown.status_code == 422, f"{address}: {unknown.status_code}"
    return unknown.context["form"]


@pytest.mark.parametrize("address", FORMS)
def test_bad_input_is_refused_and_what_was_typed_stays(client, request, records, address):
    person, values = FORMS[address]
    client.force_login(request.getfixturevalue(person))
    form = form_on(client, address)
    parts = getattr(form, "parts", [form])
    for part in [*parts[:1], *parts[len(Criterion) :]]:  # of the eight criteria, which are alike, the first
        assert refusals(client, address, values, part) == []
    assert not AuditEvent.objects.exclude(verb__startswith="session").exists()
    assert client.post(address, values).status_code == 302  # it was the wrong value alone that was refused


def test_control_characters_are_taken_out_and_texts_that_turn_around_as_well(client, kenya_government, records):
    client.force_login(kenya_government)
    client.post("/requests/new/", DRAFT | {"title": "Labora\x1btory\u202e", "asked": "Ten\x07 courses.\r\nOne year."})
    drafted = AssistanceRequest.objects.get(title="Laboratory")
    assert drafted.asked == "Ten courses.\nOne year."


def test_an_autosave_of_bad_input_is_told_what_is_not_right(client, kenya_government, records):
    client.force_login(kenya_government)
    sent = DRAFT | VERSION | {"asked": "a\0b", "theme": "alchemy", "needs": ["NEED-FOREIGN"], "own_share": "120"}
    del sent["act"]
    response = client.post("/requests/REQ-DRAFT/edit/", sent, headers=HTMX)
    words = response.content.decode()
    assert response.status_code == 200
    for label in ("Theme", "What is requested", "Which adopted needs does it address?", "Your own share, in per cent"):
        assert label in words
    drafted = AssistanceRequest.objects.get(code="REQ-DRAFT")
    assert (drafted.title, drafted.theme_id == "alchemy") == (DRAFT["title"], False)


def test_a_thousand_fields_too_many_are_not_read(client, kenya_government, records):
    client.force_login(kenya_government)
    assert client.post("/requests/new/", crowded(DRAFT)).status_code == 413
    assert not AssistanceRequest.objects.filter(title=DRAFT["title"]).exclude(code__startswith="REQ-").exists()
