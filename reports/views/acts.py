"""The acts on a council report: order, write, clear, issue."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.signing_in.reauthentication import require_fresh_sign_in
from core.errors import RuleBroken
from core.forms.views import ActFormView, ActView, EditView
from core.text.languages import Language
from reports import actions, narratives, policies
from reports.choices import ReportState
from reports.forms import ClearForm, NarrativeForm, OrderForm, ReopenForm
from reports.models import Narrative
from reports.panels.report_page import visible_report, workspace_of


class ReportAct(ActView):
    """An act on the report of the address."""

    def get_record(self):
        return visible_report(self.reader, self.kwargs["code"])


class OnReportPage(ReportAct, ActFormView):
    """An act whose form stands on the page of the report, and comes back there when it is refused."""

    http_method_names = ["post"]
    form_name: str  # by which the page knows it

    def is_allowed(self):
        return policies.can_clear(self.reader, self.record)

    def show(self, form):
        context = workspace_of(self.record, self.reader) | {self.form_name: form, "form": form}
        return render(self.request, "reports/report_detail.html", context, status=422)


class ReportOrder(ActFormView):
    """Choose session and year; the order itself is the action's."""

    form_class = OrderForm
    template_name = "reports/report_order.html"

    def is_allowed(self):
        return policies.can_order(self.reader)

    def get_form_options(self):
        return {"reader": self.reader}

    def act(self, **values):
        try:
            return actions.order_report(**values, by=self.reader)
        except RuleBroken as broken:
            raise ValidationError(str(broken)) from broken

    def leads_to(self, done):
        return done


class ReportRebuild(ReportAct):
    """Build again, after a failure or with changed texts."""

    def is_allowed(self):
        return policies.can_order(self.reader)

    def act(self, **values):
        return actions.order_report(self.record.session, self.record.year, by=self.reader)


class ReportClear(OnReportPage):
    form_class = ClearForm
    form_name = "clear_form"
    said = _("The report has been cleared. A second member of the secretariat can now issue it.")

    def act(self, **values):
        try:
            return actions.clear_report(self.record, by=self.reader, **values)
        except RuleBroken as broken:
            if self.record.state != ReportState.READY:
                raise
            raise ValidationError({"waiver": str(broken)}) from broken


class ReportReopen(OnReportPage):
    form_class = ReopenForm
    form_name = "reopen_form"
    said = _("The report has been reopened. Its texts can be edited again.")
    action = staticmethod(actions.reopen_report)


class ReportIssue(ReportAct):
    said = _("The report has been issued. It is now public and never changes again.")
    action = staticmethod(actions.issue_report)

    def is_allowed(self):
        return policies.can_clear(self.reader, self.record)

    def require_possible(self):
        # A report that is issued already is told so before anybody has to prove who they are.
        if self.record.state == ReportState.CLEARED and policies.can_issue(self.reader, self.record):
            require_fresh_sign_in(self.request)


class NarrativeEdit(ReportAct, EditView):
    """Write the text of one section in plain words; wrong blocks come back with the line and what to do."""

    form_class = NarrativeForm
    template_name = "reports/narrative_edit.html"
    said = _("The text has been saved. Build the report again to print it.")

    def is_allowed(self):
        return policies.can_write_narrative(self.reader, self.record)

    def require_possible(self):
        if self.kwargs["slot"] not in narratives.SLOTS:
            raise Http404

    @property
    def slot(self):
        return narratives.SLOTS[self.kwargs["slot"]]

    def get_edited(self):
        """The stored text; version 0 while there is none."""
        place = {"report": self.record, "section": self.slot.slug, "language": Language.ENGLISH}
        return Narrative.objects.filter(**place).first() or Narrative(**place, version=0)

    def get_form_options(self):
        return {"slot": self.slot}

    def act(self, *, blocks, version):
        slot = self.slot.slug
        return actions.write_narrative(self.record, slot, Language.ENGLISH, blocks, version=version, by=self.reader)

    def get_context(self, form):
        stored = self.get_edited()
        return {
            "report": self.record,
            "slot": self.slot,
            "stored": stored if stored.pk else None,
            "words": narratives.count_words(stored.blocks),
        }

    def show_both(self, form, theirs, current):
        """Both texts side by side, and a form that carries the writer's own."""
        typed = form.cleaned_data["text"]
        context = {
            "report": self.record,
            "slot": self.slot,
            "typed": typed,
            "saved": current,
            "saved_text": theirs["text"].value(),
            "form": NarrativeForm(initial={"text": typed, "version": current.version}, slot=self.slot),
        }
        return render(self.request, "reports/narrative_conflict.html", context, status=409)
