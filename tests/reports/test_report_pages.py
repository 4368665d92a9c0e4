"""What the pages of a report show, to whom, and with how few queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core import clock
from reports import actions, lints, narratives
from reports.choices import ReportState
from reports.models import Narrative, Report
from tests.factories.reports import ReportFactory

MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(kenya, ready_report):
    """Ready, with its default texts; the summary is empty."""
    for slot, blocks in narratives.default_narratives().items():
        if slot != "summary":
            Narrative.objects.create(report=ready_report, section=slot, language="en", blocks=blocks)
    Narrative.objects.update(updated_at=clock.now() - timedelta(days=1))
    return ready_report


@pytest.fixture
def issued(report, secretariat, second_secretariat):
    return actions.issue_report(actions.clear_report(report, by=secretariat), by=second_secretariat)


def page_of(client, report):
    response = client.get(report.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def checks_on(page):
    """Mark and words of each line before clearing."""
    sign = r'(?:[✓✕]|<span class="part q2"></span>)'
    line = rf'<span class="(yes|half|not)" aria-hidden="true">{sign}</span><span><span class="hid">.*?</span>(.*?)</li>'
    found = re.findall(line, page)
    return [(mark, re.sub(r"<[^>]+>", "", words).strip()) for mark, words in found]


@pytest.mark.parametrize("state", [*ReportState.values])
@pytest.mark.parametrize("reader", ["secretariat", "africa_office"])
def test_each_state_answers_with_few_queries(request, client, report, secretariat, state, reader):
    fields = {"cleared_by": secretariat, "issued_by": report.requested_by, "issued_at": clock.now()}
    Report.objects.filter(pk=report.pk).update(state=state, **(fields if state == "issued" else {}))
    client.force_login(request.getfixturevalue(reader))
    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, report)
    assert len(queries) <= MOST_QUERIES
    assert len(re.findall(r"<h1[ >]", page)) == 1


@pytest.mark.parametrize(
    "path", ["", "texts/decision/", "preview/summary/", "preview/annex-reforms/", "figures/M1/", "progress/"]
)
def test_each_page_answers_with_few_queries(client, report, secretariat, path):
    client.force_login(secretariat)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{report.get_absolute_url()}{path}").status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_the_list_needs_no_more_queries_for_more_reports(client, report, secretariat):
    client.force_login(secretariat)
    address = reverse("reports:report_list")
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for year in range(2005, 2010):
        ReportFactory(session=report.session, year=year, symbol=f"UNEP/GC.26/{year}")
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) == len(few) <= MOST_QUERIES


def test_before_clearing_the_page_says_what_is_empty_and_what_is_still_the_default(client, report, secretariat):
    client.force_login(secretariat)
    checks = checks_on(page_of(client, report))
    defaults = len(narratives.default_narratives()) - 1
    assert ("not", "Empty: Summary") in checks
    assert ("half", f"{defaults} texts are still the default texts") in checks
    assert ("yes", "Not longer than 8,500 words") in checks
    assert ("yes", "No remarks on the wording") in checks


def test_before_clearing_the_page_says_what_is_newer_than_the_build(client, report, secretariat):
    client.force_login(secretariat)
    blocks = narratives.parse(narratives.SLOTS["summary"], "Words of this year.", frozenset())
    actions.write_narrative(report, "summary", "en", blocks, version=1, by=secretariat)
    page = page_of(client, report)
    assert ("not", "1 text is newer than the build; build the report again") in checks_on(page)
    assert "4 of 250" in page


def test_a_report_within_the_limit_is_cleared_by_one_press(client, report, secretariat):
    client.force_login(secretariat)
    page = page_of(client, report)
    assert reverse("reports:report_clear", args=[report.code]) in page
    assert 'name="waiver"' not in page


def test_a_report_over_the_limit_asks_for_the_waiver(client, report, secretariat, monkeypatch):
    monkeypatch.setattr(lints, "WORD_LIMIT", 100)
    client.force_login(secretariat)
    page = page_of(client, report)
    assert 'name="waiver"' in page
    assert ("not", "3,000 words: above 100 a waiver is needed") in checks_on(page)


def test_a_visitor_reads_the_issued_report_and_sees_nothing_of_its_making(client, issued):
    page = page_of(client, issued)
    assert reverse("reports:report_page", args=[issued.code, "annex-reforms"]) in page
    assert reverse("reports:edition_download", args=[issued.code, "en"]) in page
    assert '<article class="report-preview"' in page
    for word in ("Before the report can be cleared", "Reopen", "<h2>History", "/texts/"):
        assert word not in page


def test_a_visitor_does_not_find_a_report_in_the_making(client, report):
    for path in ("", "preview/summary/", "figures/M1/", "editions/en.pdf"):
        assert client.get(f"{report.get_absolute_url()}{path}").status_code == 404


def test_every_table_on_screen_scrolls_in_a_frame_with_a_name_of_its_own(report):
    for page in report.current_snapshot.editions.get().pages_on_screen:
        tables = len(re.findall(r'<table class="(?:figures|grid)"', page["html"]))
        names = re.findall(r'<div class="scroll" role="region" tabindex="0" aria-label="([^"]+)">', page["html"])
        assert len(names) == len(set(names)) == tables


def test_the_pages_of_the_text_have_addresses_of_their_own(report):
    slugs = [page["slug"] for page in report.current_snapshot.editions.get().pages_on_screen]
    assert len(set(slugs)) == len(slugs)


def test_the_records_behind_a_figure_are_a_box_for_a_script_and_a_page_without(client, report, secretariat):
    client.force_login(secretariat)
    address = reverse("reports:figure_records", args=[report.code, "M1"])
    box, page = client.get(address, headers={"HX-Request": "true"}), client.get(address)
    assert b"<html" not in box.content
    assert b"<html" in page.content
    assert "HX-Request" in box["Vary"]
    assert "HX-Request" in page["Vary"]


def test_a_file_is_sent_as_it_is_and_says_how_long_it_is(client, report, secretariat):
    client.force_login(secretariat)
    address = reverse("reports:edition_download", args=[report.code, "en"])
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))


def test_the_start_page_shows_the_report_in_the_making_only_to_those_who_make_it(client, report, secretariat):
    assert report.symbol not in client.get("/").content.decode()
    client.force_login(secretariat)
    assert report.symbol in client.get("/").content.decode()


def test_the_start_page_leads_to_the_editions_of_the_issued_report(client, issued):
    page = client.get("/").content.decode()
    assert reverse("reports:edition_download", args=[issued.code, "en"]) in page
    assert "English (PDF)" in page
    assert "six languages" not in page


def test_the_start_page_promises_no_languages_that_are_not_printed(client, db):
    assert "six languages" not in client.get("/").content.decode()
