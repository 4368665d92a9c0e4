"""Doors to a needs assessment in the making: its texts, its needs, and its way to adoption."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.forms.views import answer_edit, answer_form, forms_only, leads_back_to, page, typed
from core.http.parameters import refuse_unknown
from needs import actions, policies
from needs.actions.lives import ASSESSMENTS
from needs.choices import ASSESSMENT_WORKFLOW, AssessmentKind, AssessmentState
from needs.forms.assessments import AssessmentForm, NeedForm, NewAssessmentForm, RankForm, ReturnAssessmentForm
from needs.models import NeedsAssessment
from reference.models import Country

DETAIL = "needs:assessment_detail"


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
    ASSESSMENT_WORKFLOW.require(assessment, "edit")
    return assessment


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
    initial = {"kind": AssessmentKind.COMPREHENSIVE, "language": request.user.language, "version": 1}
    told = _("The draft is begun. Now enter its needs, one by one, in order of rank.")
    return answer_form(
        request,
        NewAssessmentForm(typed(request), countries=countries_of(request.user), initial=initial),
        make=lambda form: actions.draft_assessment(by=request.user, **form.written()),
        done=lambda assessment: tell(request, told, edit_address(assessment)),
        show=page(request, "needs/assessment_new.html"),
        draft_at=edit_address,
        sent_before=lambda code: edit_texts(request, open_draft(request, code)),
    )


def edit_address(assessment) -> str:
    return reverse("needs:assessment_edit", args=[assessment.code])


def tell(request, sentence, target):
    """What happened; on to the target."""
    messages.success(request, sentence)
    return target


@login_required
@forms_only
@leads_back_to(DETAIL)
def assessment_edit(request, code):
    """The texts of the draft, and below them its needs."""
    return edit_texts(request, open_draft(request, code))


def edit_texts(request, assessment):
    told = _("The texts are saved. Nobody outside has been told.")

    def show(form):
        context = {"record": assessment, "entries": entries_of(assessment), "in_force": in_force(assessment)}
        return page(request, "needs/assessment_edit.html", **context, **acts_of(request.user, assessment))(form)

    return answer_edit(
        request,
        assessment,
        fill=lambda record, sent=None: AssessmentForm(sent, initial=texts_of(record)),
        edit=partial(actions.edit_assessment, assessment, by=request.user),
        done=lambda saved: tell(request, told, edit_address(saved)),
        show=show,
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def need_add(request, code):
    assessment = open_draft(request, code)
    last = assessment.entries.aggregate(last=Max("rank"))["last"] or 0
    initial = {"rank": last + 1, "language": request.user.language, "currency": "USD", "version": 1}
    return answer_form(
        request,
        NeedForm(typed(request), initial=initial),
        make=lambda form: actions.add_need(assessment, by=request.user, **form.written()),
        done=partial(tell_of_need, request, assessment, _("%(code)s is in the draft.")),
        show=page(request, "needs/assessment_need.html", record=assessment),
        draft_at=lambda need: reverse("needs:need_edit", args=[assessment.code, need.code]),
        sent_before=lambda need: edit_need(request, assessment, entry_of(assessment, need)),
    )


def tell_of_need(request, assessment, sentence, need) -> str:
    """What happened to the need; back to the draft."""
    return tell(request, sentence % {"code": need.code}, edit_address(assessment))


@login_required
@forms_only
@leads_back_to(DETAIL)
def need_edit(request, code, need):
    assessment = open_draft(request, code)
    return edit_need(request, assessment, entry_of(assessment, need))


def edit_need(request, assessment, entry):
    """A need and its rank in the draft, as one form."""
    told = partial(tell_of_need, request, assessment)
    show = page(request, "needs/assessment_need.html", record=assessment, entry=entry)

    def keep_copy(form):
        return answer_form(
            request,
            form,
            make=lambda form: actions.add_need(assessment, by=request.user, **form.written()),
            done=partial(told, _("Your text is kept as %(code)s, a need of its own.")),
            show=show,
        )

    return answer_edit(
        request,
        entry.need,
        fill=lambda need, sent=None: NeedForm(sent, initial=texts_of_need(assessment, need)),
        edit=partial(actions.edit_entry, entry, by=request.user, rank=entry.rank),
        done=partial(told, _("%(code)s is saved.")),
        show=show,
        copy=keep_copy,
    )


@login_required
@forms_only
@leads_back_to(DETAIL)
def need_rank(request, code, need):
    """A need that an adopted version holds keeps its words; only its rank is this draft's."""
    assessment = open_draft(request, code)
    entry = entry_of(assessment, need)
    return answer_edit(
        request,
        entry,
        fill=lambda entry, sent=None: RankForm(sent, initial={"rank": entry.rank, "version": entry.version}),
        edit=partial(actions.rank_need, entry, by=request.user),
        done=lambda entry: tell_of_need(request, assessment, _("%(code)s is saved."), entry.need),
        show=page(request, "needs/assessment_need.html", record=assessment, entry=entry),
    )


@login_required
@require_POST
@leads_back_to(DETAIL)
def need_remove(request, code, need):
    assessment = open_draft(request, code)
    actions.remove_need(entry_of(assessment, need), by=request.user)
    messages.success(request, _("%(code)s is no longer in the draft.") % {"code": need})
    return redirect("needs:assessment_edit", assessment.code)


@login_required
@require_POST
@leads_back_to(DETAIL)
def carry_over(request, code):
    assessment = open_draft(request, code)
    count = actions.carry_needs_over(assessment, by=request.user)
    said = ngettext("%(count)d need was carried over.", "%(count)d needs were carried over.", count)
    messages.success(request, said % {"count": count})
    return redirect("needs:assessment_edit", assessment.code)


@login_required
@require_POST
@leads_back_to(DETAIL)
def assessment_consult(request, code):
    assessment = actions.consult_assessment(visible_assessment(request, code), by=request.user)
    messages.success(request, _("The draft is in consultation in the country. It can still be changed."))
    return redirect(assessment)


@login_required
@require_POST
@leads_back_to(DETAIL)
def assessment_submit(request, code):
    assessment = actions.submit_assessment(visible_assessment(request, code), by=request.user)
    said = _(
        "Submitted. It waits for the signatory of %(country)s, without a limit of time; the regional office reads it."
    )
    messages.success(request, said % {"country": assessment.country})
    return redirect(assessment)


@login_required
@require_POST
@leads_back_to(DETAIL)
def assessment_return(request, code):
    assessment = visible_assessment(request, code)
    user = request.user
    if not policies.can_return_assessment(user, assessment):
        raise PermissionDenied
    told = _("Returned with your reason. Those who wrote the draft have it now and can change it.")
    return answer_form(
        request,
        ReturnAssessmentForm(typed(request)),
        make=lambda form: actions.return_assessment(assessment, by=user, **form.cleaned_data),
        done=partial(tell, request, told),
        show=page(request, "needs/assessment_return.html", record=assessment),
    )


@login_required
@require_POST
@leads_back_to(DETAIL)
def assessment_adopt(request, code):
    assessment = actions.adopt_assessment(visible_assessment(request, code), by=request.user)
    messages.success(
        request, _("Adopted for the Government. It is public now and never changes; updates are new versions.")
    )
    return redirect(assessment)


def acts_of(user, assessment) -> dict:
    """Which acts this person may do now, and for whom the assessment waits."""
    acts = ASSESSMENTS.open_acts(assessment, user) if user.is_authenticated else []
    return {f"can_{act}": True for act in acts} | {"return_form": ReturnAssessmentForm()}


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


def texts_of_need(assessment, need) -> dict:
    values = model_to_dict(need, [name for name in NeedForm.base_fields if name not in ("version", "rank")])
    rank = assessment.entries.values_list("rank", flat=True).get(need=need)
    return values | {"currency": need.currency or "USD", "rank": rank, "version": need.version}
