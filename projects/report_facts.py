"""What the council report reads of projects, money and lessons, as plain values (shapes: reports.facts)."""

from django.db.models import Q

from core.choices import Visibility
from core.text.partial_dates import earliest, latest
from projects.choices import LessonKind, PartnerRole, ProjectState
from projects.models import Activity, Contribution, CountryMilestone, FundExpenditure, Lesson, Project

STARTED_STATES = (ProjectState.ACTIVE, ProjectState.COMPLETED, ProjectState.CLOSED)
ROLE_ORDER = list(PartnerRole)


def projects(start, end, cut_off):
    """Projects under way in the period, as far as the sources known at the reference date tell."""
    candidates = Project.objects.filter(state__in=STARTED_STATES).prefetch_related(
        "themes", "regions", "project_countries", "partnerships__agency", "needs"
    )
    return [
        _project(project)
        for project in candidates.select_related("assistance").order_by("code")
        if _ran_in(project, start, end, cut_off)
    ]


def need_responses(_start, _end, cut_off):
    """Code of a need → the projects that answer it, in the shape of a need's responses, and how they coordinate."""
    answering = Project.objects.filter(needs__isnull=False).distinct().prefetch_related("needs", "partnerships__agency")
    responses: dict[str, list[dict]] = {}
    coordination: dict[str, str] = {}
    for project in answering.order_by("code"):
        if project.as_of and earliest(project.as_of) > cut_off and not project.starts_on:
            continue
        started_on = earliest(project.starts_on or project.as_of) if project.starts_on or project.as_of else None
        ended_on = latest(project.ends_on) if project.ends_on else None
        is_completed = project.state in (ProjectState.COMPLETED, ProjectState.CLOSED)
        for need in project.needs.all():
            responses.setdefault(need.code, []).append(
                {
                    "code": project.code,
                    "kind": "project",
                    "responded_on": started_on if project.state in STARTED_STATES else None,
                    "completed_on": ended_on if is_completed else None,
                    "ended_on": ended_on if project.state == ProjectState.CANCELLED else None,
                    "providers": sorted({partnership.agency.code for partnership in project.partnerships.all()}),
                }
            )
            if project.coordination_record and project.sight == Visibility.PUBLIC:
                coordination[need.code] = project.coordination_record
    return responses, coordination


def stage_events(_start, _end, cut_off):
    """Stages that countries reached until the reference date, also in earlier years: they make cumulative counts."""
    return [
        {
            "code": f"{milestone.country_id}/{milestone.stage}/{milestone.reached_on}",
            "is_demo": milestone.is_demo,
            "country": milestone.country_id,
            "stage": milestone.stage,
            "on": milestone.reached_on,
        }
        for milestone in CountryMilestone.objects.filter(reached_on__lte=cut_off).order_by(
            "country", "stage", "reached_on"
        )
    ]


def activities(_start, _end, _cut_off):
    """Activities with a known end, and joint ones with a known start; phases of a project are none."""
    dated = Activity.objects.exclude(kind="phase").select_related("project").prefetch_related("joint_with")
    return [
        {
            "code": f"{activity.project.code}/{activity.pk}",
            "is_demo": activity.project.is_demo,
            "title": activity.title,
            "started_on": earliest(activity.starts_on) if activity.starts_on else None,
            "ended_on": latest(activity.ends_on) if activity.ends_on else None,
            "project": activity.project.code,
            "countries": [activity.country_id] if activity.country_id else [],
            "participants": activity.participants,
            "women": activity.women,
            "men": activity.men,
            "is_joint_with_undp": any(agency.acronym == "UNDP" for agency in activity.joint_with.all()),
        }
        for activity in dated.order_by("project__code", "pk")
    ]


def contributions(_start, _end, cut_off):
    """Pledges, payments and applications with a known amount, date and stage; of a project, if that is public."""
    moved = (
        Contribution.objects.exclude(happened_on="")
        .exclude(stage="")
        .exclude(fund="")
        .filter(usd_cents__isnull=False)
        .filter(Q(project__isnull=True) | Q(project__visibility=Visibility.PUBLIC))
        .select_related("donor")
    )
    return [
        {
            "code": contribution.code,
            "is_demo": contribution.is_demo,
            "contributor": contribution.donor.name if contribution.donor else "",
            "contributor_code": contribution.donor.code if contribution.donor else "",
            "fund": contribution.fund,
            "on": happened_on,
            "pledged": contribution.usd_cents if contribution.stage == "pledged" else None,
            "paid": contribution.usd_cents if contribution.stage == "paid" else None,
            "applied": contribution.usd_cents if contribution.stage == "applied" else None,
            "shares": shares_by_country(contribution),
        }
        for contribution in moved.prefetch_related("project__project_countries__country").order_by("code")
        if (happened_on := latest(contribution.happened_on)) <= cut_off
    ]


def fund_expenditures(_start, _end, cut_off):
    """What funds spent in all until the reference date."""
    return [
        {
            "code": expenditure.code,
            "is_demo": expenditure.is_demo,
            "fund": expenditure.fund,
            "on": expenditure.spent_on,
            "amount": expenditure.usd_cents,
        }
        for expenditure in FundExpenditure.objects.filter(spent_on__lte=cut_off).order_by("code")
    ]


def lessons(_start, _end, _cut_off):
    """Published accounts; a good practice is a success."""
    published = Lesson.objects.select_related("project", "assistance")
    return [
        {
            "code": lesson.code,
            "is_demo": lesson.is_demo,
            "title": lesson.text,
            "kind": LessonKind.SUCCESS if lesson.kind == LessonKind.GOOD_PRACTICE else lesson.kind,
            "field": lesson.theme_id or "",
            "published_on": lesson.published_on,
            "request": lesson.assistance.code if lesson.assistance else "",
            "project": lesson.project.code if lesson.project else "",
        }
        for lesson in published.order_by("code")
    ]


def shares_by_country(contribution) -> list[dict]:
    """Applied money split by the shares of the project's beneficiaries; whole cents, the rest goes to the last one."""
    if contribution.stage != "applied" or contribution.project is None:
        return []
    parts = [
        part
        for part in contribution.project.project_countries.all()
        if part.role == "beneficiary" and part.share is not None and part.country.region_id
    ]
    if not parts or sum(part.share for part in parts) != 100:
        return []
    split = [int(contribution.usd_cents * part.share / 100) for part in parts]
    split[-1] += contribution.usd_cents - sum(split)
    return [
        {"country": part.country_id, "region": part.country.region_id, "amount": amount}
        for part, amount in zip(parts, split, strict=True)
    ]


def _ran_in(project, start, end, cut_off) -> bool:
    if project.ends_on and latest(project.ends_on) < start:
        return False
    if project.starts_on:
        return earliest(project.starts_on) <= end
    return bool(project.as_of) and latest(project.as_of) <= cut_off


def _project(project) -> dict:
    partnerships = sorted(project.partnerships.all(), key=lambda entry: (ROLE_ORDER.index(entry.role), entry.pk))
    themes = list(project.themes.all())
    has_parent = project.parent_id is not None
    return {
        "code": project.code,
        "is_demo": project.is_demo,
        "title": project.title,
        "countries": sorted(
            {entry.country_id for entry in project.project_countries.all() if entry.role != "observer"}
        ),
        "regions": sorted(region.code for region in project.regions.all()) or (["global"] if project.is_global else []),
        "field": themes[0].code if themes else "",
        "arrangement": project.cooperation[0].replace("-", "_") if project.cooperation else "",
        "partners": list(dict.fromkeys(entry.agency.short_name for entry in partnerships)),
        "start": project.starts_on,
        "end": project.ends_on,
        "budget": None if has_parent else _cents(project.budget, project.currency),
        "expenditure": None if has_parent else _cents(project.expenditure, project.currency),
        "status": project.state,
        "requests": [project.assistance.code] if project.assistance else [],
        "needs": sorted(need.code for need in project.needs.all()),
    }


def _cents(amount, currency) -> int | None:
    """Dollars as cents; an amount in another currency is not known in dollars."""
    return int(amount * 100) if amount is not None and currency == "USD" else None
