"""Every figure against values worked out by hand: the golden data set and small sets beside it.

The set: docs/design/report.md#golden-data-set
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.facts import (
    CountryShare,
    FundExpenditureFact,
    LessonFact,
    MatchFact,
    NeedResponse,
    OfferFact,
    ReformStatus,
)
from reports.metrics import DEFINITIONS, MetricSettings, Period, check_identities, compute, ranked_fields
from tests.reports.computing import figures, values
from tests.reports.golden import COUNTRIES, GOLDEN, MILLION, PERIOD, day, money, need


@pytest.fixture(scope="module")
def golden():
    return compute(GOLDEN, PERIOD)


def test_the_golden_set_keeps_every_identity(golden):
    assert check_identities(golden) == []


def test_m1_counts_requests_received(golden):
    assert golden["M1"].value == 6
    assert golden["M1"].records == ("r1", "r2", "r3", "r4", "r5", "r7")


def test_m2_counts_distinct_countries(golden):
    assert golden["M2"].value == 3


def test_m2_leaves_a_regional_request_to_its_region():
    regional = replace(GOLDEN.requests[0], code="r9", country=None)
    computed = figures(requests=(*GOLDEN.requests, regional))
    assert values(computed, "M1", "M2", "M1|region=africa", "M1|country=KEN", "M1|regional=africa") == [7, 3, 3, 2, 1]


def test_m3_counts_requests_admitted(golden):
    assert golden["M3"].value == 4


def test_m4_counts_requests_not_admitted_by_reason(golden):
    assert values(golden, "M4", "M4b", "M4c") == [1, 1, 0]
    assert golden["M4|reason=duplicate"].records == ("r3",)
    assert values(golden, "M4|reason=outside_mandate", "M4|reason=ineligible", "M4|reason=other") == [0, 0, 0]


def test_m4c_counts_a_request_decided_after_the_reference_date_as_pending():
    late = replace(GOLDEN.requests[4], decided_on=date(2011, 1, 3))
    assert values(figures(requests=(late,)), "M3", "M4c") == [0, 1]


def test_m5_counts_requests_responded_to(golden):
    assert golden["M5"].records == ("r1", "r2", "r4")


def test_m6_is_the_response_rate(golden):
    assert golden["M6"].value == Decimal("75.0")
    assert golden["M6"].base == ("r1", "r2", "r4", "r5")


def test_m7_is_the_median_and_the_ninetieth_percentile_of_days(golden):
    assert golden["M7"].value == Decimal("20.0")
    assert golden["M7b"].value == 40


def test_m7_takes_the_mean_of_the_two_middle_values(golden):
    assert golden["M7|region=africa"].value == Decimal("30.0")  # 20 and 40 days


def test_m8_counts_completed_requests_of_the_cohort_and_of_the_period(golden):
    assert values(golden, "M8", "M8b") == [1, 2]


def test_m9_closes_the_stock(golden):
    assert values(golden, "M9a", "M9b", "M9c", "M9", "M9d") == [1, 4, 2, 3, 3]
    assert golden["M9"].records == ("r2", "r4", "r5")


def test_requests_by_region(golden):
    expected = {
        "africa": [2, 2, 2, Decimal("100.0")],
        "asia-pacific": [2, 1, 1, Decimal("100.0")],
        "latin-america-caribbean": [2, 1, 0, Decimal("0.0")],
        "west-asia": [0, 0, 0, None],
    }
    for region, row in expected.items():
        assert values(golden, *(f"{base}|region={region}" for base in ("M1", "M3", "M5", "M6"))) == row


def test_m10_counts_requests_by_primary_and_secondary_field(golden):
    assert values(golden, "M10|field=freshwater", "M10|field=climate-change", "M10|field=chemicals-waste") == [2, 2, 0]
    assert values(golden, "M10|field=environmental-law", "M10b|field=environmental-law") == [1, 1]


def test_m11_is_the_share_of_eligible_countries_with_a_valid_assessment(golden):
    # Kenya's assessment is four years old to the day, Nepal's a day more, Peru's is of the next year, Yemen's is new.
    assert golden["M11b"].records == ("KEN", "YEM")
    assert golden["M11"].value == Decimal("50.0")
    assert golden["M11|region=asia-pacific"].value == Decimal("0.0")


def test_m11_validity_is_a_setting():
    assert compute(GOLDEN, PERIOD, MetricSettings(assessment_valid_years=5))["M11"].value == Decimal("75.0")


def test_m12_counts_countries_ranking_a_field_and_breaks_ties():
    uganda = replace(COUNTRIES[0], code="UGA")
    computed = figures(
        countries=(*COUNTRIES, uganda),
        needs=(
            need("a", "KEN", "freshwater", 2),
            need("b", "KEN", "freshwater", 3),  # one country counts once
            replace(need("c", "KEN", "freshwater", 3), country="UGA"),
            need("d", "KEN", "wastewater", 1),
            replace(need("e", "KEN", "wastewater", 2), country="UGA"),
            need("f", "KEN", "climate-change", 4),
            need("g", "KEN", "chemicals-waste", 3),
            replace(need("h", "KEN", "climate-change", 3), country="UGA"),
        ),
    )
    assert values(computed, "M12|region=africa|field=freshwater", "M12b|region=africa|field=freshwater") == [2, 0]
    assert values(computed, "M12|region=africa|field=wastewater", "M12b|region=africa|field=wastewater") == [2, 1]
    order = ["wastewater", "freshwater", "chemicals-waste", "climate-change"]
    assert ranked_fields(computed, GOLDEN, region="africa") == order


def test_m13_counts_open_needs_and_gaps(golden):
    assert golden["M13"].records == ("n1", "n2", "n3", "n4")
    assert golden["M13b"].records == ("n2", "n4")
    assert golden["M13c"].records == ("n4",)


def test_m13_finds_a_gap_again_when_the_only_response_has_ended():
    ended = NeedResponse(code="p1", kind="project", responded_on=day("01-01"), ended_on=day("06-30"))
    assert figures(needs=(need("x", "KEN", "freshwater", 1, responses=(ended,)),))["M13b"].value == 1


def test_m14_is_the_gap_rate_of_all_needs_and_of_first_priorities(golden):
    assert values(golden, "M14", "M14b") == [Decimal("50.0"), Decimal("33.3")]


def test_m19_counts_duplication_avoided_and_overlap(golden):
    assert golden["M19"].records == ("r3",)
    merged = replace(
        GOLDEN.requests[1],
        code="r9",
        merged_into="r2",
        merged_on=day("04-01"),
        is_merged_after_clearing_house=True,
    )
    by_hand = replace(merged, code="r10", is_merged_after_clearing_house=False)
    at_work = [
        NeedResponse(code=code, kind="project", responded_on=day("01-01"), providers=(code,)) for code in ("x", "y")
    ]
    ended = replace(at_work[1], ended_on=day("05-01"))
    computed = figures(
        requests=(*GOLDEN.requests, merged, by_hand),
        needs=(
            need("o1", "KEN", "freshwater", 1, responses=tuple(at_work)),
            need("o2", "KEN", "wastewater", 1, responses=tuple(at_work), coordination_record="AGR-1"),
            need("o3", "NPL", "freshwater", 1, responses=(at_work[0], ended)),
        ),
    )
    assert computed["M19"].records == ("r3", "r9")
    assert computed["M1"].value == 6  # the merged request counts nowhere else
    assert computed["M19b"].records == ("o1",)


def test_m20_is_the_south_south_share(golden):
    assert golden["M20"].value == Decimal("33.3")
    assert golden["M20"].records == ("r2",)


def offer(code, **more):
    return OfferFact(code=code, title=code, module="expertise", provider="Institute", field="freshwater", **more)


def test_m21_counts_offers_requests_entered_and_matches():
    entered = [
        replace(request, entered_exchange_on=on)
        for request, on in zip(
            GOLDEN.requests[:5],
            (day("01-20"), day("03-05"), None, day("06-05"), day("2011-01-05")),
            strict=True,
        )
    ]
    computed = figures(
        requests=tuple(entered),
        offers=(
            offer("o1"),
            offer("o2", opened_on=day("05-01"), closed_on=day("12-31")),
            offer("o3", opened_on=day("05-01"), closed_on=day("2011-01-01")),
            offer("o4", opened_on=day("2011-01-01")),
        ),
        matches=(
            MatchFact(code="m1", offer="o1", request="r2", matched_on=day("03-20")),
            MatchFact(code="m2", offer="o3", request="r1", matched_on=day("2011-02-01")),
            MatchFact(code="m3", offer="o1", request="r4", state="proposed"),
            MatchFact(code="m4", offer="o1", need="n1", matched_on=day("2009-12-01")),
        ),
    )
    assert computed["M21"].records == ("o1", "o3")
    assert computed["M21|module=expertise|field=freshwater"].value == 2
    assert computed["M21b"].records == ("r1", "r2", "r4")
    assert computed["M21c"].records == ("m1",)
    assert computed["M21d"].value == Decimal("33.3")


def test_m22_sums_contributions_by_fund(golden):
    assert values(golden, "M22", "M22b", "M22c") == [Decimal("135.0"), Decimal("123.8"), Decimal("74.2")]
    earmarked = values(golden, *(f"{base}|fund=earmarked" for base in ("M22", "M22b", "M22c")))
    assert earmarked == [Decimal("38.0"), Decimal("31.6"), Decimal("27.4")]


def test_m22_rounds_once_from_cents():
    rows = tuple(
        replace(money(f"c{n}", "gef", 0, 0, 0), paid=4 * MILLION // 100, contributor_code="x") for n in range(3)
    )
    assert figures(contributions=rows)["M22b"].value == Decimal("0.1")  # 0.12 million, not 3 times 0.0


def test_m23_is_the_share_applied_and_the_collection_rate(golden):
    shares = values(golden, *(f"M23|fund={fund}" for fund in ("environment_fund", "earmarked", "gef", "private")))
    assert shares == [Decimal("35.4"), Decimal("86.7"), Decimal("100.0"), Decimal("100.0")]
    assert values(golden, "M23", "M23b") == [Decimal("59.9"), Decimal("91.7")]


def test_m23_of_the_environment_fund_divides_by_its_expenditure_where_recorded():
    spent = FundExpenditureFact(code="e1", fund="environment_fund", on=day("12-31"), amount=50 * MILLION)
    computed = figures(contributions=GOLDEN.contributions, fund_expenditures=(spent,))
    assert computed["M23|fund=environment_fund"].value == Decimal("49.8")


def test_m24_is_the_attainment_of_the_unrounded_share(golden):
    assert golden["M24|fund=environment_fund"].value == Decimal("101.2")
    assert golden["M24|fund=gef"].value is None


def test_m24_follows_the_target_set():
    assert compute(GOLDEN, PERIOD, MetricSettings(ef_target_pct="3"))["M24|fund=environment_fund"].value == Decimal(
        "1180.7"
    )


def test_m25_counts_needs_met_with_evidence_and_completed_response(golden):
    assert golden["M25"].records == ("n5",)
    assert golden["M25b"].value == Decimal("50.0")  # r1 is verified, r6 is not
    unproved = replace(GOLDEN.needs[4], has_verified_evidence=False)
    assert figures(needs=(unproved,))["M25"].value == 0


def lesson(code, kind, published, theme="freshwater"):
    return LessonFact(code=code, title=code, kind=kind, published_on=published and day(published), field=theme)


def test_m26_counts_stories_and_lessons_by_kind_and_field():
    computed = figures(
        lessons=(
            lesson("l1", "success", "02-01"),
            lesson("l2", "success", "03-01", "forests"),
            lesson("l3", "shortcoming", "12-31"),
            lesson("l4", "lesson", "2011-01-01"),
            lesson("l5", "lesson", None),
        )
    )
    assert values(computed, "M26", "M26|kind=success", "M26|kind=shortcoming", "M26|kind=lesson") == [3, 2, 1, 0]
    assert computed["M26|kind=success|field=freshwater"].records == ("l1",)


def test_m27_counts_reforms_by_latest_status(golden):
    assert values(golden, "M27", "M27|status=in_progress", "M27|status=not_reported") == [30, 29, 1]
    later = replace(
        GOLDEN.reforms[0],
        statuses=(
            ReformStatus(on=day("11-30"), status="completed"),
            ReformStatus(on=day("01-31"), status="in_progress"),
            ReformStatus(on=day("2011-02-01"), status="awaiting_council"),
        ),
    )
    computed = figures(reforms=(later, *GOLDEN.reforms[1:]))
    assert values(computed, "M27|status=completed", "M27|status=awaiting_council") == [1, 0]


def test_m28_is_the_share_of_groups_which_overlap(golden):
    # Of six requests two are of Nepal (LDC and LLDC) and two of Kenya (Africa); r4 of the three answered is Nepal's.
    assert values(golden, *(f"M28|group={group}" for group in ("ldc", "lldc", "sids", "africa"))) == [
        Decimal("33.3"),
        Decimal("33.3"),
        Decimal("0.0"),
        Decimal("33.3"),
    ]
    assert values(golden, "M28b|group=ldc", "M28b|group=africa") == [Decimal("33.3"), Decimal("66.7")]


def test_m28_shares_money_applied_by_country():
    shares = (
        CountryShare(country="NPL", region="asia-pacific", amount=MILLION),
        CountryShare(country=None, region="africa", amount=MILLION // 2),
    )
    computed = figures(contributions=(money("c1", "gef", 4.0, 4.0, 4.0, shares=shares),))
    groups = ("ldc", "lldc", "sids", "africa")
    assert values(computed, *(f"M28c|group={group}" for group in groups)) == [
        Decimal("25.0"),
        Decimal("25.0"),
        Decimal("0.0"),
        Decimal("12.5"),
    ]


def test_the_reference_date_may_lie_before_the_end_of_the_period():
    early = Period(PERIOD.start, PERIOD.end, date(2010, 6, 30))
    computed = compute(GOLDEN, early)
    assert values(computed, "M1", "M3", "M9", "M9d") == [4, 3, 3, 3]  # r6 is completed only in September


def test_half_is_rounded_away_from_zero():
    rows = (replace(money("c1", "gef", 0, 0, 0), pledged=200_00, paid=1_25, applied=0),)
    computed = figures(contributions=rows)
    assert computed["M23b"].value == Decimal("0.6")  # 0.625
    rows = (replace(rows[0], pledged=400_00, paid=1_00),)
    assert figures(contributions=rows)["M23b"].value == Decimal("0.3")  # 0.25


def test_every_figure_that_is_defined_is_computed(golden):
    assert {name.split("|")[0] for name in golden} == set(DEFINITIONS)
