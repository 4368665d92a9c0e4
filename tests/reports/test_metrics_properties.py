"""What must hold for any data: identities, sums over places, and the records behind every count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.facts import Facts, NeedFact, NeedResponse, RequestFact, facts_from_json, to_json
from reports.metrics import Period, UnknownMetric, check_identities, compute, metric_from_json, parse_metric_id
from tests.reports.golden import COUNTRIES, FIELDS, GOLDEN, PERIOD, REFORMS, REGIONS

FIRST = date(2009, 6, 1)
days = st.integers(0, 800).map(lambda number: FIRST + timedelta(days=number))
maybe_day = st.none() | days
theme = st.sampled_from([item.code for item in FIELDS])
place = st.sampled_from(
    [(country.code, country.region) for country in COUNTRIES] + [(None, region.code) for region in REGIONS]
)


@st.composite
def request_facts(draw, code):
    country, region = draw(place)
    received = draw(days)
    decided = received + timedelta(days=draw(st.integers(0, 90)))
    responded = decided + timedelta(days=draw(st.integers(0, 200)))
    decision = draw(st.sampled_from(["admitted", "admitted", "admitted", "not_admitted", ""]))
    answered = decision == "admitted" and draw(st.booleans())
    return RequestFact(
        code=code,
        title=code,
        country=country,
        region=region,
        received_on=received,
        decided_on=decided if decision else None,
        decision=decision,
        refusal_reason=draw(st.sampled_from(["outside_mandate", "duplicate", "ineligible", "other", ""])),
        first_response_on=responded if answered else None,
        completed_on=responded + timedelta(days=30) if answered and draw(st.booleans()) else None,
        withdrawn_on=draw(st.none() | st.just(received) | days.filter(lambda day: day >= received)),
        field=draw(theme | st.just("")),
        secondary_fields=tuple(draw(st.lists(theme, unique=True, max_size=2))),
        is_test=draw(st.integers(0, 9)) == 0,
        merged_into="elsewhere" if draw(st.integers(0, 9)) == 0 else "",
    )


@st.composite
def need_facts(draw, code):
    country, region = draw(place)
    responses = draw(st.lists(st.tuples(maybe_day, maybe_day, maybe_day), max_size=2))
    return NeedFact(
        code=code,
        statement=code,
        country=country,
        region=region,
        field=draw(theme),
        rank=draw(st.none() | st.integers(1, 5)),
        is_current=draw(st.booleans()),
        met_on=draw(maybe_day),
        responses=tuple(
            NeedResponse(code=f"x{number}", kind="request", responded_on=a, completed_on=b, ended_on=c)
            for number, (a, b, c) in enumerate(responses)
        ),
    )


@st.composite
def fact_lists(draw):
    requests = [draw(request_facts(f"r{number}")) for number in range(draw(st.integers(0, 12)))]
    needs = [draw(need_facts(f"n{number}")) for number in range(draw(st.integers(0, 8)))]
    return Facts(
        regions=REGIONS,
        countries=COUNTRIES,
        fields=FIELDS,
        requests=tuple(requests),
        needs=tuple(needs),
        reforms=REFORMS,
    )


@settings(max_examples=150, deadline=None)
@given(fact_lists(), st.integers(0, 365))
def test_identities_hold_for_any_data_and_any_reference_date(facts, delay):
    cut_off = PERIOD.start + timedelta(days=delay)
    assert check_identities(compute(facts, Period(PERIOD.start, PERIOD.end, cut_off))) == []


@settings(max_examples=50, deadline=None)
@given(fact_lists())
def test_facts_and_figures_come_back_unchanged_from_json(facts):
    assert facts_from_json(to_json(facts)) == facts
    computed = compute(facts, PERIOD)
    assert {name: metric_from_json(name, metric.to_json()) for name, metric in computed.items()} == computed


@settings(max_examples=50, deadline=None)
@given(fact_lists(), request_facts("late"))
def test_nothing_dated_after_the_reference_date_changes_a_figure(facts, late):
    late = replace(late, received_on=PERIOD.end + timedelta(days=1))
    assert compute(replace(facts, requests=(*facts.requests, late)), PERIOD) == compute(facts, PERIOD)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("M4b", 5, "M1: 6 received, but 10 admitted, refused, withdrawn or pending"),
        ("M9d", 7, "M9: 1 + 4 - 2 is not the stock of 7"),
        ("M9", 4, "M9: 1 + 4 - 2 is not the stock of 3"),
        ("M4|reason=other", 1, "M4: the reasons add up to 2, the total is 1"),
        ("M10|field=freshwater", 4, "M10: the fields add up to 8, the total is 6"),
        ("M13b|field=freshwater", 4, "M13b: the fields add up to 6, the total is 2"),
        ("M1|region=africa", 9, "M1: the regions add up to 13, the total is 6"),
        ("M1|country=KEN", 9, "M1: countries and regional requests add up to 13, the total is 6"),
        (
            "M27|status=completed",
            3,
            "M27: 33 statuses of 30 reforms; there are 30 reforms",
        ),
        ("M5", 9, "M5: the figure is 9, the records behind it are 3"),
    ],
)
def test_a_figure_that_does_not_add_up_is_named(name, value, complaint):
    computed = compute(GOLDEN, PERIOD)
    computed[name] = replace(computed[name], value=value)
    assert complaint in check_identities(computed)


def test_funds_that_do_not_add_up_in_cents_are_named():
    computed = compute(GOLDEN, PERIOD)
    computed["M22b|fund=gef"] = replace(computed["M22b|fund=gef"], cents=0)
    assert "M22b: the funds add up to 10400000000 cents, the total is 12380000000" in check_identities(computed)


def test_a_request_of_an_unknown_region_stops_the_build():
    unknown = replace(GOLDEN.requests[0], region="nowhere")
    facts = replace(GOLDEN, requests=(unknown, *GOLDEN.requests[1:]))
    assert "M1: the regions add up to 5, the total is 6" in check_identities(compute(facts, PERIOD))


def test_a_reform_missing_from_the_thirty_stops_the_build():
    facts = replace(GOLDEN, reforms=GOLDEN.reforms[1:])
    assert "M27: 29 statuses of 29 reforms; there are 30 reforms" in check_identities(compute(facts, PERIOD))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("M6", "M6"),
        ("M6|region=Africa", "M6|region=africa"),
        ("M13 | field=freshwater | region=africa", "M13|region=africa|field=freshwater"),
        ("M1|country=ken", "M1|country=KEN"),
    ],
)
def test_a_figure_has_one_name_however_it_is_written(written, name):
    assert parse_metric_id(written) == name


@pytest.mark.parametrize("written", ["", "M99", "M6|", "M6|region", "M6|region=", "M6|fund=gef", "M20|country=KEN"])
def test_a_name_that_no_definition_allows_is_refused(written):
    with pytest.raises(UnknownMetric):
        parse_metric_id(written)
