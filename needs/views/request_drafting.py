"""Drafting a request in three parts: the request, who took part, check and hand to the signatory."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.forms.drafts import DraftView, NewDraftView
from core.forms.sent import ACT
from core.forms.views import ActView
from core.http.parameters import refuse_unknown
from core.text.languages import record_code
from core.text.locales import day_in_words
from needs import actions, policies
from needs.choices import REQUEST_WORKFLOW
from needs.forms.requests import ParticipantsForm, RequestForm
from needs.models import AssistanceRequest, Need
from needs.screening_evidence import look_alikes
from needs.service_clock.status import office_of, status_of
from needs.views.base import RequestAct
from reference.models import Theme

CONTINUE = "continue"


class OwnDraft(RequestAct):
    """An act on a draft of one's own country; other readers get 403."""

    def is_allowed(self):
        return policies.can_draft(self.reader, self.record.country_id)


class OpenDraft(OwnDraft):
    """As above, while it can be changed: 409 before anybody types in vain."""

    def require_possible(self):
        REQUEST_WORKFLOW.require(self.record, "edit")


class LeavesPart(ActView):
    """“Save as draft” leads back to the same part, “Save and continue” to the next; then nothing may be missing."""

    template_name = "needs/request_edit.html"
    page_name = "request_edit"
    following = "request_participants"
    part = 1
    said = _("%(code)s has been saved as a draft and has not been submitted. Only your country can see it.")

    @property
    def goes_on(self) -> bool:
        return self.request.POST.get(ACT) == CONTINUE

    def say(self, done):
        return "" if self.goes_on else super().say(done)

    def get_words(self, done):
        return {"code": done.code}

    def leads_to(self, done):
        return address_of(self.following if self.goes_on else self.page_name, done)

    def get_context(self, form):
        return {"part": self.part}


class FirstPart(LeavesPart):
    """The request itself."""

    form_class = RequestForm

    @property
    def country(self):
        return self.record.country if self.record else self.reader.country

    def get_form_options(self):
        named = [need.pk for need in self.record.needs.all()] if self.record else []
        return {"needs": needs_offered(self.country, self.reader, named), "is_complete": self.goes_on}

    def get_context(self, form):
        theme = theme_of(form["theme"].value())
        alike = look_alikes(self.country, theme, self.reader, besides=self.record)
        return {"look_alikes": alike, **super().get_context(form)}


class RequestPart(LeavesPart, OpenDraft, DraftView):
    """One of the parts that are written. The writer may keep the own text as a draft beside a colleague's."""

    copied = _("Your text has been saved as the new draft %(code)s.")
    action = staticmethod(actions.edit_request)

    def copy(self, **values):
        values = {"title": self.record.title} | values
        return actions.draft_request(by=self.reader, country=self.record.country, copy_of=self.record, **values)

    def copy_leads_to(self, copy):
        return address_of("request_edit", copy)


class RequestEdit(FirstPart, RequestPart):
    pass


class RequestParticipants(RequestPart):
    """Who took part."""

    form_class = ParticipantsForm
    page_name = "request_participants"
    following = "request_check"
    part = 2


class RequestDraft(FirstPart, NewDraftView):
    """Begin a request. Sent a second time with another text, it changes the draft of the first."""

    parameters = ("need",)
    draft_view = RequestEdit

    def is_allowed(self):
        return policies.can_draft(self.reader, self.reader.country_id)

    def get_initial(self):
        return {"language": record_code(get_language() or "en"), "needs": self.request.GET.getlist("need")}

    def act(self, **values):
        return actions.draft_request(by=self.reader, country=self.reader.country, **values)

    def get_address(self, draft):
        return address_of("request_edit", draft)


def address_of(page_name, assistance) -> str:
    return reverse(f"needs:{page_name}", args=[assistance.code])


def needs_offered(country, reader, named=()):
    """Adopted needs of the country, and those that the request names already."""
    own = Need.objects.visible_to(reader).filter(countries=country)
    return own.filter(Q(pk__in=own.adopted()) | Q(pk__in=named)).order_by("code")


def theme_of(code) -> Theme | None:
    return Theme.objects.filter(pk=code).first() if code and "\0" not in code else None


@login_required
@require_safe
def request_look_alikes(request):
    """The fragment below the theme: what runs, is planned or was asked for already. It never blocks."""
    refuse_unknown(request.GET, ["theme"])
    reader = request.user
    if not policies.can_draft(reader, reader.country_id):
        raise PermissionDenied
    found = look_alikes(reader.country, theme_of(request.GET.get("theme")), reader, besides=draft_on_page(request))
    return render(request, "needs/_look_alikes.html", {"look_alikes": found})


def draft_on_page(request) -> AssistanceRequest | None:
    """The draft on whose page the fragment will stand; a new one gets its address when it is first saved."""
    try:
        code = resolve(request.htmx.current_url_abs_path or "").kwargs.get("code", "")
    except Resolver404:
        return None
    return AssistanceRequest.objects.visible_to(request.user).filter(code=code).first()


class RequestCheck(OpenDraft):
    """The third part: everything at a glance, with a way to change it; then the signatory."""

    http_method_names = ["get", "head"]

    def get(self, request, **where):
        self.prepare()
        record = self.record
        needed = ((_("What is requested"), record.asked), (_("Theme"), record.theme_id))
        context = {
            "record": record,
            "part": 3,
            "missing": [label for label, is_there in needed if not is_there],
            "signs": policies.can_sign(self.reader, record),
            "office": office_of(record.country),
        }
        return render(request, "needs/request_check.html", context)


class RequestHandOver(OwnDraft):
    """The draft waits for the signatory from now on."""

    said = _("%(code)s has been sent to the signatory of %(country)s, who alone can submit it.")
    action = staticmethod(actions.hand_over_request)

    def get_words(self, done):
        return {"code": done.code, "country": done.country}


class RequestSubmit(RequestAct):
    """The signatory hands the request over to the regional office."""

    said = _("%(code)s has been submitted. It is now with the %(holder)s.")
    said_with_day = _("%(code)s has been submitted. It is now with the %(holder)s, which will reply by %(day)s.")
    move = "submit"
    action = staticmethod(actions.submit_request)

    def say(self, done):
        status = status_of(done, self.reader)
        words = {"code": done.code, "holder": status.holder}
        if status.clock and status.clock.due_on:
            return self.said_with_day % (words | {"day": day_in_words(status.clock.due_on)})
        return self.said % words
