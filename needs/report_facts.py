"""What the council report reads of needs and requests, as plain values (shapes: reports.facts)."""

from django.db.models import Prefetch, Q

from core.text.partial_dates import latest
from needs.choices import PUBLISHED_STATES, NeedScope, NeedStatus
from needs.models import AssessmentNeed, AssistanceRequest, Need, NeedsAssessment

GLOBAL = "global"


def requests(_start, _end, cut_off):
    """Every request received until the reference date."""
    received = (
        AssistanceRequest.objects.received()
        .filter(received_on__lte=cut_off)
        .select_related("country", "merged_into")
        .prefetch_related("further_themes")
    )
    return [
        {
            "code": assistance.code,
            "is_test": assistance.is_test,
            "is_demo": assistance.is_demo,
            "title": "" if assistance.is_kept_closed else assistance.title,
            "country": None if assistance.is_regional else assistance.country_id,
            "region": assistance.country.region_id,
            "received_on": assistance.received_on,
            "decided_on": assistance.decided_on,
            "decision": assistance.decision,
            "refusal_reason": assistance.refusal_reason,
            "first_response_on": assistance.first_response_on,
            "completed_on": assistance.completed_on,
            "withdrawn_on": assistance.withdrawn_on,
            "arrangement": assistance.arrangement.replace("-", "_"),
            "field": assistance.theme_id or "",
            "secondary_fields": [theme.code for theme in assistance.further_themes.all()],
            "merged_into": assistance.merged_into.code if assistance.merged_into else "",
            "merged_on": assistance.merged_on,
            "is_merged_after_clearing_house": assistance.is_merged_after_clearing_house,
            "has_verified_result": assistance.is_result_verified,
            "entered_exchange_on": assistance.entered_exchange_on,
        }
        for assistance in received.order_by("code")
    ]


def assessments(_start, _end, cut_off):
    """Assessments that a government or a forum has adopted."""
    adopted = NeedsAssessment.objects.filter(state__in=PUBLISHED_STATES).select_related("country", "superseded_by")
    return [
        {
            "code": assessment.code,
            "is_demo": assessment.is_demo,
            "title": assessment.title,
            "country": assessment.country_id,
            "region": _region(assessment),
            "endorsed_on": assessment.endorsed_on,
            "superseded_on": _superseded_on(assessment),
        }
        for assessment in adopted.order_by("code")
    ]


def needs(_start, _end, cut_off):
    """Needs on record at the reference date, with the requests that answer them; projects add theirs above."""
    current = (
        AssessmentNeed.objects.filter(assessment__state__in=PUBLISHED_STATES)
        .filter(Q(assessment__endorsed_on__isnull=True) | Q(assessment__endorsed_on__lte=cut_off))
        .filter(
            Q(assessment__superseded_by__isnull=True)
            | Q(assessment__superseded_by__endorsed_on__isnull=True)
            | Q(assessment__superseded_by__endorsed_on__gt=cut_off)
        )
        .select_related("assessment")
        .order_by("-assessment__number", "pk")
    )
    on_record = Need.objects.prefetch_related(
        "countries",
        Prefetch("entries", queryset=current, to_attr="current_entries"),
        "assistance_requests__matches__offer__provider",
    )
    return [
        _need(need, cut_off)
        for need in on_record.order_by("code")
        if need.current_entries and (not need.as_of or latest(need.as_of) <= cut_off)
    ]


def _need(need, cut_off) -> dict:
    entry = need.current_entries[0]
    countries = list(need.countries.all())
    one_country = countries[0] if need.scope == NeedScope.COUNTRY and len(countries) == 1 else None
    met_on = need.met_on
    if need.status == NeedStatus.MET and met_on is None and need.as_of:
        met_on = latest(need.as_of)  # the document says no more than that it is met by then
    return {
        "code": need.code,
        "is_demo": need.is_demo,
        "statement": need.statement,
        "country": one_country.iso3 if one_country else None,
        "region": (one_country.region_id if one_country else need.region_id) or GLOBAL,
        "field": need.theme_id,
        "assessment": entry.assessment.code,
        "is_current": True,
        "rank": entry.rank,
        "met_on": met_on,
        "has_verified_evidence": need.is_met_verified,
        "responses": [
            _response(assistance) for assistance in need.assistance_requests.all() if assistance.first_response_on
        ],
        "coordination_record": "",
    }


def _response(assistance) -> dict:
    providers = {match.offer.provider.code for match in assistance.matches.all() if match.offer.provider}
    return {
        "code": assistance.code,
        "kind": "request",
        "responded_on": assistance.first_response_on,
        "completed_on": assistance.completed_on,
        "ended_on": assistance.withdrawn_on,
        "providers": sorted(providers),
    }


def _region(scoped) -> str:
    """The region under which a scoped record is counted; ``global`` when it has none."""
    return (scoped.country.region_id if scoped.country else scoped.region_id) or GLOBAL


def _superseded_on(assessment):
    successor = getattr(assessment, "superseded_by", None)
    return successor.endorsed_on if successor else None
