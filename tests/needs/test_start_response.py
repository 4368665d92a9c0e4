from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from needs import actions
from needs.choices import Arrangement, RequestState
from tests.factories import AssistanceRequestFactory

pytestmark = pytest.mark.django_db


def respond(assistance, by, days_ago=0):
    day = clock.today() - timedelta(days=days_ago)
    return actions.start_response(assistance, by=by, first_response_on=day, arrangement=Arrangement.SOUTH_SOUTH)


@pytest.mark.parametrize("person", ["africa_office", "secretariat", "agency_member"])
def test_office_secretariat_and_partners_answer_an_open_request(person, request):
    assistance = AssistanceRequestFactory(accepted=True)
    respond(assistance, request.getfixturevalue(person), days_ago=3)
    assistance.refresh_from_db()
    assert (assistance.state, assistance.arrangement) == (RequestState.IN_RESPONSE, Arrangement.SOUTH_SOUTH)
    assert assistance.first_response_on == clock.today() - timedelta(days=3)
    assert AuditEvent.objects.filter(verb="request.response_started").count() == 1


@pytest.mark.parametrize("person", ["kenya_signatory", "asia_office", "mea_focal_point"])
def test_nobody_else_answers_it(person, request):
    with pytest.raises(PermissionDenied):
        respond(AssistanceRequestFactory(accepted=True), request.getfixturevalue(person))


def test_a_partner_does_not_answer_what_is_not_open_to_partners(agency_member):
    with pytest.raises(PermissionDenied):
        respond(AssistanceRequestFactory(accepted=True, is_open_to_partners=False), agency_member)


@pytest.mark.parametrize("days_ago", [-1, 21])
def test_the_first_response_lies_between_decision_and_today(days_ago, africa_office):
    with pytest.raises(ValidationError):
        respond(AssistanceRequestFactory(accepted=True), africa_office, days_ago)


def test_a_request_in_screening_is_not_answered(africa_office):
    with pytest.raises(RuleBroken):
        respond(AssistanceRequestFactory(screening=True), africa_office)


def test_the_first_response_is_noted_once(africa_office):
    assistance = AssistanceRequestFactory(accepted=True)
    respond(assistance, africa_office, days_ago=2)
    with pytest.raises(RuleBroken):
        respond(assistance, africa_office)
