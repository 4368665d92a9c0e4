"""What the acts on one project have in common."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise

from core.forms.views import ActFormView, ActView
from projects import policies
from projects.actions.lives import PROJECTS
from projects.models import Project


class ProjectAct(ActView):
    """An act of those who run the project."""

    life = PROJECTS

    def get_record(self):
        visible = Project.objects.visible_to(self.reader).select_related("assistance")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def is_allowed(self):
        return policies.can_run(self.reader, self.record)

    def way_back(self):
        return reverse("projects:project_detail", args=[self.kwargs["code"]])


class ProjectActPage(ProjectAct, ActFormView):
    """A page with one form about the project."""

    template_name = "projects/project_act.html"
    title: str | Promise

    def get_form_options(self):
        return {"project": self.record, "reader": self.reader}

    def get_context(self, form):
        return {"title": self.title}
