"""Views of a needs assessment in the making: its texts, its needs, and its way to adoption."""

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms.drafts import DraftView, NewDraftView
from core.forms.views import ActFormView
from needs import actions, policies
from needs.forms.assessments import AssessmentForm, NeedForm, NewAssessmentForm, RankForm, ReturnAssessmentForm
from needs.panels.assessment_draft import acts_of, entries_of, version_in_force
from needs.views.base import AssessmentAct, DraftAct, EntryAct
from reference.models import Country


class AssessmentEdit(DraftAct, DraftView):
    """The texts of the draft, and below them its needs."""

    form_class = AssessmentForm
    template_name = "needs/assessment_edit.html"
    said = _("The texts have been saved. No notifications have been sent.")
    action = staticmethod(actions.edit_assessment)

    def get_context(self, form):
        draft = {"entries": entries_of(self.record), "in_force": version_in_force(self.record)}
        return draft | acts_of(self.reader, self.record)


class AssessmentNew(NewDraftView):
    """Begin the next version for one's own country, or as an office for a country of the region."""

    form_class = NewAssessmentForm
    template_name = "needs/assessment_new.html"
    draft_view = AssessmentEdit
    said = _("The draft has been created. Now enter its needs, one by one, in order of rank.")

    def is_allowed(self):
        return policies.can_begin_assessments(self.reader)

    def get_initial(self):
        return {"language": self.reader.language}

    def get_form_options(self):
        return {"countries": countries_of(self.reader)}

    def act(self, **values):
        return actions.draft_assessment(by=self.reader, **values)

    def get_address(self, draft):
        return reverse("needs:assessment_edit", args=[draft.code])


def countries_of(user):
    """The countries for which this account may begin an assessment."""
    countries = Country.objects.only("iso3", "name", "region")
    if user.country_id:
        return countries.filter(pk=user.country_id)
    return countries.members().filter(region=user.region_id)


class NeedPage(DraftAct):
    """The page of one need of the draft."""

    template_name = "needs/assessment_need.html"
    said = _("%(code)s has been saved.")

    def get_words(self, done):
        return {"code": done.code}


class NeedEdit(NeedPage, EntryAct, DraftView):
    """A need and its rank in the draft, as one form."""

    form_class = NeedForm
    copied = _("Your text has been saved as a separate need, %(code)s.")

    def get_edited(self):
        return self.entry.need

    def get_initial_from(self, record):
        entry = self.record.entries.get(need=record)  # its rank as it is now
        return self.form_class.initial_from(record, entry)

    def act(self, **values):
        values = {"rank": self.entry.rank} | values  # a draft that saves itself sends only what was changed
        return actions.edit_entry(self.entry, by=self.reader, **values)

    def copy(self, **values):
        return actions.add_need(self.record, by=self.reader, copy_of=self.entry.need, **values)

    def copy_leads_to(self, copy):
        return self.leads_to(copy)


class NeedAdd(NeedPage, NewDraftView):
    form_class = NeedForm
    draft_view = NeedEdit
    kept_as = "need"
    said = _("%(code)s has been added to the draft.")
    action = staticmethod(actions.add_need)

    def get_initial(self):
        last = self.record.entries.aggregate(last=Max("rank"))["last"] or 0
        return {"rank": last + 1, "language": self.reader.language}

    def get_address(self, draft):
        return reverse("needs:need_edit", args=[self.record.code, draft.code])


class NeedRank(NeedPage, EntryAct, DraftView):
    """A need that an adopted version holds keeps its words; only its rank is this draft's."""

    form_class = RankForm

    def get_edited(self):
        return self.entry

    def act(self, **values):
        return actions.rank_need(self.entry, by=self.reader, **values)

    def get_words(self, done):
        return {"code": done.need.code}


class NeedRemove(EntryAct):
    said = _("%(code)s has been removed from the draft.")

    def act(self, **values):
        return actions.remove_need(self.entry, by=self.reader)

    def get_words(self, done):
        return {"code": self.kwargs["need"]}


class CarryOver(DraftAct):
    """The open needs of the version in force come into the draft."""

    move = "carry_over"
    action = staticmethod(actions.carry_needs_over)

    def say(self, done):
        said = ngettext("%(count)d need has been carried over.", "%(count)d needs have been carried over.", done)
        return said % {"count": done}


class AssessmentConsult(AssessmentAct):
    move = "consult"
    said = _("The draft is now in consultation in the country. It can still be changed.")
    action = staticmethod(actions.consult_assessment)


class AssessmentSubmit(AssessmentAct):
    move = "submit"
    said = _(
        "The assessment has been submitted. It is now with the signatory of %(country)s, without a time limit. The "
        "regional office can read it."
    )
    action = staticmethod(actions.submit_assessment)

    def get_words(self, done):
        return {"country": done.country}


class AssessmentReturn(AssessmentAct, ActFormView):
    move = "return"
    form_class = ReturnAssessmentForm
    template_name = "needs/assessment_return.html"
    http_method_names = ["post"]
    said = _("The assessment has been returned with your reason. Those who drafted it can now change it.")
    action = staticmethod(actions.return_assessment)


class AssessmentAdopt(AssessmentAct):
    move = "adopt"
    said = _(
        "The assessment has been adopted for the Government. It is now public and can no longer be changed; "
        "updates are new versions."
    )
    action = staticmethod(actions.adopt_assessment)
