"""Facts that give every section and annex of the report something to print, and the snapshot of them."""

from __future__ import annotations

from dataclasses import replace

from reports.facts import (
    ActivityFact,
    CountryShare,
    LessonFact,
    MatchFact,
    MeetingFact,
    OfferFact,
    PostFact,
    ProjectFact,
    StageEventFact,
    TargetFact,
    to_json,
)
from reports.narratives import default_narratives
from reports.snapshot_format import empty_snapshot, make_snapshot
from tests.reports.golden import GOLDEN, MILLION, day

ORDER = empty_snapshot()["report"]
SHARES = (CountryShare(country="NPL", region="asia-pacific", amount=MILLION),)
FULL = replace(
    GOLDEN,
    requests=(
        replace(GOLDEN.requests[0], entered_exchange_on=day("01-20")),
        replace(GOLDEN.requests[1], entered_exchange_on=day("03-05")),
        *GOLDEN.requests[2:],
        replace(GOLDEN.requests[4], code="r9", country=None, region="africa"),
    ),
    contributions=(replace(GOLDEN.contributions[0], shares=SHARES), *GOLDEN.contributions[1:]),
    offers=tuple(
        OfferFact(
            code=f"o{number}", title=f"Offer {number}", module="expertise", provider="Institute", field="freshwater"
        )
        for number in (1, 2)
    ),
    matches=(
        MatchFact(
            code="m1",
            offer="o1",
            request="r2",
            recipient_country="KEN",
            arrangement="south_south",
            matched_on=day("03-20"),
            state="agreed",
        ),
    ),
    projects=(
        ProjectFact(
            code="p1",
            title="Water laboratories",
            countries=("KEN", "NPL"),
            field="freshwater",
            partners=("UNEP", "UNDP"),
            start="2009-10",
            end="2011",
            budget=123_456_789,
            status="active",
            requests=("r1",),
        ),
        ProjectFact(code="p2", title="Atlas", regions=("africa",)),
    ),
    stage_events=(StageEventFact(code="s1", country="KEN", stage="joint_project", on=day("05-01")),),
    activities=(
        ActivityFact(code="t1", title="Course", ended_on=day("05-05"), participants=30, women=12, men=18),
        ActivityFact(code="t2", title="Joint", started_on=day("05-05"), is_joint_with_undp=True),
    ),
    meetings=(MeetingFact(code="g1", title="Group", held_on=day("02-02"), is_joint_group_with_undp=True),),
    lessons=(LessonFact(code="l1", title="Success", kind="success", published_on=day("05-05"), field="freshwater"),),
    posts=(
        PostFact(code="f1", title="Focal point", region="africa", cluster="biodiversity", grade="L4", is_filled=True),
        PostFact(
            code="f2",
            title="Focal point",
            region="west-asia",
            cluster="chemicals-waste",
            is_filled=False,
            vacant_since=day("03-01"),
        ),
    ),
    targets=(
        TargetFact(
            code="t3", statement="Share of the Environment Fund", percent="3", comparator="at_least", source="para. 99"
        ),
        TargetFact(code="t35", statement="Share of earmarked contributions", percent="35", source="para. 101"),
    ),
    reforms=(
        *GOLDEN.reforms[:23],
        replace(GOLDEN.reforms[23], budget_implication="see_other_item", see_reform=17),
        *GOLDEN.reforms[24:],
    ),
)


def snapshot(facts=FULL, **more):
    return make_snapshot(ORDER, to_json(facts), narratives={"en": default_narratives()}, **more)
