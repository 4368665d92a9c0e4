"""A project from its opening to its end: what is corrected, who may see it, what is delivered."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.acts import add, allow, check_fields, lock_all, note, require
from core.errors import RuleBroken
from core.sight import is_wider
from core.text.languages import interface_code
from exchange.models import Match
from needs import actions as needs_actions
from needs.choices import RequestState
from needs.models import AssistanceRequest, Need
from partners.models import Agency
from projects import policies
from projects.actions.lives import PROJECTS, RESPONSES
from projects.actions.taking_part import let_in, take_in
from projects.choices import OPEN_STATES, CountryRole, PartnerRole, ProjectState, ProjectVerb
from projects.models import Project
from reference.models import Country

EDITABLE = (
    "title", "summary", "cooperation", "subprogramme", "starts_on", "ends_on", "budget", "currency", "url", "language",
    "note", "themes", "areas", "capacity_types", "needs", "groups",
)  # fmt: skip
# Who sees it follows from these: a treaty that is named is of the own side.
SET_WHEN_OPENED = ("visibility", "meas", "origin", "origin_reference")


@transaction.atomic
def open_project(*, by: User, lead: Agency, countries: Collection[Country], **values: Any) -> Project:
    """A project that answers no request: an agency's own, or one that the secretariat enters."""
    allow(policies.can_open_own, by, lead)
    project = _add_project(Project(), by=by, values=values)
    take_in(project, lead, PartnerRole.LEAD, by=by)
    share = 100 if len(countries) == 1 else None
    for country in countries:
        let_in(project, country, CountryRole.BENEFICIARY, by=by, share=share)
    _name_regions(project, countries)
    note(project, ProjectVerb.OPENED, by=by, to_state=project.state)
    return project


@transaction.atomic
def open_response_project(
    assistance: AssistanceRequest,
    *,
    by: User,
    lead: Agency,
    arrangement: str,
    first_response_on: date | None = None,
    **values: Any,
) -> Project:
    """Answer an accepted request with a project that carries its facts over: what, where, for which needs and treaties.

    ``first_response_on`` is by default the day of the first match made for the request, otherwise today. Offers of
    matches that were made come along with their providers. A request may be answered by several projects. Unless the
    ``visibility`` says otherwise, the project is seen as narrowly as the request.
    """
    assistance = RESPONSES.take(assistance, "respond", by=by)
    require(policies.can_name_lead(by, lead))
    require(
        not is_wider(values.get("visibility", assistance.sight), than=assistance.sight)
        or policies.can_widen(by, assistance)
    )
    made = assistance.matches.made().select_related("offer__provider", "offer__provider_country")
    if assistance.state != RequestState.IN_RESPONSE:
        first_response_on = first_response_on or made.aggregate(day=Min("matched_on"))["day"] or clock.today()
        needs_actions.start_response(assistance, by=by, first_response_on=first_response_on, arrangement=arrangement)
    values = _facts_of(assistance) | {"cooperation": [arrangement]} | values
    project = _add_project(Project(assistance=assistance), by=by, values=values)
    take_in(project, assistance.country, CountryRole.BENEFICIARY, by=by, share=100)
    _name_regions(project, [assistance.country])
    agreed = made.filter(offer__provider=lead).exists() or Agency.objects.of(by).filter(pk=lead.pk).exists()
    (take_in if agreed else let_in)(project, lead, PartnerRole.LEAD, by=by)
    _bring_in(project, made, lead=lead, by=by)
    data = {"request": assistance.code}
    note(project, ProjectVerb.OPENED, by=by, to_state=project.state, data=data, notify=PROJECTS.notify)
    return project


@transaction.atomic
def edit_project(project: Project, *, by: User, version: int, **values: Any) -> Project:
    """Those who run it correct its own facts. Raises Stale when somebody changed it since ``version`` was read."""
    project = PROJECTS.take(project, "edit", by=by)
    if "needs" in values:
        _require_own_needs(project, values["needs"])
    return PROJECTS.edit(project, by=by, version=version, values=values, allowed=EDITABLE, check=_check)


@transaction.atomic
def start_project(project: Project, *, by: User) -> Project:
    """Work begins, be it earlier than planned."""
    project = PROJECTS.take(project, "start", by=by)
    today = clock.today().isoformat()
    return PROJECTS.move(project, "start", by=by, changes={"starts_on": min(project.starts_on or today, today)})


@transaction.atomic
def report_delivery(project: Project, *, by: User) -> Project:
    """All outputs are delivered. When no other project still answers the request, the request is delivered too."""
    project = PROJECTS.take(project, "deliver", by=by)
    PROJECTS.move(project, "deliver", by=by, changes={"ends_on": clock.today().isoformat()})
    assistance = project.assistance
    if assistance is not None and not assistance.projects.live().exists():
        needs_actions.deliver_request(assistance, by=by)
    return project


@transaction.atomic
def note_rating(assistance: AssistanceRequest, *, by: User) -> None:
    """The country judged what the projects of its request delivered: it stands with each, their agencies are told."""
    delivered = assistance.projects.exclude(state=ProjectState.CANCELLED)
    for project in lock_all(delivered.select_related("assistance__country")):
        note(project, ProjectVerb.RATED, by=by, data={"rating": assistance.rating}, notify=PROJECTS.notify)


@transaction.atomic
def close_project(project: Project, *, by: User) -> Project:
    """The accounts are closed; nothing more is expected."""
    project = PROJECTS.take(project, "close", by=by)
    return PROJECTS.move(project, "close", by=by)


@transaction.atomic
def cancel_project(project: Project, *, by: User, reason: str) -> Project:
    """The project ends without having delivered; why stands on the record."""
    project = PROJECTS.take(project, "cancel", by=by)
    if not reason:
        raise ValidationError({"reason": _("Explain why the project is cancelled.")})
    return PROJECTS.move(project, "cancel", by=by, changes=_ending(project, reason), reason=reason)


@transaction.atomic
def cancel_projects(assistance: AssistanceRequest, *, by: User) -> int:
    """What was to answer a request ends when its country withdraws it; answers how many. Delivered projects stay."""
    live = assistance.projects.filter(state__in=OPEN_STATES).select_related("assistance__country")
    cancelled = [_cancel_with_request(project, by=by) for project in lock_all(live)]
    return len(cancelled)


@transaction.atomic
def share_project(project: Project, *, by: User, visibility: str) -> Project:
    """Show the project to more readers, or to fewer; the audit keeps from whom to whom."""
    project = PROJECTS.take(project, "share", by=by)
    require(visibility in policies.possible_sights(by, project))
    if visibility == project.visibility:
        raise RuleBroken(_("The project is already shown to exactly these readers. Choose others."))
    data = {"from": project.visibility, "to": visibility}
    return PROJECTS.move(project, "share", by=by, changes={"visibility": visibility}, data=data)


@transaction.atomic
def record_coordination(project: Project, *, by: User, text: str) -> Project:
    """Write down how this project and others that meet the same need divide the work (metric M19)."""
    project = PROJECTS.take(project, "record_coordination", by=by)
    changes = {"coordination_record": text}
    return PROJECTS.move(project, "record_coordination", by=by, changes=changes, reason=text)


def _cancel_with_request(project: Project, *, by: User) -> Project:
    """Why the country withdrew its request is between it and its office, and is not copied."""
    with translation.override(interface_code(project.language)):
        reason = _("The Government has withdrawn the request that this project was to answer.")
    data = {"request": project.assistance.code}  # type: ignore[union-attr]
    return PROJECTS.move(project, "cancel", by=by, changes=_ending(project, reason), data=data)


def _ending(project: Project, reason: str) -> dict[str, str]:
    """The columns of a project that is cancelled today; what never began has no end."""
    today = clock.today().isoformat()
    return {"state_reason": reason, "ends_on": today if project.starts_on <= today else project.ends_on}


def _facts_of(assistance: AssistanceRequest) -> dict[str, Any]:
    """What a project that answers the request takes over from it."""
    return {
        "title": assistance.title,
        "summary": assistance.asked,
        "language": assistance.language,
        "themes": [assistance.theme, *assistance.further_themes.all()],
        "capacity_types": assistance.capacity_types.all(),
        "meas": assistance.meas.all(),
        "needs": assistance.needs.all(),
    }


def _bring_in(project: Project, made: Iterable[Match], *, lead: Agency, by: User) -> None:
    """The offers of matches that were made, with those who provide them: these agreed to it."""
    for match in made:
        offer = match.offer
        project.offers.add(offer)
        if offer.provider and offer.provider != lead:
            take_in(project, offer.provider, PartnerRole.TECHNICAL, by=by)
        if offer.provider_country:
            take_in(project, offer.provider_country, CountryRole.PROVIDER, by=by)


def _add_project(project: Project, *, by: User, values: Mapping[str, Any]) -> Project:
    """A project whose start has come is active at once; any other is approved."""
    today = clock.today().isoformat()
    starts_on = values.get("starts_on") or today
    project.state = ProjectState.ACTIVE if starts_on <= today else ProjectState.APPROVED
    values = {**values, "starts_on": starts_on}
    return add(project, by=by, values=values, allowed=EDITABLE + SET_WHEN_OPENED, check=_check, code="PRJ-", digits=4)


def _name_regions(project: Project, countries: Collection[Country]) -> None:
    regions: set[Any] = {country.region_id for country in countries if country.region_id}
    project.regions.set(regions)


def _check(project: Project) -> None:
    """Every field lawful, and the end not before the start; a partial end covers all that begins with it."""
    check_fields(project)
    if project.ends_on and project.starts_on > project.ends_on + "9":
        raise ValidationError({"ends_on": _("Enter a planned end that is not before the start.")})


def _require_own_needs(project: Project, needs: Iterable[Need]) -> None:
    """A need that is new to the project is one of its countries."""
    fresh = {need.pk for need in needs} - set(project.needs.values_list("pk", flat=True))
    own = Need.objects.filter(pk__in=fresh, countries__in=project.countries.all())
    if own.distinct().count() < len(fresh):
        raise ValidationError(
            {"needs": _("A project can address only needs of its own countries. Remove the other needs.")}
        )
