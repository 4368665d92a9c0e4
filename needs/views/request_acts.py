"""Acts after the draft, each with a page of its own: the country's, the office's, and the thread that both write."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import RuleBroken
from core.forms.views import answer_form, forms_only, leads_back_to, page, typed
from needs import actions, policies
from needs.choices import OPEN_STATES, RequestState
from needs.forms.requests import CloseForm, MessageForm, VerifyForm, WithdrawForm
from needs.forms.screening import MergeForm
from needs.models import AssistanceRequest
from needs.service_clock.status import office_of
from needs.views.requests import DETAIL, find_request, refused, require, require_move


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_withdraw(request, code):
    """The country no longer wants it, and says why."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    require_move(assistance, "withdraw")
    label = _("Withdraw the request")
    return answer_act(
        request,
        assistance,
        WithdrawForm(typed(request)),
        lambda form: actions.withdraw_request(assistance, by=request.user, **form.cleaned_data),
        said=_("%(code)s is withdrawn; the %(office)s sees the reason."),
        title=label,
        explanation=_("A withdrawn request cannot be taken up again; matches that wait for an answer end with it."),
        label=label,
        tone="d",
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_close(request, code):
    """The Government confirms the delivery, rates it, and says of each need whether it is met."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    require_move(assistance, "close")
    return answer_act(
        request,
        assistance,
        CloseForm(typed(request), needs=assistance.needs.all()),
        lambda form: actions.close_request(assistance, by=request.user, **form.judgement()),
        said=_("%(code)s is closed. The %(office)s may now verify the result."),
        title=_("Confirm delivery and rate"),
        explanation=_("With this the Government accepts what was delivered, and the request is closed."),
        label=_("Confirm and close the request"),
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_verify(request, code):
    """The office has seen the evidence of the result."""
    assistance = find_request(request, code)
    require(policies.can_verify(request.user, assistance))
    if assistance.state != RequestState.CLOSED or assistance.is_result_verified:
        raise RuleBroken(_("A result is verified once, after the country has accepted it."))
    label = _("Verify the result")
    return answer_act(
        request,
        assistance,
        VerifyForm(typed(request)),
        lambda form: actions.verify_result(assistance, by=request.user, **form.cleaned_data),
        said=_("The result of %(code)s is verified."),
        title=label,
        explanation=_("The needs that the country declared met by this request count as met with evidence."),
        label=label,
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_merge(request, code):
    """The same request came twice: the office puts this one aside, and the other counts."""
    assistance = find_request(request, code)
    require(policies.can_screen(request.user, assistance))
    require_move(assistance, "merge")
    label = _("Merge the requests")
    return answer_act(
        request,
        assistance,
        MergeForm(typed(request), others=others_open(assistance, request.user)),
        lambda form: actions.merge_request(assistance, by=request.user, **form.cleaned_data),
        said=_("%(code)s is merged; the other request counts from now on."),
        title=_("Merge with another request"),
        explanation=_("This request ends here and points to the other one. It is not taken up again."),
        label=label,
        tone="d",
    )


def others_open(assistance, reader):
    """The other living requests of the country, those of the same theme first."""
    found = AssistanceRequest.objects.visible_to(reader).filter(country=assistance.country_id, state__in=OPEN_STATES)
    living = found.exclude(pk=assistance.pk).exclude(state=RequestState.DRAFT)
    return living.alias(is_alike=Q(theme=assistance.theme_id)).order_by(F("is_alike").desc(nulls_last=True), "code")


def answer_act(request, assistance, form, act, *, said, tone="p", **texts):
    """The page that asks for what an act needs, and the act; ``said`` may name the request and its office."""
    show = page(request, "needs/request_act.html", record=assistance, tone=tone, **texts)
    return answer_form(request, form, make=act, done=partial(tell, request, said), show=show)


def tell(request, said, assistance):
    """What happened; on to the page of the request."""
    messages.success(request, said % {"code": assistance.code, "office": office_of(assistance.country)})
    return assistance


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_message(request, code):
    """One message: a question from the office, an answer from the country, a comment from a treaty's focal point."""
    assistance = find_request(request, code)
    reader = request.user
    require(policies.can_comment(reader, assistance))
    write = writer_for(reader, assistance)

    def tell_sender(_message):
        messages.success(request, _("Your message stands in the thread of %(code)s.") % {"code": assistance.code})
        return f"{assistance.get_absolute_url()}#messages"

    return answer_form(
        request,
        MessageForm(typed(request)),
        make=lambda form: write(assistance, by=reader, **form.cleaned_data),
        done=tell_sender,
        show=lambda form: refused(request, assistance, message=form, form=form),
    )


def writer_for(reader, assistance):
    """The act by which this reader writes into the thread."""
    if policies.can_screen(reader, assistance):
        return actions.ask_question
    if policies.can_draft(reader, assistance.country_id):
        return actions.answer_question
    if policies.can_comment(reader, assistance):
        return actions.comment_request
    raise PermissionDenied
