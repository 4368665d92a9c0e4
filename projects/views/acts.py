"""Doors to what is done with a project: opening it, who takes part, what it does and reaches, its end."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.errors import RuleBroken
from core.form_doors import answer_edit, answer_form, forms_only, leads_back_to, page, typed
from core.queries import refuse_unknown
from needs import policies as needs_policies
from needs.choices import REQUEST_WORKFLOW, RequestState
from needs.models import AssistanceRequest, Need
from projects import actions, policies
from projects.actions.projects import ENDED_STATES
from projects.choices import PROJECT_WORKFLOW, MeasurementKind
from projects.forms import (
    ActivityForm,
    CancelForm,
    ContributionForm,
    CountryForm,
    FactsForm,
    IndicatorForm,
    LessonForm,
    MeasurementForm,
    OpenForm,
    PartnerForm,
)
from projects.models import Lesson, Project

DETAIL = "projects:project_detail"


def run_by(request, code) -> Project:
    """The project, for those who run it; 404 for one that is missing or not open to this reader, 403 for the others."""
    refuse_unknown(request.GET, ())
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("assistance"), code=code)
    if not policies.can_run(request.user, project):
        raise PermissionDenied
    return project


@login_required
@forms_only
def project_open(request):
    """Answer an accepted request with a project that carries its facts over."""
    refuse_unknown(request.GET, ["request"])
    assistance = answerable(request)
    form = OpenForm(
        typed(request),
        leads=policies.possible_leads(request.user),
        initial={"title": assistance.title, "summary": assistance.asked, "currency": assistance.currency or "USD"},
    )
    said = _("The project is open, and %(code)s is in response. Report its delivery here once it is done.")
    return answer_form(
        request,
        form,
        make=lambda form: actions.open_response_project(assistance, by=request.user, **form.written()),
        done=lambda project: tell(request, said % {"code": assistance.code}, project),
        show=page(request, "projects/project_open.html", assistance=assistance),
    )


def tell(request, said, project):
    """What happened; on to the page of the project."""
    messages.success(request, said)
    return project


@login_required
@forms_only
@leads_back_to(DETAIL)
def project_edit(request, code):
    """The project's own facts, corrected by those who run it."""
    project = run_by(request, code)
    if project.state in ENDED_STATES:
        raise RuleBroken(_("A project that is closed or cancelled is not changed any more."))
    return answer_edit(
        request,
        project,
        fill=partial(facts_form, reader=request.user),
        edit=partial(save_facts, project, by=request.user),
        done=partial(tell, request, _("The facts of the project are saved.")),
        show=page(request, "projects/project_edit.html", record=project),
    )


def facts_form(project, sent=None, *, reader) -> FactsForm:
    """The facts as they are on record, or as they were typed."""
    visible = Need.objects.visible_to(reader)
    linked = visible.filter(projects=project)
    adopted = visible.filter(countries__in=project.countries.all()).adopted()
    offered = visible.filter(Q(pk__in=adopted.values("pk")) | Q(pk__in=linked.values("pk")))
    names = [name for name in FactsForm.base_fields if name not in ("needs", "version")]
    facts = model_to_dict(project, names) | {
        "needs": [need.code for need in linked],
        "currency": project.currency or "USD",
        "version": project.version,
    }
    return FactsForm(sent, needs=offered.order_by("code"), initial=facts)


def save_facts(project, *, by, needs, **values):
    """What the writer chose of the needs; those that the writer may not see stay linked."""
    unseen = project.needs.exclude(pk__in=Need.objects.visible_to(by).values("pk"))
    return actions.edit_project(project, by=by, needs=[*needs, *unseen], **values)


def answerable(request) -> AssistanceRequest:
    """The request that the address names, for those who may answer it and while it can be answered."""
    visible = AssistanceRequest.objects.visible_to(request.user).select_related("country", "theme")
    assistance = visible.filter(code=request.GET.get("request", "")).first()
    if assistance is None:
        raise Http404
    if not needs_policies.can_respond(request.user, assistance):
        raise PermissionDenied
    if assistance.state != RequestState.IN_RESPONSE:
        REQUEST_WORKFLOW.next_state(assistance.state, "start_response")
    return assistance


def enter(request, code, form_class, act: Callable, *, title, said: str | Promise, initial=None):
    """One form about a project: shown, refused with what was typed, or carried out."""
    project = run_by(request, code)
    return answer_form(
        request,
        form_class(typed(request), project=project, reader=request.user, initial=initial),
        make=lambda form: act(project, by=request.user, **form.written()),
        done=lambda _made: tell(request, said, project),
        show=page(request, "projects/project_act.html", record=project, title=title),
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def partner_add(request, code):
    title, said = _("Add a partner"), _("The partner takes part in the project.")
    return enter(request, code, PartnerForm, actions.add_partner, title=title, said=said)


@login_required
@forms_only
@leads_back_to(DETAIL)
def country_add(request, code):
    title, said = _("Add a country"), _("The country takes part in the project.")
    return enter(request, code, CountryForm, actions.add_country, title=title, said=said)


@login_required
@forms_only
@leads_back_to(DETAIL)
def activity_add(request, code):
    title, said = _("Add an activity"), _("The activity is on record.")
    return enter(request, code, ActivityForm, actions.add_activity, title=title, said=said)


@login_required
@forms_only
@leads_back_to(DETAIL)
def indicator_add(request, code):
    title, said = _("Add an indicator"), _("The indicator is on record. Enter its target and what is reached.")
    return enter(request, code, IndicatorForm, actions.add_indicator, title=title, said=said)


def record_measurement(_project, *, by, indicator, **values):
    """The act asks for the indicator, from which the project follows."""
    return actions.record_measurement(indicator, by=by, **values)


@login_required
@forms_only
@leads_back_to(DETAIL)
def measurement_record(request, code):
    title, said = _("Record a target or a result"), _("The value is on record.")
    initial = {"kind": MeasurementKind.ACTUAL}
    return enter(request, code, MeasurementForm, record_measurement, title=title, said=said, initial=initial)


def record_contribution(project, *, by, **values):
    return actions.record_contribution(by=by, project=project, **values)


@login_required
@forms_only
@leads_back_to(DETAIL)
def contribution_record(request, code):
    title, said = _("Record a contribution"), _("The contribution is on record.")
    initial = {"currency": "USD"}
    return enter(request, code, ContributionForm, record_contribution, title=title, said=said, initial=initial)


def add_lesson(project, *, by, **values):
    return actions.add_lesson(by=by, project=project, **values)


@login_required
@forms_only
@leads_back_to(DETAIL)
def lesson_add(request, code):
    title = _("Add a lesson")
    said = _("The lesson is on record for partners. An office or the secretariat publishes it.")
    initial = {"language": request.user.language}
    return enter(request, code, LessonForm, add_lesson, title=title, said=said, initial=initial)


@login_required
@require_POST
@leads_back_to(DETAIL)
def lesson_publish(request, code, lesson):
    project = run_by(request, code)
    visible = Lesson.objects.visible_to(request.user).filter(project=project)
    actions.publish_lesson(get_object_or_404(visible, code=lesson), by=request.user)
    messages.success(request, _("The lesson is public now, and the council report counts it."))
    return redirect(project)


@login_required
@require_POST
@leads_back_to(DETAIL)
def project_start(request, code):
    project = actions.start_project(run_by(request, code), by=request.user)
    messages.success(request, _("The project is active."))
    return redirect(project)


@login_required
@require_POST
@leads_back_to(DETAIL)
def project_deliver(request, code):
    project = actions.report_delivery(run_by(request, code), by=request.user)
    assistance = project.assistance
    if assistance is not None:
        assistance.refresh_from_db()
    if assistance is not None and assistance.state == RequestState.DELIVERED:
        said = _("Delivery is reported. %(code)s waits for the signatory of %(country)s, who confirms and rates it.")
        messages.success(request, said % {"code": assistance.code, "country": assistance.country})
    else:
        messages.success(request, _("Delivery is reported; the project is completed."))
    return redirect(project)


@login_required
@require_POST
@leads_back_to(DETAIL)
def project_close(request, code):
    project = actions.close_project(run_by(request, code), by=request.user)
    messages.success(request, _("The project is closed; nothing more is expected."))
    return redirect(project)


@login_required
@forms_only
@leads_back_to(DETAIL)
def project_cancel(request, code):
    title, said = _("Cancel the project"), _("The project is cancelled; the reason stands on its record.")
    PROJECT_WORKFLOW.next_state(run_by(request, code).state, "cancel")
    return enter(request, code, CancelForm, actions.cancel_project, title=title, said=said)


# What those who run a project may add to it at any time: name of the door and label of its button.
ADDITIONS = [
    ("partner_add", gettext_lazy("Partner")),
    ("country_add", gettext_lazy("Country")),
    ("activity_add", gettext_lazy("Activity")),
    ("indicator_add", gettext_lazy("Indicator")),
    ("measurement_record", gettext_lazy("Target or result")),
    ("contribution_record", gettext_lazy("Contribution")),
    ("lesson_add", gettext_lazy("Lesson")),
]


def acts_of(user, project) -> dict:
    """Which acts this person may do now; nothing for those who do not run the project."""
    if not (user.is_authenticated and policies.can_run(user, project)):
        return {"may_run": False}
    state = project.state
    has_indicators = bool(project.indicators.all())
    return {
        "may_run": True,
        "can_edit": state not in ENDED_STATES,
        "can_start": PROJECT_WORKFLOW.may(state, "start"),
        "can_deliver": PROJECT_WORKFLOW.may(state, "complete"),
        "can_close": PROJECT_WORKFLOW.may(state, "close"),
        "can_cancel": PROJECT_WORKFLOW.may(state, "cancel"),
        "can_publish_lessons": policies.can_publish_lesson(user),
        "additions": [
            {"door": f"projects:{door}", "label": label}
            for door, label in ADDITIONS
            if door != "measurement_record" or has_indicators
        ],
    }
