"""Step 7 of the chain: a record names the issued reports in which it was counted."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from needs.chain import ChainEntry, chain_of, step_number
from needs.hooks import steps_of_needs, steps_of_requests
from projects.hooks import steps_of_projects
from reports import actions
from tests.factories import AssessmentFactory, NeedFactory, ProjectFactory
from tests.factories.needs import AssistanceRequestFactory

READER = AnonymousUser()
STEPS = {"need": steps_of_needs, "request": steps_of_requests, "project": steps_of_projects}


@pytest.fixture
def counted(kenya):
    """Kind of record → one of that kind that was there in 2010."""
    need = NeedFactory(code="NEED-1", countries=[kenya], as_of="2008")
    AssessmentFactory(adopted=True, country=kenya, needs=[need], endorsed_on=date(2009, 1, 1))
    return {
        "need": need,
        "request": AssistanceRequestFactory(submitted=True, country=kenya, received_on=date(2010, 3, 1)),
        "project": ProjectFactory(code="PRJ-1", starts_on="2009-10", country=kenya),
    }


@pytest.fixture
def report(counted, ready_report):
    return ready_report


@pytest.fixture
def issued(report, secretariat, second_secretariat):
    return actions.issue_report(actions.clear_report(report, by=secretariat), by=second_secretariat)


@pytest.mark.parametrize("kind", ["need", "request", "project"])
def test_a_record_names_the_issued_report_that_counted_it(counted, issued, kind):
    record = counted[kind]
    facts = STEPS[kind]([record], READER)[record.pk]
    assert [(fact.text, fact.url) for fact in facts["report"]] == [(issued.symbol, issued.get_absolute_url())]


def test_a_report_that_counts_an_unanswered_need_does_not_end_its_chain(counted, issued):
    facts = STEPS["need"]([counted["need"]], READER)[counted["need"].pk]
    assert step_number(facts) == 1
    last = chain_of(facts)[-1]
    assert (last.state, [fact.text for fact in last.entries]) == ("ahead", [issued.symbol])
    facts["result"] = [ChainEntry("2 measured")]
    assert step_number(facts) == 7


@pytest.mark.parametrize("kind", ["need", "request", "project"])
def test_a_report_in_the_making_is_named_to_nobody(counted, report, secretariat, kind):
    record = counted[kind]
    assert "report" not in STEPS[kind]([record], secretariat)[record.pk]


def test_a_need_that_came_later_is_in_no_report(issued, kenya):
    later = NeedFactory(code="NEED-2", countries=[kenya])
    assert "report" not in STEPS["need"]([later], READER)[later.pk]


def test_more_needs_ask_no_more_queries(issued, kenya):
    def count(needs):
        with CaptureQueriesContext(connection) as queries:
            STEPS["need"](needs, READER)
        return len(queries)

    needs = [NeedFactory(code=f"NEED-{number}", countries=[kenya]) for number in range(2, 12)]
    assert count(needs) == count(needs[:1])


def test_the_page_of_a_need_links_the_report(client, counted, issued):
    page = client.get(counted["need"].get_absolute_url()).content.decode()
    assert f'href="{issued.get_absolute_url()}"' in page
    assert issued.symbol in page
