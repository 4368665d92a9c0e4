"""Drafting a request in three parts: the request, who took part, check and hand to the signatory."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.forms.views import ACT, answer_edit, answer_form, forms_only, leads_back_to, typed
from core.http.parameters import refuse_unknown
from core.text.languages import record_code
from core.text.locales import day_in_words
from needs import actions, policies
from needs.choices import REQUEST_WORKFLOW, Urgency
from needs.forms.requests import ParticipantsForm, RequestForm
from needs.models import AssistanceRequest, Need
from needs.screening_evidence import look_alikes
from needs.service_clock.status import locate, office_of
from needs.views.requests import DETAIL, find_request, require
from reference.models import Theme

CONTINUE = "continue"
FOLLOWING = {"request_edit": "request_participants", "request_participants": "request_check"}
EDITED = (
    "title", "theme", "asked", "language", "wished_start", "budget", "currency", "own_share", "urgency",
    "is_open_to_partners",
)  # fmt: skip


def needs_offered(country, reader, chosen=()):
    """Adopted needs of the country, and those that the request names already."""
    own = Need.objects.visible_to(reader).filter(countries=country)
    return own.filter(Q(pk__in=own.adopted()) | Q(pk__in=chosen)).order_by("code")


def initial_of(assistance) -> dict:
    """The record as the first part shows it."""
    values = {name: getattr(assistance, name) for name in EDITED}
    return values | {
        "theme": assistance.theme_id,
        "currency": assistance.currency or "USD",
        "is_open_to_partners": "true" if assistance.is_open_to_partners else "false",
        "needs": [need.code for need in assistance.needs.all()],
        "capacity_types": [kind.pk for kind in assistance.capacity_types.all()],
        "meas": [mea.pk for mea in assistance.meas.all()],
        "version": assistance.version,
    }


def request_form(assistance, data=None, *, reader):
    """The first part, filled with what is on record or with what was typed."""
    offered = needs_offered(assistance.country, reader, [need.pk for need in assistance.needs.all()])
    return RequestForm(data, needs=offered, initial=initial_of(assistance), is_complete=goes_on(data))


def participants_form(assistance, data=None):
    """The second part."""
    return ParticipantsForm(data, initial={"stakeholders": assistance.stakeholders, "version": assistance.version})


def goes_on(data) -> bool:
    """Whether the writer means to leave the part; then nothing of it may be missing."""
    return data is not None and data.get(ACT) == CONTINUE


@login_required
@forms_only
def request_draft(request):
    """Begin a request. Sent a second time with another text, it changes the draft of the first."""
    refuse_unknown(request.GET, ["need"])
    reader = request.user
    require(policies.can_draft(reader, reader.country_id))
    blank = {
        "language": record_code(get_language() or "en"),
        "currency": "USD",
        "urgency": Urgency.NORMAL,
        "is_open_to_partners": "true",
        "needs": request.GET.getlist("need"),
        "version": 1,
    }
    sent = typed(request)
    return answer_form(
        request,
        RequestForm(sent, needs=needs_offered(reader.country, reader), initial=blank, is_complete=goes_on(sent)),
        make=lambda form: actions.draft_request(by=reader, country=reader.country, **form.written()),
        done=partial(leave_part, request, "request_edit"),
        show=partial(part_page, request, reader.country),
        draft_at=partial(address_of, "request_edit"),
        sent_before=lambda code: edit_part(request, find_open_draft(request, code), "request_edit"),
    )


def edit_part(request, assistance, door):
    """The first or the second part of a draft."""
    fill = partial(request_form, reader=request.user) if door == "request_edit" else participants_form
    show = partial(part_page, request, assistance.country, record=assistance)
    return answer_edit(
        request,
        assistance,
        fill=fill,
        edit=partial(actions.edit_request, assistance, by=request.user),
        done=partial(leave_part, request, door),
        show=show,
        copy=partial(keep_copy, request, assistance, show),
    )


def keep_copy(request, assistance, show, form):
    """What was typed becomes a draft of its own, beside the one that somebody else saved."""

    def tell(copy):
        messages.success(request, _("Your text is kept as the new draft %(code)s.") % {"code": copy.code})
        return address_of("request_edit", copy)

    return answer_form(
        request,
        form,
        make=lambda form: actions.draft_request(
            by=request.user, country=assistance.country, **{"title": assistance.title} | form.written()
        ),
        done=tell,
        show=show,
    )


def leave_part(request, door, assistance) -> str:
    """Back to the same part after “Save as draft”, on to the next after “Save and continue”."""
    if goes_on(request.POST):
        return address_of(FOLLOWING[door], assistance)
    words = {"code": assistance.code}
    messages.success(request, _("%(code)s is saved as a draft and not sent. Only your country sees it.") % words)
    return address_of(door, assistance)


def address_of(door, assistance) -> str:
    return reverse(f"needs:{door}", args=[assistance.code])


def part_page(request, country, form, *, record=None):
    """The first or the second part, with what is on record or what was typed."""
    context = {"form": form, "part": 2, "record": record}
    if isinstance(form, RequestForm):
        alike = look_alikes(country, theme_of(form["theme"].value()), request.user, besides=record)
        context |= {"part": 1, "look_alikes": alike}
    return render(request, "needs/request_edit.html", context, status=422 if form.errors else 200)


def theme_of(code) -> Theme | None:
    return Theme.objects.filter(pk=code).first() if code and "\0" not in code else None


@login_required
@require_safe
def request_look_alikes(request):
    """The fragment below the theme: what runs, is planned or was asked for already. It never blocks."""
    refuse_unknown(request.GET, ["theme"])
    reader = request.user
    require(policies.can_draft(reader, reader.country_id))
    found = look_alikes(reader.country, theme_of(request.GET.get("theme")), reader, besides=draft_on_page(request))
    return render(request, "needs/_look_alikes.html", {"look_alikes": found})


def draft_on_page(request) -> AssistanceRequest | None:
    """The draft on whose page the fragment will stand; a new one gets its address when it is first saved."""
    try:
        code = resolve(request.htmx.current_url_abs_path or "").kwargs.get("code", "")
    except Resolver404:
        return None
    return AssistanceRequest.objects.visible_to(request.user).filter(code=code).first()


def find_draft(request, code) -> AssistanceRequest:
    """The request, for an account of its country; 403 for others who may see it."""
    refuse_unknown(request.GET, ())
    assistance = find_request(request, code)
    require(policies.can_draft(request.user, assistance.country_id))
    return assistance


def find_open_draft(request, code) -> AssistanceRequest:
    """As above; 409 before anybody types in vain."""
    assistance = find_draft(request, code)
    REQUEST_WORKFLOW.require(assistance, "edit")
    return assistance


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_edit(request, code):
    """The first part: the request itself."""
    return edit_part(request, find_open_draft(request, code), "request_edit")


@login_required
@forms_only
@leads_back_to(DETAIL)
def request_participants(request, code):
    """The second part: who took part."""
    return edit_part(request, find_open_draft(request, code), "request_participants")


@login_required
@require_safe
@leads_back_to(DETAIL)
def request_check(request, code):
    """The third part: everything at a glance, with a way to change it; then the signatory."""
    assistance = find_open_draft(request, code)
    needed = ((_("What is asked"), assistance.asked), (_("Theme"), assistance.theme_id))
    context = {
        "record": assistance,
        "part": 3,
        "missing": [label for label, is_there in needed if not is_there],
        "signs": policies.can_sign(request.user, assistance),
        "office": office_of(assistance.country),
    }
    return render(request, "needs/request_check.html", context)


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_hand_over(request, code):
    """The draft waits for the signatory from now on."""
    assistance = actions.hand_over_request(find_draft(request, code), by=request.user)
    words = {"code": assistance.code, "country": assistance.country}
    messages.success(
        request, _("%(code)s now waits for the signatory of %(country)s, who alone can submit it.") % words
    )
    return redirect(assistance)


@login_required
@require_POST
@leads_back_to(DETAIL)
def request_submit(request, code):
    """The signatory hands the request over to the regional office."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    assistance = actions.submit_request(assistance, by=request.user)
    locate([assistance], request.user)
    messages.success(request, sent_words(assistance))
    return redirect(assistance)


def sent_words(assistance) -> str:
    """What happened, who has it now, until when."""
    words = {"code": assistance.code, "holder": assistance.holder}
    if assistance.clock and assistance.clock.due_on:
        words["day"] = day_in_words(assistance.clock.due_on)
        return _("%(code)s is submitted. It is with the %(holder)s now; you will hear by %(day)s.") % words
    return _("%(code)s is submitted. It is with the %(holder)s now.") % words
