"""My desk: what waits for this person first, and nothing that waits for others. One desk for each role."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import NullIf
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.choices import Role
from core import clock
from core.choices import Origin
from core.http.parameters import refuse_unknown
from core.models import AuditEvent
from core.pages.related import address_of
from core.pages.rows import Row
from exchange.models import Match, Offer
from needs.choices import OPEN_STATES, AssessmentKind, AssessmentState, Criterion, RequestState, RequestVerb
from needs.models import AssistanceRequest, Need, NeedsAssessment
from needs.panels.progress import request_rows, request_rows_with_steps
from needs.panels.queue import queue_of, queue_rows, views_of_queue
from needs.service_clock.overdue import over_limit
from needs.service_clock.status import statuses_of
from needs.unmet import unmet_needs
from partners.models import Agency, Commitment
from partners.panels import second_steps
from projects.choices import MeasurementKind, ProjectState
from projects.models import Contribution, Invitation, Measurement, Project
from reference.models import Theme
from reports import policies as report_policies
from reports.choices import ReportState
from reports.models import Report

SHOWN = 10
LATEST = 5


@login_required
@require_safe
def desk(request):
    refuse_unknown(request.GET, ())
    template, gather = DESKS[request.user.speaks_as]
    return render(request, template, gather(request))


def government_desk(request) -> dict:
    """The country's own: what its signatory is to sign, its requests with their clocks, its needs without an answer."""
    reader = request.user
    assessments = NeedsAssessment.objects.visible_to(reader).filter(country=reader.country_id)
    requests = AssistanceRequest.objects.visible_to(reader).with_card().select_related("created_by")
    open_requests = requests.filter(state__in=[*OPEN_STATES, RequestState.DELIVERED])
    running = request_rows_with_steps(open_requests.order_by("state_since")[:SHOWN], reader)
    unmet = unmet_needs(reader).filter(countries=reader.country_id)
    return {
        "signs": reader.is_signatory,
        "waiting": to_sign(requests, assessments),
        "answers_due": proposals(
            Match.objects.visible_to(reader).filter(
                Q(assistance__country=reader.country_id, country_agreed_on__isnull=True)
                | Q(offer__provider_country=reader.country_id, provider_agreed_on__isnull=True)
            ),
            reader,
        ),
        "invitations": Invitation.objects.waiting_for(reader).with_card()[:SHOWN],
        "returned": assessments.filter(state=AssessmentState.RETURNED),
        "asked_back": [assistance for assistance in running if assistance.state == RequestState.RETURNED],
        "running": running,
        "requests_count": requests.count(),
        "unmet": unmet.prefetch_related("areas").order_by("code")[:SHOWN],
        "unmet_count": unmet.count(),
        "in_force": in_force(assessments, reader),
        "in_the_making": assessments.filter(state__in=[AssessmentState.DRAFT, AssessmentState.CONSULTATION]),
        "events": latest_acts(requests, reader),
    }


def to_sign(requests, assessments) -> list[dict]:
    """What only the signatory can do, longest wait first: sign a request, adopt an assessment, judge a delivery."""
    waiting = [
        entry(assistance, _("Read and sign"), _("request"), assistance.handed_over_on)
        for assistance in requests.awaiting_signature()[:SHOWN]
    ]
    waiting += [
        entry(assessment, _("Read and adopt"), _("needs assessment"), assessment.updated_at.date())
        for assessment in assessments.awaiting_signature().select_related("created_by")[:SHOWN]
    ]
    waiting += [
        entry(assistance, _("Confirm delivery and rate"), _("request, delivered"), assistance.state_since)
        for assistance in requests.filter(state=RequestState.DELIVERED)[:SHOWN]
    ]
    return sorted(waiting, key=lambda item: item["since"])


def entry(record, act, kind, since) -> dict:
    days = (clock.today() - since).days
    return {
        "record": record,
        "url": address_of(record),
        "act": act,
        "kind": kind,
        "by": record.created_by,
        "since": since,
        "days": ngettext("since %(count)d day", "since %(count)d days", days) % {"count": days}
        if days
        else _("since today"),
    }


def proposals(matches, reader) -> list[Row]:
    """Matches that are proposed and still open, the answer that is due first on top; sides as the reader sees them."""
    found = matches.awaiting_answer().select_related("offer__provider", "assistance", "need")
    found = found.annotate(
        sees_offer=Exists(Offer.objects.visible_to(reader).filter(pk=OuterRef("offer"))),
        sees_provider=Exists(Agency.objects.visible_to(reader).filter(pk=OuterRef("offer__provider"))),
        sees_request=Exists(AssistanceRequest.objects.visible_to(reader).filter(pk=OuterRef("assistance"))),
        sees_need=Exists(Need.objects.visible_to(reader).filter(pk=OuterRef("need"))),
    )
    return [proposal(match) for match in found.order_by("answer_due_on", "pk")[:SHOWN]]


def proposal(match) -> Row:
    """A match whose sides are None where the reader may not see them."""
    offer = match.offer if match.sees_offer else None
    assistance = match.assistance if match.sees_request else None
    need = match.need if match.sees_need else None
    return Row(
        match,
        offer=offer,
        provider=match.offer.provider if match.sees_offer and match.sees_provider else None,
        assistance=assistance,
        url=address_of(assistance or need or offer),
        days_over=(clock.today() - match.answer_due_on).days,
    )


def in_force(assessments, reader) -> Row | None:
    """The adopted version, with how many of its needs are answered."""
    adopted = assessments.filter(state=AssessmentState.ADOPTED).exclude(kind=AssessmentKind.STATED)
    assessment = adopted.order_by("-number").first()
    if assessment is None:
        return None
    own = Need.objects.filter(entries__assessment=assessment)
    answered = own.exclude(pk__in=unmet_needs(reader).order_by().values("pk"))
    return Row(assessment, needs_count=own.count(), answered_count=answered.count())


def latest_acts(requests, reader) -> list[dict]:
    """What others did to the country's requests, newest first."""
    about = AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(AssistanceRequest),
        object_id__in=requests.order_by().values("pk"),
        verb__in=RequestVerb.values,
    )
    events: dict[tuple, dict] = {}
    about = about.exclude(verb=RequestVerb.EDITED).exclude(actor=reader)  # a draft saves itself many times
    for event in about.select_related("actor").order_by("-happened_at", "-pk")[: 8 * LATEST]:
        # The eight criteria of one request, answered on one day, are one line.
        events.setdefault(
            (event.verb, event.record_code, event.happened_at.date()),
            {
                "on": event.happened_at,
                "text": f"{RequestVerb(event.verb).label}: {event.record_code}",
                "url": reverse("needs:request_detail", args=[event.record_code]),
                "by": event.actor or "",
            },
        )
    return list(events.values())[:LATEST]


def office_desk(request) -> dict:
    """The region's: five figures, the queue by waiting time, what is overdue elsewhere, assessments gone stale."""
    reader, today = request.user, clock.today()
    rows = queue_of(reader)
    matches = Match.objects.visible_to(reader).awaiting_answer()
    late_projects = Project.objects.visible_to(reader).filter(countries__region=reader.region_id).distinct()
    late_projects = late_projects.past_end(today)
    stale = NeedsAssessment.objects.visible_to(reader).filter(country__region=reader.region_id).stale(today)
    counts = rows.order_by().aggregate(all=Count("pk", distinct=True), over=Count("pk", over_limit(), distinct=True))
    return {
        "figures": office_figures(counts, matches.count(), late_projects.count(), stale.count()),
        "queue": queue_rows(rows.order_by("state_since", "code")[:SHOWN], reader),
        "queue_count": counts["all"],
        "views": [
            view | {"url": reverse("needs:request_queue") + view["url"].removesuffix("?"), "is_current": False}
            for view in views_of_queue(reader)
        ],
        "all_criteria": len(Criterion),
        "late_matches": proposals(matches.filter(answer_due_on__lt=today), reader),
        "late_projects": late_projects.order_by("ends_on", "pk")[:SHOWN],
        "stale": bars_of(stale.select_related("country").order_by("endorsed_on", "pk")[:SHOWN], today),
        "in_the_making": NeedsAssessment.objects.visible_to(reader)
        .filter(country__region=reader.region_id)
        .exclude(state__in=[AssessmentState.ADOPTED, AssessmentState.SUPERSEDED])
        .select_related("country")
        .order_by("-updated_at")[:SHOWN],
    }


def office_figures(counts, matches, late_projects, stale) -> list[dict]:
    queue = reverse("needs:request_queue")
    return [
        {"number": counts["all"], "label": _("requests to screen"), "url": queue},
        {"number": counts["over"], "label": _("overdue"), "url": f"{queue}?view=overdue"},
        {"number": matches, "label": _("matches awaiting an answer"), "url": "#overdue"},
        {
            "number": late_projects,
            "label": _("delivery reports due"),
            "context": _("projects past their planned end"),
            "url": "#overdue",
        },
        {
            "number": stale,
            "label": _("assessments out of date"),
            "context": _("adopted more than three years ago"),
            "url": "#stale",
        },
    ]


def bars_of(assessments, today) -> list[dict]:
    """Years since adoption, longest first, as a bar list shows them."""
    years = [(assessment, (today - assessment.endorsed_on).days / 365.25) for assessment in assessments]
    longest = max((age for _assessment, age in years), default=1)
    return [
        {
            "name": str(assessment.country),
            "url": address_of(assessment),
            "number": f"{age:.1f}",
            "percent": round(100 * age / longest),
        }
        for assessment, age in years
    ]


def secretariat_desk(request) -> dict:
    """The reports in the making, what is missing from the data for the next one, and promises that are overdue."""
    reader, today = request.user, clock.today()
    overdue = Commitment.objects.visible_to(reader).overdue(today)
    reports = Report.objects.visible_to(reader).exclude(state=ReportState.ISSUED).with_card()
    in_the_making = reports.order_by("-year", "-pk")[:SHOWN]
    return {
        "second_steps": second_steps(reader),
        "reports": [Row(report, waits_for_reader=waits_for(reader, report)) for report in in_the_making],
        "gaps": gaps_in_data(reader),
        "overdue": overdue.select_related("agency", "agreement").order_by("due_on", "pk")[:SHOWN],
        "overdue_count": overdue.count(),
        "late_count": AssistanceRequest.objects.visible_to(reader).filter(over_limit()).count(),
    }


def waits_for(reader, report) -> bool:
    """Whether this person of the secretariat can clear or issue the report now."""
    if report.state == ReportState.CLEARED:
        return report_policies.can_issue(reader, report) and report_policies.ISSUING.stands(report)
    return report.state == ReportState.READY


def gaps_in_data(reader) -> list[dict]:
    """What the next report cannot count because it is not on record, each with where to look; entered records only."""
    projects = Project.objects.visible_to(reader).exclude(origin=Origin.SEED)
    measured = Measurement.objects.filter(kind=MeasurementKind.ACTUAL, indicator__project=OuterRef("pk"))
    requests, needs = reverse("needs:request_list"), reverse("needs:need_list")
    unproven = AssistanceRequest.objects.visible_to(reader).filter(state=RequestState.CLOSED, is_result_verified=False)
    without_cost = Need.objects.visible_to(reader).adopted().filter(estimated_cost__isnull=True)
    contributions = Contribution.objects.visible_to(reader).exclude(origin=Origin.SEED)
    gaps = [
        (_("closed requests without a verified result"), unproven.count(), f"{requests}?state=closed"),
        (
            _("projects without any measurements"),
            projects.filter(~Exists(measured), state__in=[ProjectState.ACTIVE, ProjectState.COMPLETED]).count(),
            f"{reverse('projects:project_list')}?state=active&state=completed",
        ),
        (
            _("contributions without an amount in United States dollars"),
            contributions.filter(usd_cents__isnull=True).count(),
            "",
        ),
        (
            _("adopted needs without an estimated cost"),
            without_cost.exclude(origin=Origin.SEED).count(),
            needs,
        ),
    ]
    return [{"label": label, "number": number, "url": url} for label, number, url in gaps if number]


def agency_desk(request) -> dict:
    """Answers that the agency owes, then requests open to partners, those in the fields of its own work first."""
    reader = request.user
    agencies = Agency.objects.of(reader)
    own_projects = Project.objects.visible_to(reader).filter(partnerships__agency__in=agencies).distinct()
    themes = Theme.objects.filter(Q(offers__provider__in=agencies) | Q(projects__partnerships__agency__in=agencies))
    fitting = set(themes.order_by().values_list("pk", flat=True))
    open_requests = AssistanceRequest.objects.visible_to(reader).open_for_matching().with_card()
    first = open_requests.filter(theme__in=fitting).order_by("state_since", "code")
    shown = list(first[:SHOWN])
    shown += list(open_requests.exclude(theme__in=fitting).order_by("state_since", "code")[: SHOWN - len(shown)])
    statuses = statuses_of(shown, reader)
    due = Match.objects.visible_to(reader).filter(provider_agreed_on__isnull=True)
    return {
        "agency": agencies.first(),
        "answers_due": proposals(due, reader),
        "invitations": Invitation.objects.waiting_for(reader).with_card()[:SHOWN],
        "open_requests": [
            Row(assistance, status=statuses[assistance.pk], fits=assistance.theme_id in fitting) for assistance in shown
        ],
        "open_count": open_requests.count(),
        "fitting_count": first.count(),
        "own_projects": own_projects.live().order_by("ends_on", "pk")[:SHOWN],
    }


def treaty_desk(request) -> dict:
    """New needs and requests that are tagged with the focal point's own treaties."""
    reader = request.user
    meas = list(reader.meas.all())
    tagged = Need.meas.through.objects.filter(mea__in=meas).values("need")
    needs = Need.objects.visible_to(reader).adopted().filter(pk__in=tagged)
    requests = AssistanceRequest.objects.visible_to(reader).with_card().order_by("-received_on", "-pk")[:SHOWN]
    dated = NullIf(F("as_of"), Value("")).desc(nulls_last=True)
    return {
        "meas": meas,
        "needs": needs.with_card().order_by("-created_at", dated, "code")[:SHOWN],
        "needs_count": needs.count(),
        "needs_url": f"{reverse('needs:need_list')}?{urlencode([('mea', mea.pk) for mea in meas])}",
        "requests": request_rows(requests, reader),
    }


def empty_desk(request) -> dict:
    """Nothing waits for an account that speaks for nobody."""
    return {}


DESKS = {
    None: ("desk/without_scope.html", empty_desk),
    Role.GOVERNMENT: ("desk/government.html", government_desk),
    Role.REGIONAL_OFFICE: ("desk/regional_office.html", office_desk),
    Role.SECRETARIAT: ("desk/secretariat.html", secretariat_desk),
    Role.AGENCY: ("desk/agency.html", agency_desk),
    Role.MEA: ("desk/mea.html", treaty_desk),
}
