"""What each filter of a list means, read in plain Python from the records: what the database must agree with.

Filters that only name a field are read by that field; those with a method of their own have a reading in ``READINGS``,
and a filter without one cannot be tested.
"""

from functools import cache

from django.db.models import Manager, Model

from core import clock
from core.records.filters import OneOfChoices, OneOfRecords, YesNo
from exchange.choices import LIVE_MATCH_STATES
from exchange.models import Match
from needs.choices import AssessmentState, MessageKind, NeedStatus, RequestState
from needs.models import AssistanceRequest, Need
from needs.service_clock.status import status_of
from projects.choices import LIVE_STATES, CountryRole, MeasurementKind
from projects.models import Project

ANSWERING = {
    RequestState.SUBMITTED,
    RequestState.RETURNED,
    RequestState.SCREENING,
    RequestState.ACCEPTED,
    RequestState.IN_RESPONSE,
    RequestState.DELIVERED,
}


class Reader:
    """Whose sight counts, and which records of a model that is."""

    def __init__(self, account):
        self.account = account
        self.seen = cache(self._seen)

    def _seen(self, model: type[Model]) -> set:
        return {record.pk for record in model.objects.visible_to(self.account)}


def values_at(record, path: str) -> list:
    """Every value that the path of names leads to, with nothing where it breaks off."""
    name, _dots, rest = path.partition("__")
    found = getattr(record, name, None)
    if isinstance(found, Manager):
        found = list(found.all())
    else:
        found = [found]
    if not rest:
        return found
    return [value for step in found if step is not None for value in values_at(step, rest)]


def meets(chosen, *found) -> bool:
    return any(one is not None and one in chosen for one in found)


def regions_of(countries) -> list:
    return [country.region for country in countries if country is not None]


def is_live_match(match, reader) -> bool:
    return match.state in LIVE_MATCH_STATES and match.pk in reader.seen(Match)


def is_live_project(project, reader) -> bool:
    return project.state in LIVE_STATES and project.pk in reader.seen(Project)


def is_adopted(need) -> bool:
    return any(entry.assessment.state == AssessmentState.ADOPTED for entry in need.entries.all())


def is_unmet(need, reader) -> bool:
    """Adopted, and neither met nor answered by a request, a match or a project that the reader may see."""
    if not is_adopted(need) or need.status == NeedStatus.MET:
        return False
    requests = reader.seen(AssistanceRequest)
    answers = [asked.state in ANSWERING and asked.pk in requests for asked in need.assistance_requests.all()]
    answers += [is_live_match(match, reader) for match in need.matches.all()]
    answers += [is_live_project(project, reader) for project in need.projects.all()]
    return not any(answers)


def is_overdue(assistance, reader) -> bool:
    status = status_of(assistance, reader.account)
    return bool(status.clock and status.clock.is_overdue)


def is_in_view(assistance, view, reader) -> bool:
    messages = sorted(assistance.messages.all(), key=lambda message: (message.sent_at, message.pk))
    return {
        "all": True,
        "overdue": is_overdue(assistance, reader),
        "mine": assistance.assigned_to == reader.account,
        "answered": bool(messages) and messages[-1].kind == MessageKind.ANSWER,
    }[view]


def is_on_record(country, reader) -> bool:
    needs = reader.seen(Need)
    return any(need.pk in needs and is_adopted(need) for need in country.needs.all()) or any(
        link.role == CountryRole.BENEFICIARY and link.project_id in reader.seen(Project)
        for link in country.project_countries.all()
    )


def groups_today(country) -> list:
    today = clock.today()
    return [
        membership.group
        for membership in country.memberships.all()
        if (membership.from_on is None or membership.from_on <= today)
        and (membership.until_on is None or membership.until_on > today)
    ]


# Filters with a method: record, what was chosen, reader → whether it fits.
READINGS = {
    "OfferFilter.in_country": lambda row, chosen, _: meets(chosen, row.provider_country, *row.countries.all()),
    "OfferFilter.in_region": lambda row, chosen, _: meets(
        chosen, *regions_of([row.provider_country, *row.countries.all()])
    ),
    "OfferFilter.provided_by": lambda row, chosen, _: meets(chosen, row.provider, *row.further_providers.all()),
    "MeetingFilter.in_country": lambda row, chosen, _: meets(chosen, row.country, *row.countries.all()),
    "ReportingDutyFilter.of_agency": lambda row, chosen, _: meets(chosen, row.reporter, row.recipient, row.counterpart),
    "TargetFilter.has_other_values": lambda row, asked, _: (
        (row.applied_value is not None or row.observations.count() > 0) is asked
    ),
    "AgencyFilter.is_at_work": lambda row, asked, reader: (
        any(is_live_project(link.project, reader) for link in row.partnerships.all()) is asked
    ),
    "FocalPointFilter.in_region": lambda row, chosen, _: meets(chosen, row.region, *regions_of(row.countries.all())),
    "FocalPointFilter.is_vacant": lambda row, asked, _: bool(row.vacant_since) is asked,
    "FocalPointFilter.of_agency": lambda row, chosen, _: meets(chosen, row.host, row.counterpart),
    "AssessmentFilter.has_theme": lambda row, chosen, reader: meets(
        chosen, *(need.theme for need in row.needs.all() if need.pk in reader.seen(Need))
    ),
    "AssessmentFilter.in_region": lambda row, chosen, _: meets(chosen, row.region, *regions_of([row.country])),
    "NeedFilter.in_region": lambda row, chosen, _: meets(chosen, row.region, *regions_of(row.countries.all())),
    "NeedFilter.is_answered": lambda row, asked, reader: is_unmet(row, reader) is not asked,
    "RequestFilter.is_overdue": lambda row, asked, reader: is_overdue(row, reader) is asked,
    "QueueFilter.in_view": is_in_view,
    "ProjectFilter.in_region": lambda row, chosen, _: meets(
        chosen, *row.regions.all(), *regions_of(row.countries.all())
    ),
    "ResultFilter.is_measured": lambda row, asked, _: (
        any(found.kind == MeasurementKind.ACTUAL for found in row.measurements.all()) is asked
    ),
    "CountryFilter.in_group": lambda row, chosen, _: meets(chosen, *groups_today(row)),
    "CountryOnRecordFilter.is_on_record": lambda row, asked, reader: is_on_record(row, reader) is asked,
    "TokenFilter.of_state": lambda row, chosen, _: row.state in chosen,
    "PersonFilter.of_state": lambda row, chosen, _: row.state in chosen,
    "PersonFilter.in_region": lambda row, chosen, _: meets(chosen, row.region, *regions_of([row.country])),
}


def reading_of(filterset_class, name: str):
    """How the filter is read: from ``READINGS`` by its method, or by its field. KeyError if nothing says how."""
    one = filterset_class.base_filters[name]
    if one.method == "search":
        return lambda row, words, _: all(
            any(word.casefold() in str(text or "").casefold() for text in texts_of(row, filterset_class.search_fields))
            for word in words.split()
        )
    if one.method:
        return READINGS[getattr(filterset_class, one.method).__qualname__]
    path = one.field_name
    if isinstance(one, OneOfChoices) and one.lookup_expr == "overlap":
        return lambda row, chosen, _: any(meets(chosen, *values) for values in values_at(row, path))
    if isinstance(one, (OneOfChoices, OneOfRecords)):
        return lambda row, chosen, _: meets(chosen, *values_at(row, path))
    if isinstance(one, YesNo) or one.lookup_expr == "exact":
        return lambda row, asked, _: asked in values_at(row, path)
    raise KeyError(name)


def texts_of(row, fields) -> list:
    """What a search reads: of an array, each of its texts."""
    found = [text for field in fields for text in values_at(row, field)]
    return [one for text in found for one in (text if isinstance(text, list) else [text])]
