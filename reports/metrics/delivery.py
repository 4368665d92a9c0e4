"""Delivery: M15 to M18, offers and matches (M21), stories and lessons (M26), reforms (M27)."""

from __future__ import annotations

from datetime import date

from reports.facts import ActivityFact, Facts, OfferFact, PostFact, ReformFact, StageEventFact
from reports.metrics.definitions import LESSON_KINDS, MODULES, REFORM_STATUSES, STAGES
from reports.metrics.values import Figures, MetricSettings, Period, percentage


def add_delivery_figures(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    """All figures of delivery. ``facts`` stand as at the reference date."""
    _add_stages(figures, facts, period, settings)
    _add_training(figures, facts, period)
    _add_memorandum(figures, facts, period, settings)
    _add_posts(figures, facts)
    _add_exchange(figures, facts, period)
    _add_lessons(figures, facts, period)
    _add_reforms(figures, facts)


def _add_stages(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    since = date(settings.stages_since, 1, 1)
    known = [event for event in facts.stage_events if since <= event.on <= period.end]
    for scope in ({}, *({"stage": stage} for stage in STAGES)):
        events = [e for e in known if scope.get("stage") in (None, e.stage)]
        current = [e for e in events if e.on in period]
        earlier = {e.country for e in events if e.on < period.start}
        new = [e for e in current if e.country not in earlier]
        for base, part in (("M15", current), ("M15b", new), ("M15c", events)):
            figures.number(base, len({e.country for e in part}), _event_codes(part), **scope)


def _event_codes(events: list[StageEventFact]) -> list[str]:
    return [event.code for event in events]


def _add_training(figures: Figures, facts: Facts, period: Period) -> None:
    ended = [a for a in facts.activities if a.ended_on in period]
    counted = [a for a in ended if a.participants is not None]
    by_sex = [a for a in counted if a.women is not None and a.men is not None]
    persons = sum(a.participants or 0 for a in counted)
    women = sum(a.women or 0 for a in by_sex)
    both = women + sum(a.men or 0 for a in by_sex)
    figures.number("M16", persons, [a.code for a in counted])
    figures.exact("M16b", percentage(women, both), [a.code for a in by_sex])
    figures.number("M16c", persons - both, [a.code for a in counted if _persons_without_sex(a)])
    figures.count("M16d", [a.code for a in ended if a.participants is None])


def _persons_without_sex(activity: ActivityFact) -> int:
    known = 0 if activity.women is None or activity.men is None else activity.women + activity.men
    return (activity.participants or 0) - known


def _is_active_in(activity: ActivityFact, period: Period) -> bool:
    """Active on any day of the period; an activity without a first day is taken from its last day alone."""
    begins = activity.started_on or activity.ended_on
    ends = activity.ended_on or period.end
    return begins is not None and begins <= period.end and ends >= period.start


def full_quarters(period: Period) -> int:
    """Full quarters of the period, counted by its calendar months."""
    return ((period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1) // 3


def _add_memorandum(figures: Figures, facts: Facts, period: Period, settings: MetricSettings) -> None:
    joint = [a for a in facts.activities if a.is_joint_with_undp and _is_active_in(a, period)]
    held = [m for m in facts.meetings if m.is_joint_group_with_undp and m.held_on in period]
    figures.count("M17", [a.code for a in joint])
    figures.count("M17b", [m.code for m in held])
    figures.number("M17c", full_quarters(period) * settings.joint_meetings_per_year // 4, [])


def _add_posts(figures: Figures, facts: Facts) -> None:
    posts = [post for post in facts.posts if post.abolished_on is None]
    clusters = sorted({post.cluster for post in posts})
    scopes: list[dict[str, str]] = [{}, *({"cluster": cluster} for cluster in clusters)]
    for region in facts.regions:
        scopes.append({"region": region.code})
        scopes += [{"region": region.code, "cluster": cluster} for cluster in clusters]
    for scope in scopes:
        part = [
            post
            for post in posts
            if scope.get("region") in (None, post.region) and scope.get("cluster") in (None, post.cluster)
        ]
        _add_post_figures(figures, part, scope)


def _add_post_figures(figures: Figures, posts: list[PostFact], scope: dict[str, str]) -> None:
    recorded = [post.code for post in posts if post.is_filled is not None]
    figures.count("M18", [post.code for post in posts], **scope)
    figures.count("M18b", [post.code for post in posts if post.is_filled], **scope)
    figures.rate("M18c", [post.code for post in posts if post.is_filled is False], recorded, **scope)
    figures.count("M18d", [post.code for post in posts if post.is_filled is None], **scope)


def is_open_offer(offer: OfferFact) -> bool:
    """Not withdrawn, lapsed or expired (facts stand as at the reference date)."""
    return offer.closed_on is None


def _add_exchange(figures: Figures, facts: Facts, period: Period) -> None:
    offers = [offer for offer in facts.offers if is_open_offer(offer)]
    themes = [item.code for item in facts.fields]
    scopes: list[dict[str, str]] = [{}, *({"field": theme} for theme in themes)]
    for module in MODULES:
        scopes.append({"module": module})
        scopes += [{"module": module, "field": theme} for theme in themes]
    for scope in scopes:
        part = [
            offer.code
            for offer in offers
            if scope.get("module") in (None, offer.module) and scope.get("field") in (None, offer.field)
        ]
        figures.count("M21", part, **scope)
    figures.count("M21c", [match.code for match in facts.matches if match.matched_on in period])


def _add_lessons(figures: Figures, facts: Facts, period: Period) -> None:
    lessons = [lesson for lesson in facts.lessons if lesson.published_on in period]
    figures.count("M26", [lesson.code for lesson in lessons])
    for kind in LESSON_KINDS:
        of_kind = [lesson for lesson in lessons if lesson.kind == kind]
        figures.count("M26", [lesson.code for lesson in of_kind], kind=kind)
        for theme in sorted({lesson.field for lesson in of_kind if lesson.field}):
            figures.count("M26", [lesson.code for lesson in of_kind if lesson.field == theme], kind=kind, field=theme)


def latest_status(reform: ReformFact) -> str:
    """Status of the latest entry; without any it is not reported."""
    return max(reform.statuses, key=lambda entry: entry.on).status if reform.statuses else "not_reported"


def _add_reforms(figures: Figures, facts: Facts) -> None:
    figures.count("M27", [reform.code for reform in facts.reforms])
    for status in REFORM_STATUSES:
        figures.count(
            "M27", [reform.code for reform in facts.reforms if latest_status(reform) == status], status=status
        )
