"""What this floor knows of projects' results, and of agencies, offers and agreements."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Reader
from core.pages.related import RelatedList, relate
from exchange.hooks import sections_of_offer
from exchange.models import Offer
from governance.choices import FigureKind
from governance.models import Group, Meeting, Reform, ReportingDuty, Target
from needs.chain import ChainEntry, Steps
from needs.hooks import steps_of_needs
from needs.models import Need
from partners.hooks import sections_of_agency, sections_of_agreement
from partners.models import Agency, Agreement
from projects.hooks import stated_figures, steps_of_projects
from projects.models import Project


@stated_figures.answer
def figures_of_project(project: Project, reader: Reader) -> list[dict[str, Any]]:
    """Targets and results that documents state of a project."""
    return [
        {
            "text": target.metric,
            "kind": target.get_kind_display(),
            "comparator": target.get_comparator_display(),
            "value": target.value,
            "unit": target.unit,
            "period": target.period_ends_on or target.period_starts_on,
        }
        for target in Target.objects.visible_to(reader).filter(project=project)
    ]


@steps_of_projects.answer
def printed_results_of_projects(projects: Sequence[Project], reader: Reader) -> Steps:
    """Results that documents state of a project."""
    counts: dict[int, int] = defaultdict(int)
    found = Target.objects.visible_to(reader).filter(kind=FigureKind.ACTUAL, project__in=projects)
    for project in found.values_list("project", flat=True):
        counts[project] += 1
    return {project: {"result": [ChainEntry(_printed(count))]} for project, count in counts.items()}


@steps_of_needs.answer
def printed_results_of_needs(needs: Sequence[Need], reader: Reader) -> Steps:
    links = Project.needs.through.objects.filter(need__in=needs, project__in=Project.objects.visible_to(reader))  # type: ignore[attr-defined]
    needs_of_project = defaultdict(list)
    for link in links:
        needs_of_project[link.project_id].append(link.need_id)
    found = Target.objects.visible_to(reader).filter(kind=FigureKind.ACTUAL, project__in=needs_of_project)
    counts: dict[int, int] = defaultdict(int)
    for target in found:
        for need in needs_of_project[target.project_id]:
            counts[need] += 1
    return {need: {"result": [ChainEntry(_printed(count))]} for need, count in counts.items()}


def _printed(count: int) -> str:
    return ngettext("%(count)d result stated", "%(count)d results stated", count) % {"count": count}


@sections_of_agency.answer
def groups_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    groups = Group.objects.visible_to(reader).filter(pk__in=agency.group_members.values("group"))
    all_url = f"{reverse('governance:group_list')}?partner={agency.code}"
    return [relate(_("Groups"), groups, Group.get_kind_display, all_url)]


@sections_of_agency.answer
def reforms_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    reforms = Reform.objects.visible_to(reader).filter(responsible=agency)
    all_url = f"{reverse('governance:reform_list')}?partner={agency.code}"
    return [relate(_("Reforms it is responsible for"), reforms, Reform.get_state_display, all_url)]


@sections_of_agency.answer
def duties_of_agency(agency: Agency, reader: Reader) -> list[RelatedList]:
    takes_part = Q(reporter=agency) | Q(recipient=agency) | Q(counterpart=agency)
    duties = ReportingDuty.objects.visible_to(reader).filter(takes_part)
    all_url = f"{reverse('governance:duty_list')}?partner={agency.code}"
    return [relate(_("Reporting duties"), duties, ReportingDuty.get_frequency_display, all_url)]


@sections_of_offer.answer
def meetings_of_offer(offer: Offer, reader: Reader) -> list[RelatedList]:
    return [
        relate(_("Meetings where it was made or presented"), Meeting.objects.visible_to(reader).filter(offers=offer))
    ]


@sections_of_agreement.answer
def duties_of_agreement(agreement: Agreement, reader: Reader) -> list[RelatedList]:
    duties = ReportingDuty.objects.visible_to(reader).filter(agreement=agreement)
    return [relate(_("Reporting duties"), duties, ReportingDuty.get_frequency_display)]
