"""The country's acts on its request after the draft, the thread, and the office's check of the result."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import RuleBroken
from needs import actions, policies
from needs.choices import RequestState
from needs.forms.requests import CloseForm, MessageForm, VerifyForm, WithdrawForm
from needs.views.requests import find_request, moved_on, refused, require, require_move
from needs.whereabouts import office_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdraw(request, code):
    """The country no longer wants it, and says why."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    form = WithdrawForm(request.POST or None)
    try:
        require_move(assistance, "withdraw")
        if request.method == "POST" and form.is_valid():
            assistance = actions.withdraw_request(assistance, by=request.user, **form.cleaned_data)
            words = {"code": assistance.code, "office": office_of(assistance.country)}
            messages.success(request, _("%(code)s is withdrawn; the %(office)s sees the reason.") % words)
            return redirect(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    context = {
        "title": _("Withdraw the request"),
        "explanation": _("A withdrawn request cannot be taken up again; matches that wait for an answer end with it."),
        "label": _("Withdraw the request"),
        "tone": "d",
    }
    return act_page(request, assistance, form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_close(request, code):
    """The Government confirms the delivery, rates it, and says of each need whether it is met."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    form = CloseForm(request.POST or None, needs=assistance.needs.all())
    try:
        require_move(assistance, "close")
        if request.method == "POST" and form.is_valid():
            assistance = actions.close_request(assistance, by=request.user, **form.judgement())
            words = {"code": assistance.code, "office": office_of(assistance.country)}
            messages.success(request, _("%(code)s is closed. The %(office)s may now verify the result.") % words)
            return redirect(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    context = {
        "title": _("Confirm delivery and rate"),
        "explanation": _("With this the Government accepts what was delivered, and the request is closed."),
        "label": _("Confirm and close the request"),
        "tone": "p",
    }
    return act_page(request, assistance, form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_verify(request, code):
    """The office has seen the evidence of the result."""
    assistance = find_request(request, code)
    require(policies.can_verify(request.user, assistance))
    form = VerifyForm(request.POST or None)
    try:
        if assistance.state != RequestState.CLOSED or assistance.is_result_verified:
            raise RuleBroken(_("A result is verified once, after the country has accepted it."))
        if request.method == "POST" and form.is_valid():
            assistance = actions.verify_result(assistance, by=request.user, **form.cleaned_data)
            messages.success(request, _("The result of %(code)s is verified.") % {"code": assistance.code})
            return redirect(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    context = {
        "title": _("Verify the result"),
        "explanation": _("The needs that the country declared met by this request count as met with evidence."),
        "label": _("Verify the result"),
        "tone": "p",
    }
    return act_page(request, assistance, form, context)


def act_page(request, assistance, form, context):
    """The page that asks for what an act needs."""
    context |= {"form": form, "record": assistance}
    return render(request, "needs/request_act.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def request_message(request, code):
    """One message: a question from the office, an answer from the country, a comment from a treaty's focal point."""
    assistance = find_request(request, code)
    reader = request.user
    require(policies.can_comment(reader, assistance))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return refused(request, assistance, message=form, form=form)
    try:
        write = writer_for(reader, assistance)
        write(assistance, by=reader, **form.cleaned_data)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    messages.success(request, _("Your message stands in the thread of %(code)s.") % {"code": assistance.code})
    return redirect(f"{assistance.get_absolute_url()}#messages")


def writer_for(reader, assistance):
    """The act by which this reader writes into the thread."""
    if policies.can_screen(reader, assistance):
        return actions.ask_question
    if policies.can_draft(reader, assistance.country_id):
        return actions.answer_question
    if policies.can_comment(reader, assistance):
        return actions.comment_request
    raise PermissionDenied
