"""A project from its opening to its end, and who takes part in it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from core import audit, clock
from core.database.codes import next_code
from core.edits import assign, check, require_version, save_change
from core.errors import RuleBroken
from exchange.choices import MatchState
from needs import actions as needs_actions
from needs.choices import RequestState
from needs.models import AssistanceRequest
from projects import notices, policies
from projects.choices import LIVE_STATES, PROJECT_WORKFLOW, CountryRole, PartnerRole, ProjectState
from projects.models import Partnership, Project, ProjectCountry

WRITTEN = (
    "title", "summary", "cooperation", "subprogramme", "starts_on", "ends_on", "budget", "currency", "url", "language",
    "visibility", "note",
)  # fmt: skip
TAGS = ("themes", "areas", "capacity_types", "meas", "needs", "groups")
AT_BIRTH = ("origin", "origin_reference")
ENDED_STATES = (ProjectState.CLOSED, ProjectState.CANCELLED)
MADE_MATCHES = (MatchState.AGREED, MatchState.DELIVERED, MatchState.RATED)


@transaction.atomic
def open_project(*, by, lead, countries, **values):
    """A project that answers no request: an agency's own, or one that the secretariat enters."""
    if not policies.can_open_own(by, lead):
        raise PermissionDenied
    project, _event = _open(by=by, lead=lead, countries=countries, values=values)
    return project


@transaction.atomic
def open_response_project(assistance, *, by, lead, arrangement, first_response_on=None, **values):
    """Answer an accepted request with a project that carries its facts over: what, where, for which needs and treaties.

    ``first_response_on`` is by default the day of the first match made for the request, otherwise today. Offers of
    matches that were made come along with their providers. A request may be answered by several projects.
    """
    assistance = (
        AssistanceRequest.objects.select_for_update(of=("self",)).select_related("country").get(pk=assistance.pk)
    )
    if not policies.can_open(by, assistance, lead):
        raise PermissionDenied
    made = assistance.matches.filter(state__in=MADE_MATCHES).select_related("offer")
    if assistance.state != RequestState.IN_RESPONSE:
        first_response_on = first_response_on or made.aggregate(day=Min("matched_on"))["day"] or clock.today()
        needs_actions.start_response(assistance, by=by, first_response_on=first_response_on, arrangement=arrangement)
    carried = {
        "title": assistance.title,
        "summary": assistance.asked,
        "language": assistance.language,
        "cooperation": [arrangement],
        "themes": [assistance.theme, *assistance.further_themes.all()],
        "capacity_types": assistance.capacity_types.all(),
        "meas": assistance.meas.all(),
        "needs": assistance.needs.all(),
    }
    values = carried | values
    project, event = _open(by=by, lead=lead, countries=[assistance.country], values=values, assistance=assistance)
    for match in made:
        project.offers.add(match.offer)
        if match.offer.provider_id and match.offer.provider_id != lead.pk:
            _add_partner(project, match.offer.provider, PartnerRole.TECHNICAL, by=by)
        if match.offer.provider_country_id:
            _add_country(project, match.offer.provider_country, CountryRole.PROVIDER, by=by)
    notices.tell_of_project(event, project)
    return project


@transaction.atomic
def edit_project(project, *, by, version, **values):
    """Those who run it correct its own facts. Raises Stale when somebody changed it since ``version`` was read."""
    project = lock(project, by=by)
    if project.state in ENDED_STATES:
        raise RuleBroken(_("A project that is closed or cancelled is not changed any more."))
    require_version(project, version)
    tags = {name: values.pop(name) for name in TAGS if name in values}
    fields = assign(project, values, allowed=WRITTEN)
    _check(project)
    if "needs" in tags:
        _require_own_needs(project, tags["needs"])
    save_change(project, by=by, fields=fields)
    for name, chosen in tags.items():
        getattr(project, name).set(chosen)
    audit.record("project.edited", project, by=by)
    return project


@transaction.atomic
def start_project(project, *, by):
    """Work begins, be it earlier than planned."""
    project = lock(project, by=by)
    state = PROJECT_WORKFLOW.next_state(project.state, "start")
    today = clock.today().isoformat()
    project.starts_on = min(project.starts_on or today, today)
    return move(project, state, "project.started", by=by, fields=["starts_on"])


@transaction.atomic
def report_delivery(project, *, by):
    """All outputs are delivered. When no other project still answers the request, the request is delivered too."""
    project = lock(project, by=by)
    state = PROJECT_WORKFLOW.next_state(project.state, "complete")
    project.ends_on = clock.today().isoformat()
    move(project, state, "project.completed", by=by, fields=["ends_on"])
    assistance = project.assistance
    if assistance is not None and not assistance.projects.filter(state__in=LIVE_STATES).exists():
        needs_actions.deliver_request(assistance, by=by)
    return project


@transaction.atomic
def note_rating(assistance, *, by):
    """The country judged what the projects of its request delivered: it stands with each, their agencies are told."""
    delivered = assistance.projects.exclude(state=ProjectState.CANCELLED)
    for project in delivered.select_related("assistance__country"):
        event = audit.record("project.rated", project, by=by, reason=str(assistance.rating))
        notices.tell_of_project(event, project)


@transaction.atomic
def close_project(project, *, by):
    """The accounts are closed; nothing more is expected."""
    project = lock(project, by=by)
    state = PROJECT_WORKFLOW.next_state(project.state, "close")
    return move(project, state, "project.closed", by=by)


@transaction.atomic
def cancel_project(project, *, by, reason):
    """The project ends without having delivered; why stands on the record."""
    project = lock(project, by=by)
    state = PROJECT_WORKFLOW.next_state(project.state, "cancel")
    if not reason:
        raise ValidationError({"reason": _("Say why the project is cancelled.")})
    project.state_reason = reason
    if project.starts_on <= clock.today().isoformat():  # what never began has no end
        project.ends_on = clock.today().isoformat()
    return move(project, state, "project.cancelled", by=by, fields=["state_reason", "ends_on"], reason=reason)


@transaction.atomic
def add_partner(project, *, by, agency, role):
    """An agency takes part, in one role."""
    project = lock(project, by=by)
    if project.partnerships.filter(agency=agency, role=role).exists():
        raise RuleBroken(_("This agency already takes part in that role."))
    partnership = _add_partner(project, agency, role, by=by)
    audit.record("project.partner_added", project, by=by, reason=f"{agency.code} {role}")
    return partnership


@transaction.atomic
def add_country(project, *, by, country, role, share=None):
    """A country takes part; the shares of one role never pass 100 per cent."""
    project = lock(project, by=by)
    if project.project_countries.filter(country=country, role=role).exists():
        raise RuleBroken(_("This country already takes part in that role."))
    stated = [entry.share for entry in project.project_countries.filter(role=role, share__isnull=False)]
    if share is not None and not 0 <= share <= 100 - sum(stated):
        raise ValidationError({"share": _("The shares of the countries of one role add up to 100 per cent at most.")})
    entry = _add_country(project, country, role, by=by, share=share)
    audit.record("project.country_added", project, by=by, reason=f"{country.pk} {role}")
    return entry


@transaction.atomic
def record_coordination(project, *, by, text):
    """Write down how this project and others that meet the same need divide the work (metric M19)."""
    project = lock(project, by=by)
    project.coordination_record = text
    save_change(project, by=by, fields=["coordination_record"])
    audit.record("project.coordination_recorded", project, by=by, reason=text)
    return project


def lock(project, *, by) -> Project:
    """The project as it is now, held for those who run it."""
    project = Project.objects.select_for_update(of=("self",)).select_related("assistance__country").get(pk=project.pk)
    if not policies.can_run(by, project):
        raise PermissionDenied
    return project


def move(project, state, verb, *, by, fields=(), reason=""):
    """Put the locked project into ``state``, save it with ``fields`` and note the act. Returns the project."""
    before, project.state = project.state, state
    save_change(project, by=by, fields=["state", *fields])
    event = audit.record(verb, project, by=by, from_state=before, to_state=state, reason=reason)
    notices.tell_of_project(event, project)
    return project


def _open(*, by, lead, countries, values, assistance=None):
    """A project whose start has come is active at once; any other is approved. Answers it and the audit's event."""
    tags = {name: values.pop(name) for name in TAGS if name in values}
    project = Project(assistance=assistance, created_by=by, updated_by=by)
    assign(project, values, allowed=WRITTEN + AT_BIRTH)
    project.starts_on = project.starts_on or clock.today().isoformat()
    act = "start" if project.starts_on <= clock.today().isoformat() else "approve"
    project.state = PROJECT_WORKFLOW.next_state(ProjectState.PIPELINE, act)
    _check(project)
    project.code = next_code("PRJ-", digits=4)
    project.save()
    for name, chosen in tags.items():
        getattr(project, name).set(chosen)
    share = 100 if len(countries) == 1 else None
    for country in countries:
        _add_country(project, country, CountryRole.BENEFICIARY, by=by, share=share)
    project.regions.set({country.region_id for country in countries if country.region_id})
    _add_partner(project, lead, PartnerRole.LEAD, by=by)
    reason = assistance.code if assistance else ""
    event = audit.record("project.opened", project, by=by, to_state=project.state, reason=reason)
    return project, event


def _check(project) -> None:
    """Every field lawful, and the end not before the start; a partial end covers all that begins with it."""
    check(project)
    if project.ends_on and project.starts_on > project.ends_on + "9":
        raise ValidationError({"ends_on": _("The project ends after it starts.")})


def _require_own_needs(project, needs) -> None:
    """A need that is new to the project is one of its countries."""
    fresh = {need.pk for need in needs} - set(project.needs.values_list("pk", flat=True))
    own = project.needs.model.objects.filter(pk__in=fresh, countries__in=project.countries.all())
    if own.distinct().count() < len(fresh):
        raise ValidationError({"needs": _("A project answers needs of its own countries.")})


def _add_partner(project, agency, role, *, by) -> Partnership:
    return Partnership.objects.create(project=project, agency=agency, role=role, created_by=by, updated_by=by)


def _add_country(project, country, role, *, by, share=None) -> ProjectCountry:
    return ProjectCountry.objects.create(
        project=project, country=country, role=role, share=share, created_by=by, updated_by=by
    )
