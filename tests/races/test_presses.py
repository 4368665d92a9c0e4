"""Twenty presses of one button at the same moment make one record, and all lead to it."""

import pytest
from django.test import Client

from core.models import AuditEvent
from projects.models import Project
from tests.crowd import all_at_once
from tests.factories import AgencyFactory, AssessmentFactory, AssistanceRequestFactory, ProjectFactory
from tests.needs.typed_forms import DRAFT, HTMX, NEED, NEW_ASSESSMENT
from tests.projects.typed_forms import ENDPOINTS, OPENING, values_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PRESSES = 20
KEY = {"form_key": "0123456789abcdef"}


def press_at_once(user, address, values, **options) -> tuple[set, int]:
    """Where the presses led, with which status, and how many acts the audit has of them."""
    browsers = [Client() for _press in range(PRESSES)]
    for browser in browsers:
        browser.force_login(user)
    before = AuditEvent.objects.count()
    answers = all_at_once(PRESSES, lambda number: browsers[number].post(address, values, **options))
    led = {(answer.status_code, answer.get("Location") or answer.get("HX-Replace-Url")) for answer in answers}
    return led, AuditEvent.objects.count() - before


@pytest.fixture
def endpoints(kenya, peru, freshwater, agency, kenya_government, agency_member, africa_office):
    """Every form that makes something: who presses its button, at which address, with what in it."""
    AgencyFactory(code="lake-office")
    project = ProjectFactory(code="PRJ-1", lead=agency, country=kenya)
    project.indicators.create(title="Stations")
    assessment = AssessmentFactory(country=kenya, created_by=kenya_government)
    assistance = AssistanceRequestFactory(country=kenya, accepted=True, theme=freshwater)
    found = [
        (kenya_government, "/requests/new/", DRAFT),
        (kenya_government, "/assessments/new/", NEW_ASSESSMENT),
        (kenya_government, f"/assessments/{assessment.code}/needs/add/", NEED),
        (kenya_government, f"/requests/{assistance.code}/messages/", {"text": "Which rivers?", "language": "en"}),
        (africa_office, f"/projects/open/?request={assistance.code}", OPENING),
    ]
    additions = [endpoint for endpoint in ENDPOINTS if endpoint != "cancel"]
    return found + [
        (agency_member, f"/projects/PRJ-1/{endpoint}/", values_for(endpoint, project)) for endpoint in additions
    ]


def test_twenty_presses_make_one_record_at_every_endpoint(endpoints):
    for user, address, values in endpoints:
        led, acts = press_at_once(user, address, values | KEY)
        assert len(led) == 1, f"{address} led to {led}"
        assert next(iter(led))[0] == 302, address
        assert acts == 1 + ("/projects/open/" in address), f"{address} made {acts}"  # the request is answered as well
    assert Project.objects.count() == 2


def test_a_draft_that_saves_itself_begins_once(kenya_government, freshwater):
    led, acts = press_at_once(kenya_government, "/requests/new/", DRAFT | KEY, headers=HTMX)
    assert (len(led), acts) == (1, 1)


def test_without_the_key_every_press_makes_one(kenya_government, freshwater):
    led, acts = press_at_once(kenya_government, "/requests/new/", DRAFT)
    assert (len(led), acts) == (PRESSES, PRESSES)
