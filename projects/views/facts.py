"""The view in which a project's own facts are corrected."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms.views import EditView
from needs.models import Need
from projects import actions
from projects.choices import PROJECT_WORKFLOW
from projects.forms import FactsForm
from projects.views.base import ProjectAct


class ProjectEdit(ProjectAct, EditView):
    """The project's own facts, corrected by those who run it."""

    form_class = FactsForm
    template_name = "projects/project_edit.html"
    said = _("The details of the project have been saved.")

    def require_possible(self):
        PROJECT_WORKFLOW.require(self.record, "edit")

    def get_initial_from(self, record):
        return super().get_initial_from(record) | {"needs": self.linked_needs}

    def get_form_options(self):
        visible = Need.objects.visible_to(self.reader)
        adopted = visible.filter(countries__in=self.record.countries.all()).adopted()
        offered = visible.filter(Q(pk__in=adopted.values("pk")) | Q(pk__in=self.linked_needs.values("pk")))
        return {"needs": offered.order_by("code")}

    @property
    def linked_needs(self):
        """The needs of the project that this writer may see."""
        return Need.objects.visible_to(self.reader).filter(projects=self.record)

    def act(self, *, needs, **values):
        """Needs that the writer may not see stay linked."""
        unseen = self.record.needs.exclude(pk__in=Need.objects.visible_to(self.reader).values("pk"))
        return actions.edit_project(self.record, by=self.reader, needs=[*needs, *unseen], **values)
