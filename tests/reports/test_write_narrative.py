"""Texts of the report: plain words in, structured blocks stored, nothing lost on the way."""

import pytest
from django.urls import reverse

from core.models import AuditEvent
from reports import actions, narratives
from reports.choices import ReportState
from reports.models import Narrative, Report
from tests.factories.reports import ReportFactory


@pytest.fixture
def report(session):
    return ReportFactory(session=session)


def address(report, slot="summary"):
    return reverse("reports:narrative_edit", args=[report.code, slot])


def write(client, report, text, version=0):
    return client.post(address(report), {"text": text, "version": version})


def test_the_secretariat_writes_a_text_and_reads_it_again(client, report, secretariat):
    client.force_login(secretariat)
    assert write(client, report, "Requests came from *all* regions.^[UNEP/GC.26/1.]").status_code == 302
    assert "Requests came from *all* regions." in client.get(address(report)).content.decode()
    assert Narrative.objects.get().updated_by == secretariat
    event = AuditEvent.objects.get(verb="report.narrative_written")
    assert (event.actor, event.reason, event.data) == (secretariat, "", {"slot": "summary", "language": "en"})


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("An *emphasis that never ends", "Line 1"),
        ("Fine.\n\nAnd {{M99}} requests.", "Line 3"),
        ("See [[annex:nowhere]].", "Line 1"),
        ("A note^[without an end", "Line 1"),
        ("word " * 300, "250"),
    ],
)
def test_broken_blocks_come_back_with_the_place_and_the_text(client, report, secretariat, broken, words):
    client.force_login(secretariat)
    response = write(client, report, broken)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert broken.split()[-1].strip("[]{}") in page
    assert not Narrative.objects.exists()


def test_a_text_saved_meanwhile_shows_both_and_loses_neither(client, report, secretariat, second_secretariat):
    client.force_login(secretariat)
    write(client, report, "The first text.")
    blocks = narratives.parse(narratives.SLOTS["summary"], "The other person's text.")
    actions.write_narrative(report, "summary", "en", blocks, version=1, by=second_secretariat)
    response = write(client, report, "My own text.", version=1)
    page = response.content.decode()
    assert response.status_code == 409
    assert "My own text." in page
    assert "The other person&#x27;s text." in page
    assert narratives.as_text(Narrative.objects.get().blocks) == "The other person's text."


def test_texts_rest_while_the_report_is_built(client, report, secretariat):
    Report.objects.update(state=ReportState.BUILDING)
    client.force_login(secretariat)
    assert write(client, report, "Too late.").status_code == 409


@pytest.mark.parametrize(
    ("account", "status"), [("africa_office", 403), ("kenya_government", 404), ("agency_member", 404)]
)
def test_texts_belong_to_the_secretariat(request, client, report, account, status):
    client.force_login(request.getfixturevalue(account))
    assert write(client, report, "Mine.").status_code == status
    assert not Narrative.objects.exists()


def test_an_unknown_text_is_not_found(client, report, secretariat):
    client.force_login(secretariat)
    assert client.get(address(report, "no-such-slot")).status_code == 404
