"""Doors to what is done with a project: opening it, who takes part, what it does and reaches, its end."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.acts import require
from core.forms.views import answer_form, forms_only, leads_back_to, page, typed
from core.http.parameters import refuse_unknown
from needs.choices import RequestState
from needs.models import AssistanceRequest
from projects import actions, policies
from projects.actions.lives import PROJECTS
from projects.buttons import buttons_of
from projects.choices import PROJECT_WORKFLOW, RESPONSE_WORKFLOW, MeasurementKind
from projects.forms import (
    ActivityForm,
    CancelForm,
    ContributionForm,
    CountryForm,
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
    require(policies.can_run(request.user, project))
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


def answerable(request) -> AssistanceRequest:
    """The request that the address names, for those who may answer it and while it can be answered."""
    visible = AssistanceRequest.objects.visible_to(request.user).select_related("country", "theme")
    assistance = visible.filter(code=request.GET.get("request", "")).first()
    if assistance is None:
        raise Http404
    require(policies.RESPONSE_ACTORS["respond"](request.user, assistance))
    RESPONSE_WORKFLOW.require(assistance, "respond")
    return assistance


def enter(request, project, form_class, act: Callable, *, title, said, initial=None):
    """One form about a project: shown, refused with what was typed, or carried out."""
    return answer_form(
        request,
        form_class(typed(request), project=project, reader=request.user, initial=initial),
        make=lambda form: act(project, by=request.user, **form.written()),
        done=lambda _made: tell(request, said, project),
        show=page(request, "projects/project_act.html", record=project, title=title),
    )


def addition(form_class, act: Callable, *, title: Promise, said: Promise, initial: Callable | None = None):
    """The door at which those who run a project add something to it; ``initial(user)`` fills the form."""

    @login_required
    @forms_only
    @leads_back_to(DETAIL)
    def door(request, code):
        project = run_by(request, code)
        filled = initial(request.user) if initial else None
        return enter(request, project, form_class, act, title=title, said=said, initial=filled)

    return door


# Acts that ask for something else than the project first.


def record_measurement(_project, *, by, indicator, **values):
    return actions.record_measurement(indicator, by=by, **values)


def record_contribution(project, *, by, **values):
    return actions.record_contribution(by=by, project=project, **values)


def add_lesson(project, *, by, **values):
    return actions.add_lesson(by=by, project=project, **values)


partner_add = addition(
    PartnerForm,
    actions.add_partner,
    title=gettext_lazy("Add a partner"),
    said=gettext_lazy("The partner takes part in the project."),
)
country_add = addition(
    CountryForm,
    actions.add_country,
    title=gettext_lazy("Add a country"),
    said=gettext_lazy("The country takes part in the project."),
)
activity_add = addition(
    ActivityForm,
    actions.add_activity,
    title=gettext_lazy("Add an activity"),
    said=gettext_lazy("The activity is on record."),
)
indicator_add = addition(
    IndicatorForm,
    actions.add_indicator,
    title=gettext_lazy("Add an indicator"),
    said=gettext_lazy("The indicator is on record. Enter its target and what is reached."),
)
measurement_record = addition(
    MeasurementForm,
    record_measurement,
    title=gettext_lazy("Record a target or a result"),
    said=gettext_lazy("The value is on record."),
    initial=lambda user: {"kind": MeasurementKind.ACTUAL},
)
contribution_record = addition(
    ContributionForm,
    record_contribution,
    title=gettext_lazy("Record a contribution"),
    said=gettext_lazy("The contribution is on record."),
    initial=lambda user: {"currency": "USD"},
)
lesson_add = addition(
    LessonForm,
    add_lesson,
    title=gettext_lazy("Add a lesson"),
    said=gettext_lazy("The lesson is on record for partners. An office or the secretariat publishes it."),
    initial=lambda user: {"language": user.language},
)


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
    project = run_by(request, code)
    PROJECT_WORKFLOW.require(project, "cancel")
    title, said = _("Cancel the project"), _("The project is cancelled; the reason stands on its record.")
    return enter(request, project, CancelForm, actions.cancel_project, title=title, said=said)


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
    acts = PROJECTS.open_acts(project, user) if user.is_authenticated else []
    if not acts:
        return {"may_run": False}
    has_indicators = bool(project.indicators.all())
    return {
        "may_run": True,
        "acts": buttons_of(project, acts),
        "can_publish_lessons": policies.can_publish_lesson(user),
        "additions": [
            {"door": f"projects:{door}", "label": label}
            for door, label in ADDITIONS
            if door != "measurement_record" or has_indicators
        ],
    }
