"""Doors to a needs assessment in the making: its texts, its needs, and its way to adoption."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.conflicts import differences
from core.errors import Stale
from core.queries import refuse_unknown
from needs import actions, policies
from needs.choices import ASSESSMENT_WORKFLOW, AssessmentKind, AssessmentState
from needs.forms.assessments import AssessmentForm, NeedForm, NewAssessmentForm, RankForm, ReturnAssessmentForm
from needs.models import NeedsAssessment
from reference.models import Country

forms_only = require_http_methods(["GET", "HEAD", "POST"])


def visible_assessment(request, code) -> NeedsAssessment:
    """The assessment, or 404 for one that is missing or not open to this reader."""
    refuse_unknown(request.GET, ())
    visible = NeedsAssessment.objects.visible_to(request.user).select_related("country__region", "created_by")
    return get_object_or_404(visible, code=code)


def open_draft(request, code) -> NeedsAssessment:
    """As above, for those who write it; 403 for other readers, 409 before anybody types in vain."""
    assessment = visible_assessment(request, code)
    if not policies.can_write_assessment(request.user, assessment):
        raise PermissionDenied
    ASSESSMENT_WORKFLOW.next_state(assessment.state, "submit")
    return assessment


def typed(request):
    """What was sent; nothing for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def entry_of(assessment, code):
    """The need of that code as it stands in the draft."""
    return get_object_or_404(assessment.entries.select_related("need", "assessment"), need__code=code)


@login_required
@forms_only
def assessment_new(request):
    """Begin the next version for one's own country, or as an office for a country of the region."""
    refuse_unknown(request.GET, ())
    if not policies.can_begin_assessments(request.user):
        raise PermissionDenied
    initial = {"kind": AssessmentKind.COMPREHENSIVE, "language": request.user.language}
    form = NewAssessmentForm(typed(request), countries=countries_of(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        assessment = actions.draft_assessment(by=request.user, **form.written())
        messages.success(request, _("The draft is begun. Now enter its needs, one by one, in order of rank."))
        return redirect("needs:assessment_edit", assessment.code)
    return render(request, "needs/assessment_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@forms_only
def assessment_edit(request, code):
    """The texts of the draft, and below them its needs."""
    assessment = open_draft(request, code)
    form = AssessmentForm(typed(request), initial=texts_of(assessment))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_assessment(assessment, by=request.user, version=form.cleaned_data["version"], **form.written())
        except Stale as stale:
            return answer_stale(request, form, AssessmentForm(initial=texts_of(stale.current)), stale.current)
        messages.success(request, _("The texts are saved. Nobody outside has been told."))
        return redirect(request.path)
    context = {
        "form": form,
        "record": assessment,
        "entries": entries_of(assessment),
        "in_force": in_force(assessment),
        **acts_of(request.user, assessment),
    }
    return render(request, "needs/assessment_edit.html", context, status=422 if form.errors else 200)


@login_required
@forms_only
def need_add(request, code):
    assessment = open_draft(request, code)
    last = assessment.entries.aggregate(last=Max("rank"))["last"] or 0
    initial = {"rank": last + 1, "language": request.user.language, "currency": "USD"}
    form = NeedForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        need = actions.add_need(assessment, by=request.user, **form.written())
        messages.success(request, _("%(code)s is in the draft.") % {"code": need.code})
        return redirect("needs:assessment_edit", assessment.code)
    context = {"form": form, "record": assessment}
    return render(request, "needs/assessment_need.html", context, status=422 if form.errors else 200)


@login_required
@forms_only
def need_edit(request, code, need):
    assessment = open_draft(request, code)
    entry = entry_of(assessment, need)
    form = NeedForm(typed(request), initial=need_of(entry))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_entry(entry, by=request.user, version=form.cleaned_data["version"], **form.written())
        except Stale as stale:
            entry.need = stale.current
            return answer_stale(request, form, NeedForm(initial=need_of(entry)), assessment, version=entry.need.version)
        messages.success(request, _("%(code)s is saved.") % {"code": entry.need.code})
        return redirect("needs:assessment_edit", assessment.code)
    context = {"form": form, "record": assessment, "entry": entry}
    return render(request, "needs/assessment_need.html", context, status=422 if form.errors else 200)


@login_required
@forms_only
def need_rank(request, code, need):
    """A need that an adopted version holds keeps its words; only its rank is this draft's."""
    assessment = open_draft(request, code)
    entry = entry_of(assessment, need)
    form = RankForm(typed(request), initial={"rank": entry.rank, "version": entry.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rank_need(entry, by=request.user, **form.cleaned_data)
        except Stale as stale:
            saved = RankForm(initial={"rank": stale.current.rank})
            return answer_stale(request, form, saved, assessment, version=stale.current.version)
        messages.success(request, _("%(code)s is saved.") % {"code": entry.need.code})
        return redirect("needs:assessment_edit", assessment.code)
    context = {"form": form, "record": assessment, "entry": entry}
    return render(request, "needs/assessment_need.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def need_remove(request, code, need):
    assessment = open_draft(request, code)
    actions.remove_need(entry_of(assessment, need), by=request.user)
    messages.success(request, _("%(code)s is no longer in the draft.") % {"code": need})
    return redirect("needs:assessment_edit", assessment.code)


@login_required
@require_POST
def carry_over(request, code):
    assessment = open_draft(request, code)
    count = actions.carry_needs_over(assessment, by=request.user)
    said = ngettext("%(count)d need was carried over.", "%(count)d needs were carried over.", count)
    messages.success(request, said % {"count": count})
    return redirect("needs:assessment_edit", assessment.code)


@login_required
@require_POST
def assessment_consult(request, code):
    assessment = actions.consult_assessment(visible_assessment(request, code), by=request.user)
    messages.success(request, _("The draft is in consultation in the country. It can still be changed."))
    return redirect(assessment)


@login_required
@require_POST
def assessment_submit(request, code):
    assessment = actions.submit_assessment(visible_assessment(request, code), by=request.user)
    said = _(
        "Submitted. It waits for the signatory of %(country)s, without a limit of time; the regional office reads it."
    )
    messages.success(request, said % {"country": assessment.country})
    return redirect(assessment)


@login_required
@require_POST
def assessment_return(request, code):
    assessment = visible_assessment(request, code)
    user = request.user
    if not (policies.can_review_assessment(user, assessment) or policies.can_sign(user, assessment)):
        raise PermissionDenied
    form = ReturnAssessmentForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "record": assessment}
        return render(request, "needs/assessment_return.html", context, status=422)
    actions.return_assessment(assessment, by=user, **form.cleaned_data)
    messages.success(request, _("Returned with your reason. Those who wrote the draft have it now and can change it."))
    return redirect(assessment)


@login_required
@require_POST
def assessment_adopt(request, code):
    assessment = actions.adopt_assessment(visible_assessment(request, code), by=request.user)
    messages.success(
        request, _("Adopted for the Government. It is public now and never changes; updates are new versions.")
    )
    return redirect(assessment)


def answer_stale(request, form, saved, record, *, version=None):
    """409: both texts side by side, and a form that still carries everything that was typed."""
    again = request.POST.copy()
    again["version"] = version or record.version
    context = {
        "differences": differences(form, saved),
        "form": type(form)(again),
        "record": record,
        "back": request.path,
    }
    return render(request, "needs/draft_conflict.html", context, status=409)


def acts_of(user, assessment) -> dict:
    """Which acts this person may do now, and for whom the assessment waits."""
    may_write = may_sign = may_return = False
    if user.is_authenticated:
        may_write = policies.can_write_assessment(user, assessment)
        may_sign = policies.can_sign(user, assessment)
        may_return = may_sign or policies.can_review_assessment(user, assessment)
    state = assessment.state
    return {
        "can_edit": may_write and ASSESSMENT_WORKFLOW.may(state, "submit"),
        "can_consult": may_write and ASSESSMENT_WORKFLOW.may(state, "consult"),
        "can_submit": may_write and ASSESSMENT_WORKFLOW.may(state, "submit"),
        "can_adopt": may_sign and ASSESSMENT_WORKFLOW.may(state, "adopt"),
        "can_return": may_return and ASSESSMENT_WORKFLOW.may(state, "return"),
        "return_form": ReturnAssessmentForm(),
    }


def countries_of(user):
    """The countries for which this account may begin an assessment."""
    countries = Country.objects.only("iso3", "name", "region")
    if user.country_id:
        return countries.filter(pk=user.country_id)
    return countries.members().filter(region=user.region_id)


def in_force(assessment):
    """The adopted version whose needs may be carried over; none for a first version."""
    adopted = NeedsAssessment.objects.filter(country=assessment.country_id, state=AssessmentState.ADOPTED)
    return adopted.exclude(kind=AssessmentKind.STATED).order_by("-number").first()


def entries_of(assessment):
    """The needs of the draft by rank; ``is_carried`` where an adopted version holds their words."""
    entries = list(assessment.entries.select_related("need__theme"))
    others = assessment.entries.model.objects.filter(need__in=[entry.need_id for entry in entries])
    carried = set(others.exclude(assessment=assessment).values_list("need", flat=True))
    for entry in entries:
        entry.is_carried = entry.need_id in carried
    return entries


def texts_of(assessment) -> dict:
    return model_to_dict(assessment, [name for name in AssessmentForm.base_fields if name != "version"]) | {
        "version": assessment.version
    }


def need_of(entry) -> dict:
    need = entry.need
    values = model_to_dict(need, [name for name in NeedForm.base_fields if name not in ("version", "rank")])
    return values | {"currency": need.currency or "USD", "rank": entry.rank, "version": need.version}
