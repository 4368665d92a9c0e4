"""Drafting a request in three parts: the request, who took part, check and hand to the signatory."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.choices import Origin
from core.errors import RuleBroken, Stale
from core.languages import record_code
from core.queries import refuse_unknown
from needs import actions, policies
from needs.actions.requests import EDITABLE_STATES
from needs.choices import Urgency
from needs.forms.requests import ParticipantsForm, RequestForm
from needs.models import AssistanceRequest, Need
from needs.screening_evidence import look_alikes
from needs.views.request_conflicts import MINE, changed_meanwhile, read_version
from needs.views.requests import find_request, moved_on, require
from needs.whereabouts import locate, office_of
from reference.models import Theme

CONTINUE = "continue"
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
        "own_share": None if assistance.own_share is None else f"{assistance.own_share.normalize():f}",
        "is_open_to_partners": "true" if assistance.is_open_to_partners else "false",
        "needs": [need.code for need in assistance.needs.all()],
        "capacity_types": [kind.pk for kind in assistance.capacity_types.all()],
        "meas": [mea.pk for mea in assistance.meas.all()],
        "version": assistance.version,
    }


def request_form(assistance, reader, data=None, **options):
    """The first part, filled with what is on record or with what was typed."""
    offered = needs_offered(assistance.country, reader, [need.pk for need in assistance.needs.all()])
    return RequestForm(data, needs=offered, initial=initial_of(assistance), **options)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_draft(request):
    """Begin a request. The form carries a key, so that a second press finds the draft of the first."""
    refuse_unknown(request.GET, ["need"])
    reader = request.user
    require(policies.can_draft(reader, reader.country_id))
    blank = {
        "language": record_code(get_language() or "en"),
        "currency": "USD",
        "urgency": Urgency.NORMAL,
        "is_open_to_partners": "true",
        "needs": request.GET.getlist("need"),
    }
    offered = needs_offered(reader.country, reader)
    is_complete = request.POST.get("act") == CONTINUE
    form = RequestForm(request.POST or None, needs=offered, initial=blank, is_complete=is_complete)
    key = read_key(request.POST.get("key"))
    if request.method == "POST" and form.is_valid():
        if drafted := drafted_before(reader, key):
            return save_edit(request, drafted, form, version=1)
        try:
            assistance = actions.draft_request(
                by=reader, country=reader.country, origin_reference=key, **form.written()
            )
        except IntegrityError:  # the other press of a double click was faster
            if drafted := drafted_before(reader, key):
                return save_edit(request, drafted, form, version=1)
            raise
        return go_on(request, assistance, "request_participants")
    context = {"form": form, "part": 1, "key": key, "look_alikes": beside(reader.country, form, reader)}
    return render(request, "needs/request_edit.html", context, status=422 if form.errors else 200)


def read_key(text) -> str:
    """The key that the form carries, or a fresh one in the place of what is none."""
    try:
        return f"form:{uuid.UUID(text or '')}"
    except ValueError:
        return f"form:{uuid.uuid4()}"


def drafted_before(reader, key):
    """The draft that a first press of the button has made."""
    made = AssistanceRequest.objects.visible_to(reader).filter(created_by=reader)
    return made.filter(origin=Origin.PORTAL, origin_reference=key).first()


def beside(country, form, reader, besides=None) -> list:
    """What may be the same as the draft, by the theme that is chosen."""
    return look_alikes(country, theme_of(form["theme"].value()), reader, besides=besides)


def theme_of(code) -> Theme | None:
    return Theme.objects.filter(pk=code).first() if code and "\0" not in code else None


@login_required
@require_safe
def request_look_alikes(request):
    """The fragment below the theme: what runs, is planned or was asked for already. It never blocks."""
    refuse_unknown(request.GET, ["theme", "besides"])
    reader = request.user
    require(policies.can_draft(reader, reader.country_id))
    own = AssistanceRequest.objects.visible_to(reader).filter(code=request.GET.get("besides", "")).first()
    found = look_alikes(reader.country, theme_of(request.GET.get("theme")), reader, besides=own)
    return render(request, "needs/_look_alikes.html", {"look_alikes": found})


def find_draft(request, code) -> AssistanceRequest:
    """The request, for an account of its country; 403 for others who may see it."""
    refuse_unknown(request.GET, ())
    assistance = find_request(request, code)
    require(policies.can_draft(request.user, assistance.country_id))
    return assistance


def refuse_frozen(assistance) -> None:
    """409 before anybody types in vain."""
    if assistance.state not in EDITABLE_STATES:
        raise RuleBroken(_("A request is changed only as a draft, or when it was returned to the country."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_edit(request, code):
    """The first part: the request itself."""
    assistance = find_draft(request, code)
    try:
        refuse_frozen(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    is_complete = request.POST.get("act") == CONTINUE
    form = request_form(assistance, request.user, request.POST or None, is_complete=is_complete)
    if request.method == "POST" and form.is_valid():
        return save_edit(request, assistance, form, version=form.cleaned_data["version"] or 0)
    return edit_page(request, assistance, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_participants(request, code):
    """The second part: who took part."""
    assistance = find_draft(request, code)
    try:
        refuse_frozen(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    initial = {"stakeholders": assistance.stakeholders, "version": assistance.version}
    form = ParticipantsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return save_edit(request, assistance, form, version=form.cleaned_data["version"] or 0)
    return edit_page(request, assistance, form)


def edit_page(request, assistance, form):
    """The first or the second part, with what is on record or what was typed."""
    context = {"form": form, "part": 2, "record": assistance}
    if isinstance(form, RequestForm):
        alike = beside(assistance.country, form, request.user, besides=assistance)
        context |= {"part": 1, "look_alikes": alike}
    return render(request, "needs/request_edit.html", context, status=422 if form.errors else 200)


def save_edit(request, assistance, form, *, version):
    """Save what was typed; what somebody else saved meanwhile comes back beside it, and nothing is lost."""
    try:
        assistance = actions.edit_request(assistance, by=request.user, version=version, **form.written())
    except Stale as stale:
        return changed_meanwhile(request, stale.current, form)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    return go_on(request, assistance, "request_participants" if isinstance(form, RequestForm) else "request_check")


def go_on(request, assistance, following):
    """Back to the same part after “Save as draft”, on to the next after “Save and continue”."""
    if request.POST.get("act") == CONTINUE:
        return redirect(f"needs:{following}", code=assistance.code)
    words = {"code": assistance.code}
    messages.success(request, _("%(code)s is saved as a draft and not sent. Only your country sees it.") % words)
    here = "request_edit" if following == "request_participants" else "request_participants"
    return redirect(f"needs:{here}", code=assistance.code)


@login_required
@require_POST
def request_resolve(request, code):
    """The reader's choice, part by part: save it, keep their own text as a new draft, or drop it."""
    assistance = find_draft(request, code)
    act = request.POST.get("act")
    if act == "drop":
        messages.info(request, _("Your text is dropped; %(code)s stays as it was saved.") % {"code": assistance.code})
        return redirect(assistance)
    form = typed_before(request, assistance)
    if not form.is_valid():
        return edit_page(request, assistance, form)
    values = form.written()
    if act == "copy":
        own = {"title": assistance.title} | values
        copy = actions.draft_request(by=request.user, country=assistance.country, **own)
        messages.success(request, _("Your text is kept as the new draft %(code)s.") % {"code": copy.code})
        return redirect("needs:request_edit", code=copy.code)
    for name in [name for name in values if request.POST.get(name) == "saved"]:
        del values[name]
        if name == "budget":
            values.pop("currency", None)
    try:
        actions.edit_request(assistance, by=request.user, version=read_version(request), **values)
    except Stale as stale:
        return changed_meanwhile(request, stale.current, form)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    messages.success(request, _("%(code)s is saved with the parts that you chose.") % {"code": assistance.code})
    return redirect("needs:request_edit", code=assistance.code)


def typed_before(request, assistance):
    """What the reader typed before somebody else saved: the first part or the second."""
    if f"{MINE}-stakeholders" in request.POST:
        return ParticipantsForm(request.POST, prefix=MINE)
    return request_form(assistance, request.user, request.POST, prefix=MINE)


@login_required
@require_safe
def request_check(request, code):
    """The third part: everything at a glance, with a way to change it; then the signatory."""
    assistance = find_draft(request, code)
    try:
        refuse_frozen(assistance)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
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
def request_hand_over(request, code):
    """The draft waits for the signatory from now on."""
    assistance = find_draft(request, code)
    try:
        assistance = actions.hand_over_request(assistance, by=request.user)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    words = {"code": assistance.code, "country": assistance.country}
    messages.success(
        request, _("%(code)s now waits for the signatory of %(country)s, who alone can submit it.") % words
    )
    return redirect(assistance)


@login_required
@require_POST
def request_submit(request, code):
    """The signatory hands the request over to the regional office."""
    assistance = find_request(request, code)
    require(policies.can_sign(request.user, assistance))
    try:
        assistance = actions.submit_request(assistance, by=request.user)
    except RuleBroken as broken:
        return moved_on(request, assistance, broken)
    locate([assistance], request.user)
    messages.success(request, sent_words(assistance))
    return redirect(assistance)


def sent_words(assistance) -> str:
    """What happened, who has it now, until when."""
    words = {"code": assistance.code, "holder": assistance.holder}
    if assistance.clock and assistance.clock.due_on:
        words["day"] = assistance.clock.due_on.isoformat()
        return _("%(code)s is submitted. It is with the %(holder)s now; you will hear by %(day)s.") % words
    return _("%(code)s is submitted. It is with the %(holder)s now.") % words
