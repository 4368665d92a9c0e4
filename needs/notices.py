"""Who is told what of requests and assessments (docs/design/product.md#who-is-told)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audiences
from accounts.choices import Role
from accounts.models import User
from accounts.notices import Notice, write_letters
from core.choices import Visibility
from core.text.locales import day_in_words
from needs.choices import AssessmentVerb, RequestState, RequestVerb
from needs.models import AssistanceRequest, NeedsAssessment
from needs.service_clock.holders import clock_of, holder_of, office_of, service_limits
from reference.models import Mea


def country_side(assistance, event=None) -> Q:
    """The signatories of the country, and whoever drafted the request there."""
    drafter = audiences.government_writer(assistance.created_by_id, assistance.country_id)
    return drafter | audiences.signatories(assistance.country_id)


def office_side(assistance, event=None) -> Q:
    """The office hears of a request from the day on which it receives it."""
    return audiences.office_of(assistance.country.region_id) if assistance.received_on else audiences.NOBODY


def _signatories(record, event) -> Q:
    return audiences.signatories(record.country_id)


def _other_side(assistance, event) -> Q:
    """Whoever did not write it; a focal point of a treaty writes to both sides."""
    match event.actor.speaks_as:
        case Role.GOVERNMENT:
            return office_side(assistance)
        case Role.MEA:
            return country_side(assistance) | office_side(assistance)
        case _:
            return country_side(assistance)


def _treaties_of_request(assistance, event) -> Q:
    return audiences.treaty_focal_points(assistance.meas.all())


def _treaties_of_needs(assessment, event) -> Q:
    """Focal points see an assessment and its needs as far as they are public."""
    if assessment.visibility != Visibility.PUBLIC:
        return audiences.NOBODY
    public = assessment.needs.filter(visibility=Visibility.PUBLIC)
    return audiences.treaty_focal_points(Mea.objects.filter(needs__in=public))


def _authors(assessment, event) -> Q:
    """Whoever began the draft: somebody of the country, or of its office."""
    country = assessment.country
    in_country = audiences.government_writer(assessment.created_by_id, country.pk)
    in_office = Q(pk=assessment.created_by_id) & audiences.office_of(country.region_id)
    return in_country | in_office


def _office_and_authors(assessment, event) -> Q:
    return audiences.office_of(assessment.country.region_id) | _authors(assessment, event)


def _signatories_it_waits_for(assistance, event) -> Q:
    return audiences.signatories(assistance.country_id) if assistance.handed_over_on else audiences.NOBODY


def _holder(assistance, event) -> Q:
    """Whoever else lets the request wait: the country, the officer who screens it, or the office."""
    if assistance.handed_over_on:
        return audiences.NOBODY
    if assistance.state == RequestState.RETURNED:
        return country_side(assistance)
    officer = Q(pk=assistance.assigned_to_id) & (office_side(assistance) | audiences.secretariat())
    is_there = assistance.state == RequestState.SCREENING and User.objects.filter(officer, is_active=True).exists()
    return officer if is_there else office_side(assistance)


OF_REQUESTS = {
    RequestVerb.HANDED_OVER: [Notice("request_handed_over", _signatories, waits_for_signature=True)],
    RequestVerb.SUBMITTED: [Notice("request_submitted", office_side)],
    RequestVerb.SCREENING_STARTED: [Notice("request_screening_started", country_side)],
    RequestVerb.QUESTION_WRITTEN: [Notice("request_question_asked", country_side)],
    RequestVerb.ANSWER_WRITTEN: [Notice("request_question_answered", office_side)],
    RequestVerb.COMMENT_WRITTEN: [Notice("request_commented", _other_side)],
    RequestVerb.RETURNED: [Notice("request_returned", country_side)],
    RequestVerb.ACCEPTED: [
        Notice("request_accepted", country_side),
        Notice("request_accepted_for_treaty", _treaties_of_request),
    ],
    RequestVerb.DECLINED: [Notice("request_declined", country_side)],
    RequestVerb.MERGED: [Notice("request_merged", country_side)],
    RequestVerb.WITHDRAWN: [Notice("request_withdrawn", office_side)],
    RequestVerb.DELIVERED: [Notice("request_delivered", _signatories, waits_for_signature=True)],
    RequestVerb.CLOSED: [Notice("request_closed", office_side)],
    RequestVerb.VERIFIED: [Notice("request_verified", country_side)],
    RequestVerb.REMINDED: [
        Notice("request_overdue", _signatories_it_waits_for, waits_for_signature=True),
        Notice("request_overdue", _holder),
    ],
}

OF_ASSESSMENTS = {
    AssessmentVerb.SUBMITTED: [Notice("assessment_submitted", _signatories, waits_for_signature=True)],
    AssessmentVerb.RETURNED: [Notice("assessment_returned", _authors)],
    AssessmentVerb.ADOPTED: [
        Notice("assessment_adopted", _office_and_authors),
        Notice("assessment_adopted_for_treaty", _treaties_of_needs),
    ],
}


def notify_of_request(event, assistance: AssistanceRequest) -> None:
    """Write the letters about an act on a request; most acts have none."""
    if notices := OF_REQUESTS.get(event.verb):
        write_letters(event, assistance, notices, lambda: words_about(assistance))


def notify_of_assessment(event, assessment: NeedsAssessment) -> None:
    if notices := OF_ASSESSMENTS.get(event.verb):
        write_letters(event, assessment, notices, lambda: _words_about_assessment(assessment))


def words_about(assistance: AssistanceRequest) -> dict[str, str]:
    """What letters say about a request, in the reader's language."""
    survivor = assistance.merged_into
    return {
        "code": assistance.code,
        "title": assistance.title,
        "country": str(assistance.country),
        "office": office_of(assistance.country),
        "rating": str(assistance.rating or ""),
        "survivor": survivor.code if survivor else "",
        "whereabouts": whereabouts_of(assistance),
    }


def whereabouts_of(assistance: AssistanceRequest) -> str:
    """Who has the request now, and until when; empty for one that is finished."""
    holder = holder_of(assistance)
    if not holder:
        return ""
    service = clock_of(assistance, service_limits())
    if service is None or service.due_on is None:
        return _("Now with: %(holder)s.") % {"holder": holder}
    words = {"holder": holder, "day": day_in_words(service.due_on)}
    if service.is_overdue:
        return _("Now with: %(holder)s. It is overdue: the time limit ended on %(day)s.") % words
    return _("Now with: %(holder)s, until %(day)s.") % words


def _words_about_assessment(assessment: NeedsAssessment) -> dict[str, str]:
    return {
        "code": assessment.code,
        "title": assessment.title,
        "country": str(assessment.country),
        "office": office_of(assessment.country),
        "whereabouts": "",
    }
