"""A request that its country withdraws keeps no live project: it is cancelled, and its owner told why."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from core.models import AuditEvent, Letter
from needs import actions as needs_actions
from needs.choices import RefusalReason, RequestState
from needs.models import AssistanceRequest
from projects.choices import ProjectState
from projects.models import Project
from tests.factories import AssistanceRequestFactory, ProjectFactory
from tests.letters import told

pytestmark = pytest.mark.django_db

WHY = "The Government has withdrawn the request that this project was to answer."


@pytest.fixture
def answered(kenya):
    return AssistanceRequestFactory(country=kenya, in_response=True)


def project_of(assistance, agency, **values):
    return ProjectFactory(assistance=assistance, lead=agency, country=assistance.country, **values)


def withdraw(assistance, signatory):
    needs_actions.withdraw_request(assistance, by=signatory, reason="Met from our own means.")


@pytest.mark.parametrize("state", ["pipeline", "approved", "active"])
def test_a_live_project_ends_with_its_request_and_says_why(state, answered, agency, kenya_signatory):
    project = project_of(answered, agency, state=state)
    withdraw(answered, kenya_signatory)
    project.refresh_from_db()
    assert (project.state, project.state_reason) == (ProjectState.CANCELLED, WHY)
    line = AuditEvent.objects.about(project).get(verb="project.cancelled")
    assert (line.actor, line.from_state, line.data) == (kenya_signatory, state, {"request": answered.code})


@pytest.mark.parametrize("state", ["completed", "closed"])
def test_what_was_delivered_stays(state, answered, agency, kenya_signatory):
    project = project_of(answered, agency, state=state)
    withdraw(answered, kenya_signatory)
    project.refresh_from_db()
    assert project.state == state


def test_what_the_country_told_its_office_is_not_copied(answered, agency, kenya_signatory, agency_member):
    project = project_of(answered, agency)
    withdraw(answered, kenya_signatory)
    project.refresh_from_db()
    letter = Letter.objects.get(notice="project_cancelled", recipient=agency_member)
    assert "The Government has withdrawn the request that the project was to answer." in letter.body
    lines = AuditEvent.objects.about(project).values_list("reason", flat=True)
    assert not any("own means" in text for text in (project.state_reason, letter.subject + letter.body, *lines))


def test_its_agency_and_the_office_are_told(answered, agency, kenya_signatory, agency_member, africa_office):
    project_of(answered, agency)
    withdraw(answered, kenya_signatory)
    assert told("project.cancelled") == {("project_cancelled", one.name) for one in (agency_member, africa_office)}
    assert told("request.withdrawn") == {("request_withdrawn", africa_office.name)}


def test_the_sentence_stands_in_the_language_of_the_project(answered, agency, kenya_signatory):
    project = project_of(answered, agency)
    with translation.override("fr"):
        withdraw(answered, kenya_signatory)
    project.refresh_from_db()
    assert project.state_reason == WHY


@transaction.atomic
def end(assistance, columns):
    AssistanceRequest.objects.filter(pk=assistance.pk).update(**columns)
    connection.check_constraints()


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_the_database_keeps_no_live_project_of_an_ended_request(state, answered, agency):
    ended = {"state": RequestState(state)}
    if state == "declined":
        ended |= {
            "decision": "not_admitted", "refusal_reason": RefusalReason.OTHER, "first_response_on": None,
        }  # fmt: skip
    project = project_of(answered, agency)
    with pytest.raises(IntegrityError, match="keeps no live project"):
        end(answered, ended)
    Project.objects.filter(pk=project.pk).update(state=ProjectState.CANCELLED, state_reason="-")
    end(answered, ended)
    with pytest.raises(IntegrityError, match="keeps no live project"), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(state=ProjectState.ACTIVE)
    with pytest.raises(IntegrityError, match="keeps no live project"), transaction.atomic():
        project_of(answered, agency)
