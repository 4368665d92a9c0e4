"""Facts are read strictly: a floor that answers in another shape learns which record and field is wrong."""

from __future__ import annotations

import pytest

from reports.facts import FLOORS, FactError, Facts, facts_from_json, to_json
from tests.reports.golden import GOLDEN

REQUEST = to_json(GOLDEN.requests[0])


def test_every_list_belongs_to_one_floor():
    named = [name for names in FLOORS.values() for name in names]
    assert sorted(named) == sorted(Facts.__dataclass_fields__)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"received_on": "2010-01"}, "requests[0] r1.received_on: '2010-01' is not a full ISO date"),
        ({"country": 404}, "requests[0] r1.country: str is expected, not 404"),
        ({"is_test": 1}, "requests[0] r1.is_test: bool is expected, not 1"),
        ({"secondary_fields": "freshwater"}, "requests[0] r1.secondary_fields: a list is expected"),
        ({"refusal_reason": "busy"}, "r1.refusal_reason: one of outside_mandate, duplicate, ineligible, other"),
        ({"colour": "blue"}, "requests[0]: unknown fields colour"),
    ],
)
def test_a_wrong_field_is_named_with_its_record(change, complaint):
    with pytest.raises(FactError) as raised:
        facts_from_json({"requests": [{**REQUEST, **change}]})
    assert complaint in str(raised.value)


def test_a_missing_field_is_named():
    with pytest.raises(FactError, match="r1.*received_on"):
        facts_from_json({"requests": [{key: value for key, value in REQUEST.items() if key != "received_on"}]})


def test_one_code_twice_is_refused():
    with pytest.raises(FactError, match="the code r1 occurs twice"):
        facts_from_json({"requests": [REQUEST, REQUEST]})
