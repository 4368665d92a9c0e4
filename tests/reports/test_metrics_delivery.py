"""Stages of countries, activities, meetings and posts against values worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.facts import ActivityFact, MeetingFact, PostFact, StageEventFact
from tests.reports.computing import figures, values
from tests.reports.golden import day


def stage_event(code, country, on, stage="team_trained"):
    return StageEventFact(code=code, country=country, stage=stage, on=date.fromisoformat(on))


def test_m15_counts_distinct_new_and_cumulative_countries_by_stage():
    computed = figures(
        stage_events=(
            stage_event("s1", "KEN", "2009-05-01"),
            stage_event("s2", "KEN", "2010-02-01"),
            stage_event("s3", "NPL", "2010-03-01"),
            stage_event("s4", "NPL", "2010-09-01"),
            stage_event("s5", "PER", "2008-01-01"),
            stage_event("s6", "YEM", "2011-01-01"),
            stage_event("s7", "YEM", "2004-12-31"),  # before the start year
            stage_event("s8", "KEN", "2010-04-01", stage="joint_project"),
        )
    )
    stage = "|stage=team_trained"
    assert values(computed, f"M15{stage}", f"M15b{stage}", f"M15c{stage}") == [2, 1, 3]
    assert computed[f"M15b{stage}"].records == ("s3", "s4")
    assert values(computed, "M15|stage=joint_project", "M15", "M15b", "M15c") == [1, 2, 1, 3]


def activity(code, ended, participants, women=None, men=None, **more):
    return ActivityFact(
        code=code, title=code, ended_on=day(ended), participants=participants, women=women, men=men, **more
    )


def test_m16_sums_participants_and_the_share_of_women():
    computed = figures(
        activities=(
            activity("t1", "03-01", 30, 12, 18),
            activity("t2", "12-31", 20),
            activity("t3", "06-01", 40, 20, 15),  # five persons without the datum
            activity("t4", "05-01", None),
            activity("t5", "2009-12-31", 500, 250, 250),
        )
    )
    # 30 + 20 + 40; (12 + 20) / (30 + 35) = 49.23 per cent; 90 - 65 persons without the datum
    assert values(computed, "M16", "M16b", "M16c", "M16d") == [90, Decimal("49.2"), 25, 1]
    assert computed["M16c"].records == ("t2", "t3")


def test_m17_counts_joint_activities_and_meetings_with_undp():
    joint = {"is_joint_with_undp": True}
    computed = figures(
        activities=(
            activity("u1", "01-01", 1, started_on=day("2009-01-01"), **joint),
            activity("u2", "2009-12-31", 1, started_on=day("2009-01-01"), **joint),
            ActivityFact(code="u3", title="u3", started_on=day("12-31"), **joint),
            activity("u4", "06-01", 1, started_on=day("05-01")),
        ),
        meetings=(
            MeetingFact(code="m1", title="m1", held_on=day("02-01"), is_joint_group_with_undp=True),
            MeetingFact(code="m2", title="m2", held_on=day("2009-12-31"), is_joint_group_with_undp=True),
            MeetingFact(code="m3", title="m3", held_on=day("03-01")),
        ),
    )
    assert computed["M17"].records == ("u1", "u3")
    assert values(computed, "M17", "M17b", "M17c") == [2, 1, 4]


def post(code, region, cluster="biodiversity", **more):
    return PostFact(code=code, title=code, region=region, cluster=cluster, **more)


def test_m18_counts_posts_filled_and_vacant():
    computed = figures(
        posts=(
            post("p1", "africa", is_filled=True),
            post("p2", "africa", "chemicals-waste", is_filled=False, vacant_since=day("03-01")),
            post("p3", "west-asia", is_filled=True),
            post("p4", "west-asia"),
            post("p5", "africa", is_filled=True, abolished_on=day("05-01")),
            post("p6", "africa", is_filled=True, established_on=day("2011-01-01")),
        )
    )
    assert values(computed, "M18", "M18b", "M18d", "M18c") == [4, 2, 1, Decimal("33.3")]
    assert values(computed, "M18|region=africa", "M18c|region=africa") == [2, Decimal("50.0")]
    assert computed["M18c|region=africa|cluster=chemicals-waste"].value == Decimal("100.0")
    assert computed["M18c|region=asia-pacific"].value is None
