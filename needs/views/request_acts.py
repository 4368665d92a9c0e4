"""Acts after the draft, each with a page of its own: the country's, the office's, and the thread that both write."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms.views import ActFormView
from needs import actions, policies
from needs.choices import OPEN_STATES
from needs.forms.requests import CloseForm, MessageForm, VerifyForm, WithdrawForm
from needs.forms.screening import MergeForm
from needs.models import AssistanceRequest
from needs.views.base import OnRequestPage, RequestAct


class RequestActPage(RequestAct, ActFormView):
    """The page that asks for what an act needs."""

    template_name = "needs/request_act.html"
    title: str | Promise
    explanation: str | Promise
    label: str | Promise  # of the button
    tone = "p"  # p: the main act; d: one that ends something

    def get_context(self, form):
        return {name: getattr(self, name) for name in ("title", "explanation", "label", "tone")}


class RequestWithdraw(RequestActPage):
    """The country no longer wants it, and says why."""

    form_class = WithdrawForm
    move = "withdraw"
    title = label = _("Withdraw the request")
    explanation = _(
        "A withdrawn request cannot be reopened. Matches that are waiting for an answer end with it, and projects that "
        "answer it and have not delivered are cancelled."
    )
    tone = "d"
    said = _("%(code)s has been withdrawn. The %(office)s can read the reason.")
    said_of_draft = _("%(code)s has been withdrawn. It was never submitted, so only your country can see it.")
    action = staticmethod(actions.withdraw_request)

    def say(self, done):
        return super().say(done) if done.received_on else self.said_of_draft % {"code": done.code}


class RequestClose(RequestActPage):
    """The Government confirms the delivery, rates it, and says of each need whether it is met."""

    form_class = CloseForm
    move = "close"
    title = _("Confirm delivery and rate")
    explanation = _("By confirming, the Government accepts what was delivered, and the request is closed.")
    label = _("Confirm and close the request")
    said = _("%(code)s has been closed. The %(office)s can now verify the result.")
    action = staticmethod(actions.close_request)

    def get_form_options(self):
        return {"needs": self.record.needs.all()}


class RequestVerify(RequestActPage):
    """The office has seen the evidence of the result."""

    form_class = VerifyForm
    move = "verify"
    title = label = _("Verify the result")
    explanation = _("The needs that the Government declared met by this request will count as met with evidence.")
    said = _("The result of %(code)s has been verified.")
    action = staticmethod(actions.verify_result)

    def require_possible(self):
        super().require_possible()
        actions.require_unverified(self.record)


class RequestMerge(RequestActPage):
    """The same request came twice: the office puts this one aside, and the other counts."""

    form_class = MergeForm
    move = "merge"
    title = _("Merge with another request")
    explanation = _("This request ends here and links to the other one. It cannot be reopened.")
    label = _("Merge the requests")
    tone = "d"
    said = _("%(code)s has been merged. From now on, only the other request is followed up.")
    action = staticmethod(actions.merge_request)

    def get_form_options(self):
        return {"others": others_open(self.record, self.reader)}


def others_open(assistance, reader):
    """The other living requests of the country, those of the same theme first."""
    found = AssistanceRequest.objects.visible_to(reader).filter(country=assistance.country_id, state__in=OPEN_STATES)
    living = found.received().exclude(pk=assistance.pk)
    return living.alias(is_alike=Q(theme=assistance.theme_id)).order_by(F("is_alike").desc(nulls_last=True), "code")


class RequestMessage(OnRequestPage):
    """One message: a question from the office, an answer from the country, a comment from a treaty's focal point."""

    form_class = MessageForm
    form_name = "message"
    said = _("Your message on %(code)s has been sent.")

    def is_allowed(self):
        return policies.can_comment(self.reader, self.record)

    def act(self, **values):
        return writer_for(self.reader, self.record)(self.record, by=self.reader, **values)

    def leads_to(self, done):
        return f"{self.record.get_absolute_url()}#messages"


def writer_for(reader, assistance):
    """The act by which this reader writes into the thread."""
    if policies.can_screen(reader, assistance):
        return actions.ask_question
    if policies.can_draft(reader, assistance.country_id):
        return actions.answer_question
    if policies.can_comment(reader, assistance):
        return actions.comment_request
    raise PermissionDenied
