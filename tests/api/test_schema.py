"""The API keeps what its description says, whatever is asked: generated requests, as a visitor and as an agency.

``SCHEMA_EXAMPLES`` sets how many requests each operation gets in each mode: 12 make more than 2,000 in all, and 60 the
10,000 of a night. They are the same each time, unless SCHEMA_EXAMPLES is set: then they are drawn by a number that is
printed, and ``SCHEMA_SEED`` takes it back.
"""

import os
import secrets
from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.failures import FailureGroup

from accounts import actions
from accounts.choices import Scope
from bsp_portal.api import CATALOGUE, description
from core.api import viewsets
from tests.api.records import complete_records
from tests.factories import AgencyFactory, UserFactory

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "12"))
DRAWN = secrets.randbelow(2**32) if "SCHEMA_EXAMPLES" in os.environ else 0
SEED = int(os.environ.get("SCHEMA_SEED", DRAWN))
CASES = 1_000  # for each actor at least
PLAIN = {"Accept-Encoding": "identity", "Host": "localhost"}
# That a code is a text, a schema can say; that it must be one on record, it cannot: other texts are refused.
NOT_SAYABLE = ["positive_data_acceptance"]


@pytest.fixture
def kept_connection():
    """A server closes connections between requests; the one of the test holds its transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def agency_token(loaded, django_db_blocker):
    """The token of an agency that takes part in records of every kind."""
    with django_db_blocker.unblock():
        agency = AgencyFactory(code="ORG-TEST", name="Institute for rivers", kind="academic")
        complete_records(agency)
        account = UserFactory(role="agency", agency=agency)
        return actions.create_token(account, by=None, name="test", scopes=Scope.values)[1]


@pytest.fixture
def schema(agency_token, db, kept_connection):
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application(), headers=PLAIN)


def headers_of(actor: str, token: str) -> dict:
    return PLAIN if actor == "visitor" else PLAIN | {"Authorization": f"Bearer {token}"}


def ask_everything(schema, headers: dict, examples: int = EXAMPLES) -> Counter:
    """Generated requests to every operation, each answer held against the description; how often each status came."""
    print(f"SCHEMA_EXAMPLES={examples} SCHEMA_SEED={SEED}")
    statuses = Counter()
    excluded = CHECKS.get_by_names(NOT_SAYABLE)
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:

            @seed(SEED)
            @hypothesis_settings(
                max_examples=examples,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(mode))
            def ask(case):
                statuses[case.call_and_validate(headers=headers, excluded_checks=excluded).status_code] += 1

            ask()
    return statuses


def test_the_description_is_openapi_3_1_and_names_every_resource():
    found = description()
    assert found["openapi"].startswith("3.1")
    assert {path for path in found["paths"] if not path.endswith("}/")} == {f"/api/v1/{name}/" for name in CATALOGUE}
    for component in found["components"]["schemas"].values():
        Draft202012Validator.check_schema(component)


@pytest.mark.slow
@pytest.mark.parametrize("actor", ["visitor", "agency"])
def test_whatever_is_asked_is_answered_as_described(actor, schema, agency_token, proof):
    statuses = ask_everything(schema, headers_of(actor, agency_token))
    print(f"{actor}: {statuses.total()} requests, {dict(statuses)}")
    assert statuses.total() >= min(CASES, 3 * EXAMPLES * len(CATALOGUE))
    assert statuses[200] > EXAMPLES * 5
    assert statuses[500] == statuses[503] == 0
    proof(f"questions to the API, {actor}", statuses.total())


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("actor", ["visitor", "agency"])
def test_real_answers_are_as_described(name, actor, schema, agency_token):
    """Generated requests seldom meet a record: here every record of the first pages is held against the description."""
    headers, key = headers_of(actor, agency_token), CATALOGUE[name].lookup_field
    expected = 200 if CATALOGUE[name].is_public or actor == "agency" else 401
    listed = schema[f"/api/v1/{name}/"]["GET"].Case(query={"page_size": 100, "count": "true"})
    answer = listed.call_and_validate(headers=headers, excluded_checks=CHECKS.get_by_names(NOT_SAYABLE))
    assert answer.status_code == expected
    for row in answer.json().get("results", [])[:3]:
        alone = schema[f"/api/v1/{name}/{{{key}}}/"]["GET"].Case(path_parameters={key: row[key]})
        assert alone.call_and_validate(headers=headers).status_code == 200


# Teeth


def test_an_answer_that_breaks_the_description_is_noticed(schema, agency_token, monkeypatch):
    monkeypatch.setattr(viewsets.VisibleReadOnlyViewSet, "link", lambda view, cursor: 7)
    with pytest.raises(FailureGroup) as raised:
        ask_everything(schema, PLAIN, examples=3)
    assert {str(failure).split("\n")[0] for failure in raised.value.exceptions} == {"Response violates schema"}
