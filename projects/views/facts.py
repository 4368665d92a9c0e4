"""The door at which a project's own facts are corrected."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from core.forms.views import answer_edit, forms_only, leads_back_to, page
from needs.models import Need
from projects import actions
from projects.choices import PROJECT_WORKFLOW
from projects.forms import FactsForm
from projects.views.acts import DETAIL, run_by, tell


@login_required
@forms_only
@leads_back_to(DETAIL)
def project_edit(request, code):
    """The project's own facts, corrected by those who run it."""
    project = run_by(request, code)
    PROJECT_WORKFLOW.require(project, "edit")
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
