"""Names, rules and forms of all figures (docs/design/report.md#metrics); annex VIII is printed from this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from reports.facts.records import Fund, LessonKind, Module, ReformState, RefusalReason, Stage

REFUSAL_REASONS = tuple(filter(None, get_args(RefusalReason)))
GROUPS = ("ldc", "lldc", "sids", "africa")
FUNDS = get_args(Fund)
FUNDS_WITH_TARGET = ("environment_fund", "earmarked", "bilateral")  # 2005 report, paras. 99 to 101
LESSON_KINDS = get_args(LessonKind)
REFORM_STATUSES = get_args(ReformState)
MODULES = get_args(Module)
SOUTH_SOUTH = ("south_south", "triangular")
STAGES = get_args(Stage)
NUMBER_OF_REFORMS = 30
PRIORITY_RANKS = (1, 2, 3)

COUNT, PERCENT, DAYS, PERSONS, MILLIONS = "count", "percent", "days", "persons", "usd_millions"
_WIDE = ("", "region", "country", "regional")
_NEEDS = ("", "region", "field", "region+field")
_MONEY = ("", "fund", "fund+contributor+year")
_POSTS = ("", "region", "cluster", "region+cluster")


@dataclass(frozen=True)
class Definition:
    """One figure: what it is called, how it is counted, in which unit and over which parts it is given.

    ``scopes`` lists the parts: "" the whole, "region" one region, "region+field" one field in one region.
    """

    name: Any
    rule: Any
    kind: Any
    unit: str = COUNT
    decimals: int = 0
    scopes: tuple[str, ...] = ("",)
    is_distinct: bool = False  # counts something else than its records, so parts need not add up to the whole


_COHORT, _FLOW, _STOCK = _("cohort"), _("flow"), _("stock")
_CUMULATIVE = _("cumulative")

DEFINITIONS: Mapping[str, Definition] = {
    "M1": Definition(
        _("Requests received"),
        _("Requests whose first arrival through any channel lies in the period; test records and merged duplicates are "
          "left out."),
        _COHORT, scopes=(*_WIDE, "group"),
    ),
    "M2": Definition(
        _("Requesting countries"),
        _("Distinct countries of the requests received; a regional request counts under its region, not under a "
          "country."),
        _COHORT, scopes=("", "region"), is_distinct=True,
    ),
    "M3": Definition(
        _("Requests admitted"),
        _("Requests received in the period and admitted by the reference date."),
        _COHORT, scopes=_WIDE,
    ),
    "M4": Definition(
        _("Requests not admitted"),
        _("Requests received in the period and not admitted by the reference date, by reason: outside the mandate "
          "(referred), duplicate of support under way, ineligible requester, other."),
        _COHORT, scopes=(*_WIDE, "reason"),
    ),
    "M4b": Definition(
        _("Withdrawn before decision"),
        _("Requests received in the period and withdrawn by the reference date without a decision."),
        _COHORT, scopes=_WIDE,
    ),
    "M4c": Definition(
        _("Pending decision"),
        _("Requests received in the period and neither decided nor withdrawn by the reference date."),
        _COHORT, scopes=_WIDE,
    ),
    "M5": Definition(
        _("Requests responded to"),
        _("Admitted requests of the period with a first substantive reply by the reference date: an offer of "
          "assistance, agreed terms or the start of delivery; an acknowledgement is not a response."),
        _COHORT, scopes=(*_WIDE, "group"),
    ),
    "M6": Definition(
        _("Response rate"),
        _("One hundred times the requests responded to, divided by the requests admitted."),
        _COHORT, PERCENT, 1, _WIDE,
    ),
    "M7": Definition(
        _("Median days to first response"),
        _("Median, over the requests responded to, of the calendar days from receipt to first response; for an even "
          "number, the mean of the two middle values."),
        _COHORT, DAYS, 1, _WIDE,
    ),
    "M7b": Definition(
        _("Days to first response, ninetieth percentile"),
        _("Ninetieth percentile of the same days, by nearest rank."),
        _COHORT, DAYS, 0, ("", "region"),
    ),
    "M8": Definition(
        _("Requests completed, of those admitted"),
        _("Admitted requests of the period whose agreed outputs the requesting Government had accepted by the "
          "reference date."),
        _COHORT, scopes=_WIDE,
    ),
    "M8b": Definition(
        _("Requests completed in the period"),
        _("All requests, of whatever period, whose agreed outputs were accepted in the period."),
        _FLOW, scopes=("", "region"),
    ),
    "M9": Definition(
        _("Requests open at the end of the period"),
        _("Open at the beginning, plus admitted in the period, less completed or withdrawn after admission in the "
          "period."),
        _FLOW, scopes=("", "region"), is_distinct=True,
    ),
    "M9a": Definition(
        _("Requests open at the beginning of the period"),
        _("Requests admitted before the period and not completed or withdrawn before it."),
        _FLOW, scopes=("", "region"),
    ),
    "M9b": Definition(
        _("Requests admitted in the period"),
        _("Requests, of whatever period, admitted in the period."),
        _FLOW, scopes=("", "region"),
    ),
    "M9c": Definition(
        _("Requests closed in the period"),
        _("Requests completed, or withdrawn after admission, in the period."),
        _FLOW, scopes=("", "region"),
    ),
    "M9d": Definition(
        _("Requests open at the end of the period, counted directly"),
        _("Requests admitted by the end of the period and not completed or withdrawn by then; it must equal the figure "
          "computed from the movements."),
        _STOCK, scopes=("", "region"),
    ),
    "M10": Definition(
        _("Requests by field"),
        _("Requests received in the period by primary field."),
        _COHORT, scopes=("field",),
    ),
    "M10b": Definition(
        _("Requests by secondary field"),
        _("Requests received in the period that name the field as a secondary one; a request may name several, so this "
          "column does not add up."),
        _COHORT, scopes=("field",),
    ),
    "M11": Definition(
        _("Coverage of needs assessments"),
        _("One hundred times the eligible countries with a needs assessment endorsed by the Government by the "
          "reference date and not older than the validity set, divided by all eligible countries."),
        _STOCK, PERCENT, 1, ("", "region"),
    ),
    "M11b": Definition(
        _("Countries with a valid needs assessment"),
        _("Eligible countries with a needs assessment endorsed by the Government by the reference date and not older "
          "than the validity set."),
        _STOCK, scopes=("", "region"),
    ),
    "M12": Definition(
        _("Priority of a field"),
        _("Countries whose current assessment ranks the field first, second or third; fields of equal number stand in "
          "the order of the number of first ranks, then of the code."),
        _STOCK, scopes=("field", "region+field"), is_distinct=True,
    ),
    "M12b": Definition(
        _("Countries ranking a field first"),
        _("Countries whose current assessment ranks the field first."),
        _STOCK, scopes=("field", "region+field"), is_distinct=True,
    ),
    "M13": Definition(
        _("Open needs"),
        _("Needs in a current assessment that are not marked met at the reference date."),
        _STOCK, scopes=_NEEDS,
    ),
    "M13b": Definition(
        _("Gaps"),
        _("Open needs without any active response at the reference date: no linked request or partner project that has "
          "been responded to and is neither completed nor ended."),
        _STOCK, scopes=_NEEDS,
    ),
    "M13c": Definition(
        _("Gaps of first priority"),
        _("Gaps in needs of rank 1."),
        _STOCK, scopes=_NEEDS,
    ),
    "M14": Definition(
        _("Gap rate"),
        _("One hundred times the gaps divided by the open needs."),
        _STOCK, PERCENT, 1, _NEEDS,
    ),
    "M14b": Definition(
        _("Gap rate of first priorities"),
        _("One hundred times the gaps divided by the open needs, over needs of rank 1 only."),
        _STOCK, PERCENT, 1, _NEEDS,
    ),
    "M15": Definition(
        _("Countries assisted, by stage"),
        _("Distinct countries with an event of the stage in the period."),
        _FLOW, scopes=("", "stage"), is_distinct=True,
    ),
    "M15b": Definition(
        _("Countries assisted for the first time, by stage"),
        _("Of the countries of the period, those without an event of the stage in any earlier period."),
        _FLOW, scopes=("", "stage"), is_distinct=True,
    ),
    "M15c": Definition(
        _("Countries assisted since the start year, by stage"),
        _("Distinct countries with an event of the stage from the start year to the end of the period."),
        _CUMULATIVE, scopes=("", "stage"), is_distinct=True,
    ),
    "M16": Definition(
        _("Persons trained"),
        _("Participants of the activities that ended in the period; activities whose participants were not counted are "
          "left out."),
        _FLOW, PERSONS, is_distinct=True,
    ),
    "M16b": Definition(
        _("Share of women among persons trained"),
        _("One hundred times women divided by women and men; persons without this datum are left out."),
        _FLOW, PERCENT, 1,
    ),
    "M16c": Definition(
        _("Persons trained without record of sex"),
        _("Participants that the share of women leaves out."),
        _FLOW, PERSONS, is_distinct=True,
    ),
    "M16d": Definition(
        _("Activities without count of participants"),
        _("Activities that ended in the period and whose participants were not counted."),
        _FLOW,
    ),
    "M17": Definition(
        _("Joint activities with UNDP"),
        _("Activities under the memorandum of understanding with the United Nations Development Programme that were "
          "active on any day of the period."),
        _FLOW,
    ),
    "M17b": Definition(
        _("Meetings of the joint working group held"),
        _("Meetings of the joint working group under the memorandum held in the period."),
        _FLOW,
    ),
    "M17c": Definition(
        _("Meetings of the joint working group planned"),
        _("One meeting for each full quarter of the period."),
        _FLOW, is_distinct=True,
    ),
    "M18": Definition(
        _("Posts of focal point established"),
        _("Posts of focal point for multilateral environmental agreements established at the reference date."),
        _STOCK, scopes=_POSTS,
    ),
    "M18b": Definition(
        _("Posts of focal point filled"),
        _("Posts established that are recorded as filled at the reference date."),
        _STOCK, scopes=_POSTS,
    ),
    "M18c": Definition(
        _("Vacancy rate of focal points"),
        _("One hundred times the posts recorded as vacant, divided by the posts whose state is recorded."),
        _STOCK, PERCENT, 1, _POSTS,
    ),
    "M18d": Definition(
        _("Posts of focal point without record of their state"),
        _("Posts established for which neither an incumbent nor a vacancy is recorded at the reference date."),
        _STOCK, scopes=_POSTS,
    ),
    "M19": Definition(
        _("Duplication avoided"),
        _("Requests of the period not admitted because support was under way, plus requests merged in the period after "
          "the check with the clearing house."),
        _FLOW,
    ),
    "M19b": Definition(
        _("Overlap"),
        _("Pairs of a country and a need at the reference date with two or more active providers and no record of "
          "their coordination."),
        _STOCK,
    ),
    "M20": Definition(
        _("South-South share"),
        _("One hundred times the requests responded to by a South-South or triangular arrangement, divided by all "
          "requests responded to."),
        _COHORT, PERCENT, 1, ("", "region"),
    ),
    "M21": Definition(
        _("Offers open"),
        _("Offers in the exchange mechanism that are open at the reference date."),
        _STOCK, scopes=("", "module", "field", "module+field"),
    ),
    "M21b": Definition(
        _("Requests entered in the exchange mechanism"),
        _("Requests opened to partners in the exchange mechanism in the period."),
        _FLOW,
    ),
    "M21c": Definition(
        _("Exchange matches"),
        _("Matches on which both sides agreed in the period."),
        _FLOW,
    ),
    "M21d": Definition(
        _("Match rate"),
        _("One hundred times the requests entered in the period and matched by the reference date, divided by the "
          "requests entered in the period."),
        _COHORT, PERCENT, 1,
    ),
    "M22": Definition(
        _("Contributions pledged"),
        _("Amounts pledged in the period, by fund, in United States dollars at the United Nations operational rate of "
          "the date of payment; stored in cents, shown in millions."),
        _FLOW, MILLIONS, 1, _MONEY, is_distinct=True,
    ),
    "M22b": Definition(
        _("Contributions paid"),
        _("Amounts paid in the period, in the same form."),
        _FLOW, MILLIONS, 1, _MONEY, is_distinct=True,
    ),
    "M22c": Definition(
        _("Contributions applied to the Plan"),
        _("Amounts applied directly to the Plan in the period, in the same form."),
        _FLOW, MILLIONS, 1, _MONEY, is_distinct=True,
    ),
    "M23": Definition(
        _("Share applied to the Plan"),
        _("One hundred times the amount applied divided by the amount paid; for the Environment Fund as a whole, "
          "divided by the expenditure of the Fund in the period where it is recorded."),
        _FLOW, PERCENT, 1, _MONEY,
    ),
    "M23b": Definition(
        _("Collection rate"),
        _("One hundred times the amount paid divided by the amount pledged."),
        _FLOW, PERCENT, 1, _MONEY,
    ),
    "M24": Definition(
        _("Target attainment"),
        _("One hundred times the unrounded share applied divided by the target percentage."),
        _FLOW, PERCENT, 1, ("fund", "fund+contributor+year"),
    ),
    "M25": Definition(
        _("Needs met"),
        _("Needs marked met in the period with verified evidence and linked to a completed response."),
        _FLOW,
    ),
    "M25b": Definition(
        _("Completed responses with a verified result"),
        _("One hundred times the requests completed in the period with a verified result, divided by all requests "
          "completed in the period."),
        _FLOW, PERCENT, 1,
    ),
    "M26": Definition(
        _("Success stories, shortcomings and lessons"),
        _("Records published in the period, by kind and field."),
        _FLOW, scopes=("", "kind", "kind+field"),
    ),
    "M27": Definition(
        _("Reforms by status"),
        _("Number of the 30 incremental reforms by their latest status at the reference date; a reform without a "
          "status counts as not reported."),
        _STOCK, scopes=("", "status"),
    ),
    "M28": Definition(
        _("Share of a group in requests received"),
        _("One hundred times the requests received from the group, divided by all requests received; groups overlap "
          "and never add up."),
        _COHORT, PERCENT, 1, ("group",),
    ),
    "M28b": Definition(
        _("Share of a group in requests responded to"),
        _("One hundred times the requests of the group responded to, divided by all requests responded to."),
        _COHORT, PERCENT, 1, ("group",),
    ),
    "M28c": Definition(
        _("Share of a group in contributions applied"),
        _("One hundred times the amount applied in countries of the group, divided by the whole amount applied; money "
          "that is not recorded by country counts only in the whole."),
        _FLOW, PERCENT, 1, ("group",),
    ),
}  # fmt: skip
