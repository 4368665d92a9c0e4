"""What the council report counts: typed facts of one period, and their plain form in the snapshot.

Each floor's ``report_facts.py`` answers with one function per list below (see ``FLOORS``), as plain dicts in exactly
this shape; ``facts_from_json`` reads them strictly. Facts know no database. Rules that hold for every list:

* ``code`` is the human code of the record (``REQ-2010-KEN-0001``); it is what a figure names as the record behind it.
* Countries are ISO 3166 alpha-3, regions and fields (themes) the codes of the reference tables. A record of a whole
  region has ``country`` None and its region; a record of the world has region ``global``.
* Dates are ISO strings in JSON. A date known only by month or year is given as its first day where something starts
  and as its last day where something ends. Printed periods (``ProjectFact.start``) stay partial strings.
* Money is whole United States cents, converted at the United Nations rate of the date of payment; None is "not known",
  never zero.
* ``is_test`` records are left out of everything; ``is_demo`` records count, and mark the report as a specimen.
"""

from reports.facts.reading import FactError, facts_at, facts_from_json, to_json
from reports.facts.records import (
    ActivityFact,
    AssessmentFact,
    ContributionFact,
    CountryFact,
    CountryShare,
    DocumentFact,
    Facts,
    FieldFact,
    FundExpenditureFact,
    LessonFact,
    MatchFact,
    MeetingFact,
    NeedFact,
    NeedResponse,
    OfferFact,
    PostFact,
    ProjectFact,
    RecordFact,
    ReformFact,
    ReformStatus,
    RegionFact,
    RequestFact,
    StageEventFact,
    TargetFact,
    Texts,
)

# Which floor fills which list: ``needs.report_facts.requests(start, end, cut_off)`` answers the list ``requests``,
# and so on: the first and last day of the period and the reference date. Lists hold all records known at the reference
# date, also of earlier periods, because stocks and cumulative counts need them; ``projects`` holds those of the period.
FLOORS: dict[str, tuple[str, ...]] = {
    "reference": ("regions", "countries", "fields", "documents"),
    "needs": ("requests", "assessments", "needs"),
    "exchange": ("offers", "matches"),
    "projects": ("projects", "stage_events", "activities", "contributions", "fund_expenditures", "lessons"),
    "partners": ("posts",),
    "governance": ("meetings", "targets", "reforms"),
}

__all__ = [
    "ActivityFact",
    "AssessmentFact",
    "ContributionFact",
    "CountryFact",
    "CountryShare",
    "DocumentFact",
    "FLOORS",
    "FactError",
    "Facts",
    "FieldFact",
    "FundExpenditureFact",
    "LessonFact",
    "MatchFact",
    "MeetingFact",
    "NeedFact",
    "NeedResponse",
    "OfferFact",
    "PostFact",
    "ProjectFact",
    "RecordFact",
    "ReformFact",
    "ReformStatus",
    "RegionFact",
    "RequestFact",
    "StageEventFact",
    "TargetFact",
    "Texts",
    "facts_at",
    "facts_from_json",
    "to_json",
]
