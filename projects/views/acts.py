"""What moves a project on: answering a request with one, its start, its delivery, its end."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.choices import Visibility
from core.forms.views import ActFormView
from core.sight import up_to
from needs.choices import RequestState
from needs.models import AssistanceRequest
from projects import actions, policies
from projects.choices import RESPONSE_WORKFLOW
from projects.forms import CancelForm, OpenForm, ShareForm
from projects.models import Lesson
from projects.views.base import ProjectAct, ProjectActPage


class ProjectOpen(ActFormView):
    """Answer an accepted request with a project that carries its facts over."""

    form_class = OpenForm
    template_name = "projects/project_open.html"
    parameters = ("request",)
    said = _(
        "The project has been opened, and %(code)s is in response. Report delivery here when everything has been "
        "delivered."
    )
    action = staticmethod(actions.open_response_project)

    def get_record(self):
        visible = AssistanceRequest.objects.visible_to(self.reader).select_related("country", "theme")
        assistance = visible.filter(code=self.request.GET.get("request", "")).first()
        if assistance is None:
            raise Http404
        return assistance

    def is_allowed(self):
        return policies.RESPONSE_ACTORS["respond"](self.reader, self.record)

    def require_possible(self):
        RESPONSE_WORKFLOW.require(self.record, "respond")

    def get_initial(self):
        carried = {"title": self.record.title, "summary": self.record.asked, "currency": self.record.currency}
        return {name: value for name, value in carried.items() if value} | {"visibility": self.record.sight}

    def get_form_options(self):
        widest = Visibility.PUBLIC if policies.can_widen(self.reader, self.record) else self.record.sight
        return {"leads": policies.possible_leads(self.reader), "sights": up_to(widest)}

    def get_words(self, done):
        return {"code": self.record.code}

    def leads_to(self, done):
        return done


class ProjectStart(ProjectAct):
    said = _("The project has been started.")
    action = staticmethod(actions.start_project)


class ProjectDeliver(ProjectAct):
    said = _("Delivery has been reported. The project is now completed.")
    said_of_request = _(
        "Delivery has been reported. %(code)s is waiting for the signatory of %(country)s, who confirms and rates "
        "the delivery."
    )
    action = staticmethod(actions.report_delivery)

    def say(self, done):
        delivered = AssistanceRequest.objects.filter(pk=done.assistance_id, state=RequestState.DELIVERED)
        assistance = delivered.select_related("country").first()
        if assistance is None:
            return str(self.said)
        return self.said_of_request % {"code": assistance.code, "country": assistance.country}


class ProjectClose(ProjectAct):
    said = _("The project has been closed. No further action is needed.")
    action = staticmethod(actions.close_project)


class ProjectShare(ProjectActPage):
    """Who can see it: the choice says it in so many words."""

    form_class = ShareForm
    move = "share"
    title = _("Change who can see the project")
    said = _("Who can see the project has been changed.")
    action = staticmethod(actions.share_project)

    def is_allowed(self):
        may = policies.can_share(self.reader, self.record)
        return may and len(policies.possible_sights(self.reader, self.record)) > 1

    def get_initial(self):
        return {"visibility": self.record.visibility}


class ProjectCancel(ProjectActPage):
    form_class = CancelForm
    move = "cancel"
    title = _("Cancel the project")
    said = _("The project has been cancelled. You can read the reason on its page.")
    action = staticmethod(actions.cancel_project)


class LessonPublish(ProjectAct):
    said = _("The lesson has been published. The report to the Council will count it.")

    def act(self, **values):
        visible = Lesson.objects.visible_to(self.reader).filter(project=self.record)
        return actions.publish_lesson(get_object_or_404(visible, code=self.kwargs["lesson"]), by=self.reader)
