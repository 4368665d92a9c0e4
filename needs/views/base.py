"""What the acts on one request, and those on one assessment, have in common."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.forms.views import ActFormView, ActView
from needs.actions.lives import ASSESSMENTS, REQUESTS
from needs.models import AssessmentNeed, NeedsAssessment
from needs.panels.request_page import page_of, requests_for_page
from needs.service_clock.status import office_of


class RequestAct(ActView):
    """An act on the request of the address."""

    life = REQUESTS

    def get_record(self):
        return get_object_or_404(requests_for_page(self.reader), code=self.kwargs["code"])

    def get_words(self, done):
        return {"code": self.record.code, "office": office_of(self.record.country)}

    def way_back(self):
        return reverse("needs:request_detail", args=[self.kwargs["code"]])


class OnRequestPage(RequestAct, ActFormView):
    """An act whose form stands on the page of the request, and comes back there when it is refused."""

    http_method_names = ["post"]
    form_name: str  # by which the page knows it

    def show(self, form):
        return self.show_page(**{self.form_name: form, "form": form})

    def show_page(self, *, status=422, **posted):
        """The page of the request with what was typed and what is wrong with it."""
        context = {"record": self.record, **page_of(self.record, self.reader, **posted)}
        return render(self.request, "needs/request_detail.html", context, status=status)


class AssessmentAct(ActView):
    """An act on the assessment of the address."""

    life = ASSESSMENTS

    def get_record(self):
        visible = NeedsAssessment.objects.visible_to(self.reader).select_related("country__region", "created_by")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def way_back(self):
        return reverse("needs:assessment_detail", args=[self.kwargs["code"]])


class DraftAct(AssessmentAct):
    """An act on an assessment in the making, for those who write it."""

    move = "edit"

    def leads_to(self, done):
        return reverse("needs:assessment_edit", args=[self.record.code])


class EntryAct(DraftAct):
    """An act on one need of the draft."""

    entry: AssessmentNeed

    def prepare(self):
        super().prepare()
        entries = self.record.entries.select_related("need", "assessment")
        self.entry = get_object_or_404(entries, need__code=self.kwargs["need"])

    def get_context(self, form):
        return {"entry": self.entry}
