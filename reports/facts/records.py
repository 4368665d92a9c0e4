"""The shapes of the facts, one dataclass per list; the package's docstring gives the rules that hold for all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

Texts = dict[str, str]  # language → text
Group = Literal["ldc", "lldc", "sids"]
Decision = Literal["", "admitted", "not_admitted"]
RefusalReason = Literal["", "outside_mandate", "duplicate", "ineligible", "other"]
Arrangement = Literal[
    "", "south_south", "triangular", "north_south", "bilateral", "multilateral", "un_system", "public_private"
]
Module = Literal["organisation", "technology", "expertise", "experience", "tool", "opportunity", "network", "event"]
MatchState = Literal["", "proposed", "agreed", "delivered", "rated", "declined", "lapsed"]
ProjectStatus = Literal["", "pipeline", "approved", "active", "completed", "closed", "cancelled"]
Stage = Literal[
    "framework_preparation",
    "framework_completed",
    "environment_integrated",
    "team_trained",
    "summary_prepared",
    "joint_project",
    "mainstreaming_programme",
]
Fund = Literal["environment_fund", "earmarked", "gef", "bilateral", "private", "other"]
LessonKind = Literal["success", "shortcoming", "lesson"]
ReformState = Literal["completed", "in_progress", "awaiting_council", "awaiting_other", "not_reported"]
BudgetImplication = Literal["", "no", "yes", "possible", "see_other_item"]


@dataclass(frozen=True, kw_only=True)
class RecordFact:
    """What every record brings. ``born`` names the date before which the record does not exist."""

    born: ClassVar[str] = ""
    code: str
    is_test: bool = False
    is_demo: bool = False


# reference


@dataclass(frozen=True, kw_only=True)
class RegionFact:
    """A region in its printed order, with its office; ``global`` stands last if any record is of the world."""

    code: str
    names: Texts
    office: str = ""


@dataclass(frozen=True, kw_only=True)
class CountryFact:
    """A country with its region and its groups as valid at the reference date."""

    code: str
    names: Texts
    region: str
    groups: tuple[Group, ...] = ()  # Africa is the region africa
    is_eligible: bool = False  # may ask for support under the plan: developing, or economy in transition
    sort_keys: Texts = field(default_factory=dict)  # collation key per language; the name itself where missing


@dataclass(frozen=True, kw_only=True)
class FieldFact:
    """A field of assistance (theme)."""

    code: str
    names: Texts


@dataclass(frozen=True, kw_only=True)
class DocumentFact:
    """A document or decision that footnotes cite."""

    code: str
    symbol: str
    title: str
    on: str = ""  # partial date
    is_symbol_certain: bool = True


# needs


@dataclass(frozen=True, kw_only=True)
class RequestFact(RecordFact):
    """One request for assistance, with the four dates of docs/design/report.md#dates-of-a-request."""

    born: ClassVar[str] = "received_on"
    title: str
    country: str | None  # None: a regional request, counted under its region only
    region: str
    received_on: date
    decided_on: date | None = None
    decision: Decision = ""  # empty while pending
    refusal_reason: RefusalReason = ""
    first_response_on: date | None = None  # offer, agreed terms or start of delivery; an acknowledgement is none
    completed_on: date | None = None  # outputs accepted by the requesting Government
    withdrawn_on: date | None = None
    arrangement: Arrangement = ""
    field: str = ""  # primary field
    secondary_fields: tuple[str, ...] = ()
    merged_into: str = ""  # code of the survivor; a merged request counts only in M19
    merged_on: date | None = None
    is_merged_after_clearing_house: bool = False
    has_verified_result: bool = False
    entered_exchange_on: date | None = None  # opened to partners in the exchange mechanism


@dataclass(frozen=True, kw_only=True)
class AssessmentFact(RecordFact):
    """A needs assessment adopted by the Government (or by a regional forum, country None)."""

    title: str
    country: str | None
    region: str
    endorsed_on: date | None = None
    superseded_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NeedResponse:
    """A request or partner project that answers a need."""

    code: str
    kind: Literal["request", "project"]
    responded_on: date | None = None  # first_response_on of a request, start of a project
    completed_on: date | None = None  # outputs accepted, project completed
    ended_on: date | None = None  # stopped without completion: withdrawn, cancelled, closed
    providers: tuple[str, ...] = ()  # codes of the agencies and countries at work


@dataclass(frozen=True, kw_only=True)
class NeedFact(RecordFact):
    """A need, once under its stable code, with the rank it has in the assessment current at the reference date."""

    statement: str
    country: str | None
    region: str
    field: str
    assessment: str = ""  # code of that assessment
    is_current: bool = True  # stands in an assessment adopted by the reference date and not superseded
    rank: int | None = None
    met_on: date | None = None
    has_verified_evidence: bool = False
    responses: tuple[NeedResponse, ...] = ()
    coordination_record: str = ""  # code or words of the record by which several providers coordinate


# exchange


@dataclass(frozen=True, kw_only=True)
class OfferFact(RecordFact):
    """An offer in one of the seven modules of the exchange mechanism."""

    born: ClassVar[str] = "opened_on"
    title: str
    module: Module
    provider: str  # printed name
    region: str = "global"
    field: str = ""
    opened_on: date | None = None  # None: open before the portal began to record
    closed_on: date | None = None  # first day on which it is no longer open: withdrawn, lapsed, expired


@dataclass(frozen=True, kw_only=True)
class MatchFact(RecordFact):
    """An offer brought together with a request or need; it is a match once both sides agreed."""

    offer: str  # code
    request: str = ""  # code; empty when the match answers a need
    need: str = ""
    recipient_country: str | None = None
    arrangement: Arrangement = ""
    proposed_on: date | None = None
    matched_on: date | None = None
    state: MatchState = ""


# projects


@dataclass(frozen=True, kw_only=True)
class ProjectFact(RecordFact):
    """A project or activity of annex III. Give those active in the period, parents without their children's money."""

    title: str
    countries: tuple[str, ...] = ()  # beneficiaries and participants
    regions: tuple[str, ...] = ()
    field: str = ""
    arrangement: Arrangement = ""
    partners: tuple[str, ...] = ()  # printed names, lead first
    start: str = ""  # partial date
    end: str = ""
    budget: int | None = None
    expenditure: int | None = None
    status: ProjectStatus = ""  # empty: not known
    requests: tuple[str, ...] = ()  # codes of the requests it answers
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageEventFact(RecordFact):
    """A country reached a stage of the United Nations development framework (pattern of the 2016 report, para. 37)."""

    born: ClassVar[str] = "on"
    country: str
    stage: Stage
    on: date


@dataclass(frozen=True, kw_only=True)
class ActivityFact(RecordFact):
    """A training or other activity; participants None where nobody counted them."""

    born: ClassVar[str] = "started_on"
    title: str
    started_on: date | None = None
    ended_on: date | None = None
    project: str = ""
    countries: tuple[str, ...] = ()
    participants: int | None = None
    women: int | None = None
    men: int | None = None
    is_joint_with_undp: bool = False  # under the memorandum of understanding with UNDP


@dataclass(frozen=True, kw_only=True)
class CountryShare:
    """The part of a contribution that went to one country, or (country None) to one region."""

    country: str | None
    region: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class ContributionFact(RecordFact):
    """One pledge, payment or application of money. A movement without a known date is not given."""

    born: ClassVar[str] = "on"
    contributor: str  # printed name; empty where the source names nobody
    contributor_code: str
    fund: Fund
    on: date
    pledged: int | None = None
    paid: int | None = None
    applied: int | None = None
    shares: tuple[CountryShare, ...] = ()  # of the applied amount


@dataclass(frozen=True, kw_only=True)
class LessonFact(RecordFact):
    """A published account of a success, a shortcoming or a lesson (good practices are successes)."""

    title: str
    kind: LessonKind
    field: str = ""
    published_on: date | None = None
    request: str = ""
    project: str = ""
    summary: str = ""


# partners


@dataclass(frozen=True, kw_only=True)
class PostFact(RecordFact):
    """A post of focal point for multilateral environmental agreements, as it stands at the reference date."""

    born: ClassVar[str] = "established_on"
    title: str
    region: str
    cluster: str  # biodiversity or chemicals-waste
    host: str = ""
    grade: str = ""
    established_on: date | None = None
    abolished_on: date | None = None
    is_filled: bool | None = None  # None: not known; such a post is neither filled nor vacant
    vacant_since: date | None = None
    duty_station: str = ""
    host_agreement: str = ""


# governance


@dataclass(frozen=True, kw_only=True)
class MeetingFact(RecordFact):
    """A meeting held; meetings only planned are not given."""

    born: ClassVar[str] = "held_on"
    title: str
    held_on: date
    is_joint_group_with_undp: bool = False


@dataclass(frozen=True, kw_only=True)
class TargetFact(RecordFact):
    """A figure that a document sets as target; documents that disagree are kept side by side."""

    statement: str
    fund: str = ""
    percent: str = ""  # decimal as a string
    comparator: str = ""  # about, more_than or at_least; empty: exact
    source: str = ""  # document and paragraph, as cited


@dataclass(frozen=True, kw_only=True)
class FundExpenditureFact(RecordFact):
    """Expenditure of a fund dated in the period: the denominator of the share of the Environment Fund (M23)."""

    born: ClassVar[str] = "on"
    fund: Fund
    on: date
    amount: int


@dataclass(frozen=True, kw_only=True)
class ReformStatus:
    """One dated status entry of a reform."""

    on: date
    status: ReformState
    text: str = ""  # printed in the status row; empty: no row


@dataclass(frozen=True, kw_only=True)
class ReformFact(RecordFact):
    """One of the 30 incremental reforms; everything but its statuses is locked text of the original package."""

    number: int
    title: str
    ongoing_actions: tuple[str, ...] = ()
    references: str = ""  # closing line of the cell, for example "SP 4: EG; EA: B + C"
    further_actions: tuple[str, ...] = ()
    budget_implication: BudgetImplication = ""
    budget_note: str = ""
    see_reform: int | None = None  # where the text says "see item …"
    statuses: tuple[ReformStatus, ...] = ()
    needs_council_decision: bool = False
    decision_evidence: str = ""  # where the sources disagree: which place says what


@dataclass(frozen=True)
class Facts:
    """All lists of one snapshot."""

    regions: tuple[RegionFact, ...] = ()
    countries: tuple[CountryFact, ...] = ()
    fields: tuple[FieldFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    requests: tuple[RequestFact, ...] = ()
    assessments: tuple[AssessmentFact, ...] = ()
    needs: tuple[NeedFact, ...] = ()
    offers: tuple[OfferFact, ...] = ()
    matches: tuple[MatchFact, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    stage_events: tuple[StageEventFact, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    contributions: tuple[ContributionFact, ...] = ()
    lessons: tuple[LessonFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    targets: tuple[TargetFact, ...] = ()
    fund_expenditures: tuple[FundExpenditureFact, ...] = ()
    reforms: tuple[ReformFact, ...] = ()
