"""What this floor knows of needs, of its own projects' chains, and of agencies."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Reader, User
from core.pages.buttons import Button
from core.pages.related import RelatedList, RelatedRow, address_of, relate
from core.text.locales import day_in_words, listed
from exchange.hooks import sections_of_offer
from exchange.models import Offer
from needs.chain import ChainEntry, FoundSteps, Steps
from needs.choices import RequestState
from needs.hooks import (
    Evidence,
    answered_needs,
    further_buttons,
    request_closed,
    request_withdrawn,
    runs_response,
    similar_projects,
    steps_of_needs,
    steps_of_requests,
)
from needs.models import AssistanceRequest, Need
from partners.hooks import agencies_at_work, sections_of_agency, sections_of_agreement
from partners.models import Agency, Agreement
from projects import policies
from projects.actions import cancel_projects, note_rating
from projects.actions.lives import RESPONSES
from projects.choices import OPEN_STATES, RESPONSE_WORKFLOW, CountryRole, MeasurementKind, PartnerRole
from projects.hooks import steps_of_projects
from projects.models import Measurement, Partnership, Project, ProjectCountry
from reference.models import Country, Theme

SHOWN = 10
SHOWN_AGENCIES = 3


@answered_needs.answer
def needs_with_live_project(reader: Reader) -> Q:
    live = Project.objects.visible_to(reader).live()
    return Q(pk__in=Project.needs.through.objects.filter(project__in=live).values("need"))  # type: ignore[attr-defined]


@steps_of_needs.answer
def projects_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    told: FoundSteps = defaultdict(lambda: defaultdict(list))
    needs_of_project = defaultdict(list)
    for link in Project.needs.through.objects.filter(need__in=needs):  # type: ignore[attr-defined]
        needs_of_project[link.project_id].append(link.need_id)
    projects = Project.objects.visible_to(reader).begun().filter(pk__in=needs_of_project)
    for project in projects:
        for need in needs_of_project[project.pk]:
            told[need]["project"].append(ChainEntry(project.title, address_of(project)))
    for pk, results in results_of(projects).items():
        for need in needs_of_project[pk]:
            told[need]["result"].extend(results)
    return told


@steps_of_requests.answer
def projects_of_requests(requests: Sequence[AssistanceRequest], reader: Reader) -> Steps:
    told: FoundSteps = defaultdict(lambda: defaultdict(list))
    projects = Project.objects.visible_to(reader).begun().filter(assistance__in=requests)
    request_of = {project.pk: project.assistance_id for project in projects}
    for project in projects:
        told[project.assistance_id]["project"].append(ChainEntry(project.title, address_of(project)))
    for pk, results in results_of(projects).items():
        told[request_of[pk]]["result"].extend(results)
    return told


@further_buttons.answer
def answer_with_a_project(assistance: AssistanceRequest, reader: Reader) -> list[Button]:
    """Opening a response, for those who may answer the request and while it can be answered."""
    if not RESPONSES.is_open("respond", assistance, reader):
        return []
    url = f"{reverse('projects:project_open')}?request={assistance.code}"
    return [Button(RESPONSE_WORKFLOW["respond"].button, url, tone="p")]


@request_closed.answer
def note_rating_of_closed_request(assistance: AssistanceRequest, by: User) -> None:
    note_rating(assistance, by=by)


@request_withdrawn.answer
def cancel_projects_of_withdrawn_request(assistance: AssistanceRequest, by: User) -> None:
    cancel_projects(assistance, by=by)


@runs_response.answer
def runs_project_of(user: User, assistance: AssistanceRequest) -> bool:
    return any(policies.can_run(user, project) for project in assistance.projects.all())


@similar_projects.answer
def projects_beside(country: Country, theme: Theme | None, reader: Reader) -> list[Evidence]:
    """What runs or is planned in the same country and theme, with the agencies at work."""
    projects = (
        Project.objects.visible_to(reader)
        .filter(
            state__in=OPEN_STATES,
            themes=theme,
            pk__in=ProjectCountry.objects.filter(country=country, role=CountryRole.BENEFICIARY).values("project"),
        )
        .with_visible(reader, "partnerships")
        .prefetch_related("partnerships__agency")
    )
    return [
        Evidence(
            project.title,
            address_of(project),
            project.code,
            named(dict.fromkeys(link.agency for link in project.partnerships.all())),
            project.state,
            project.get_state_display(),
        )
        for project in projects
    ]


def named(agencies: Iterable[Agency]) -> str:
    """The first agencies by name, and how many more."""
    names = [str(agency) for agency in agencies]
    more = [f"+{len(names) - SHOWN_AGENCIES}"] if len(names) > SHOWN_AGENCIES else []
    return listed(names[:SHOWN_AGENCIES] + more)


@steps_of_projects.answer
def own_steps_of_projects(projects: Sequence[Project], reader: Reader) -> Steps:
    told = {project.pk: defaultdict(list, project=[_state_of(project)]) for project in projects}
    links = Project.needs.through.objects.filter(  # type: ignore[attr-defined]
        project__in=projects, need__in=Need.objects.visible_to(reader)
    ).select_related("need")
    for link in links:
        told[link.project_id]["need"].append(ChainEntry(link.need.code, address_of(link.need)))
    visible = AssistanceRequest.objects.visible_to(reader).received()
    requests = visible.in_bulk([project.assistance_id for project in projects if project.assistance_id])
    for project in projects:
        if assistance := requests.get(project.assistance_id):
            told[project.pk]["request"].append(ChainEntry(assistance.code, address_of(assistance)))
            if assistance.decided_on:
                told[project.pk]["screening"].append(ChainEntry(day_in_words(assistance.decided_on)))
        elif project.assistance_id:  # only accepted requests have a project; which one it is, is not for this reader
            told[project.pk]["request"].append(ChainEntry(_("not public")))
            told[project.pk]["screening"].append(ChainEntry(RequestState.ACCEPTED.label))
    for pk, results in results_of(projects).items():
        told[pk]["result"].extend(results)
    return told


def results_of(projects: Iterable[Project]) -> dict[int, list[ChainEntry]]:
    """One fact for each project of which something was measured: how many indicators."""
    measured = Measurement.objects.filter(
        kind=MeasurementKind.ACTUAL, indicator__project__in=[project.pk for project in projects]
    ).values_list("indicator__project", "indicator")
    indicators = defaultdict(set)
    for pk, indicator in measured:
        indicators[pk].add(indicator)
    return {pk: [ChainEntry(count_measured(len(found)))] for pk, found in indicators.items()}


def count_measured(count: int) -> str:
    return ngettext("%(count)d indicator measured", "%(count)d indicators measured", count) % {"count": count}


def _state_of(project: Project) -> ChainEntry:
    return ChainEntry(project.get_state_display())


@agencies_at_work.answer
def partners_of_live_projects(reader: Reader) -> Q:
    live = Project.objects.visible_to(reader).live()
    return Q(pk__in=Partnership.objects.filter(project__in=live).values("agency"))


@sections_of_agency.answer
def projects_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    projects = Project.objects.visible_to(reader).filter(
        pk__in=Partnership.objects.filter(agency=agency).values("project")
    )
    shown = list(projects[:SHOWN])
    roles = defaultdict(list)
    for partnership in Partnership.objects.filter(agency=agency, project__in=shown):
        roles[partnership.project_id].append(str(PartnerRole(partnership.role).label))
    rows = [RelatedRow(project.title, address_of(project), listed(roles[project.pk])) for project in shown]
    all_url = f"{reverse('projects:project_list')}?partner={agency.code}"
    return [RelatedList(_("Projects"), rows, projects.count(), all_url)]


@sections_of_offer.answer
def projects_of_offer(offer: Offer, reader: Reader) -> list[RelatedList]:
    """Where the offer comes from."""
    projects = Project.objects.visible_to(reader).filter(offers=offer)
    return [relate(_("Projects it comes from"), projects, Project.get_state_display)]


@sections_of_agreement.answer
def projects_of_agreement(agreement: Agreement, reader: Reader) -> list[RelatedList]:
    projects = Project.objects.visible_to(reader).filter(agreements=agreement)
    return [relate(_("Projects under it"), projects, Project.get_state_display)]
