"""The golden data set of the council report (docs/design/report.md#golden-data-set), as facts."""

from __future__ import annotations

from datetime import date

from reports.facts import (
    AssessmentFact,
    ContributionFact,
    CountryFact,
    Facts,
    FieldFact,
    NeedFact,
    NeedResponse,
    ReformFact,
    ReformStatus,
    RegionFact,
    RequestFact,
)
from reports.metrics import Period

PERIOD = Period(date(2010, 1, 1), date(2010, 12, 31), date(2010, 12, 31))
MILLION = 100_000_000  # cents

REGIONS = (
    RegionFact(code="africa", names={"en": "Africa"}, office="ROA"),
    RegionFact(code="asia-pacific", names={"en": "Asia and the Pacific"}, office="ROAP"),
    RegionFact(code="latin-america-caribbean", names={"en": "Latin America and the Caribbean"}, office="ROLAC"),
    RegionFact(code="west-asia", names={"en": "West Asia"}, office="ROWA"),
)
COUNTRIES = (
    CountryFact(code="KEN", names={"en": "Kenya"}, region="africa", is_eligible=True),
    CountryFact(code="NPL", names={"en": "Nepal"}, region="asia-pacific", groups=("ldc", "lldc"), is_eligible=True),
    CountryFact(code="PER", names={"en": "Peru"}, region="latin-america-caribbean", is_eligible=True),
    CountryFact(code="YEM", names={"en": "Yemen"}, region="west-asia", groups=("ldc",), is_eligible=True),
)
FIELDS = (
    FieldFact(code="chemicals-waste", names={"en": "Chemicals and waste"}),
    FieldFact(code="climate-change", names={"en": "Climate change"}),
    FieldFact(code="environmental-law", names={"en": "Environmental law"}),
    FieldFact(code="freshwater", names={"en": "Freshwater"}),
    FieldFact(code="wastewater", names={"en": "Wastewater and sanitation"}),
)
_REGION_OF = {country.code: country.region for country in COUNTRIES}


def day(text: str) -> date:
    """``"01-30"`` is 30 January 2010; a full date stands as it is."""
    return date.fromisoformat(text if len(text) == 10 else f"2010-{text}")


def request(code: str, country: str, received: str, **more) -> RequestFact:
    dates = {name: day(value) for name, value in more.items() if name.endswith("_on")}
    return RequestFact(
        code=code,
        title=f"Request {code}",
        country=country,
        region=_REGION_OF[country],
        received_on=day(received),
        **{**more, **dates},
    )


def admitted(code: str, country: str, received: str, decided: str, **more) -> RequestFact:
    return request(code, country, received, decision="admitted", decided_on=decided, **more)


REQUESTS = (
    admitted(
        "r1",
        "KEN",
        "01-10",
        "01-15",
        first_response_on="01-30",
        completed_on="06-30",
        arrangement="north_south",
        field="freshwater",
        secondary_fields=("environmental-law",),
        has_verified_result=True,
    ),
    admitted("r2", "KEN", "03-01", "03-03", first_response_on="04-10", arrangement="south_south", field="freshwater"),
    request(
        "r3",
        "NPL",
        "05-05",
        decision="not_admitted",
        decided_on="05-20",
        refusal_reason="duplicate",
        field="climate-change",
    ),
    admitted(
        "r4", "NPL", "06-01", "06-02", first_response_on="06-11", completed_on="2011-01-15", field="climate-change"
    ),
    admitted("r5", "PER", "12-20", "12-22", field="environmental-law"),
    admitted("r6", "YEM", "2009-11-01", "2009-11-05", first_response_on="02-09", completed_on="09-01"),
    request("r7", "PER", "07-01", withdrawn_on="07-10", field="wastewater"),
    admitted("r8", "KEN", "02-02", "02-03", first_response_on="02-05", is_test=True, field="freshwater"),
)


def need(code: str, country: str, theme: str, rank: int, **more) -> NeedFact:
    return NeedFact(
        code=code,
        statement=f"Need {code}",
        country=country,
        region=_REGION_OF[country],
        field=theme,
        rank=rank,
        assessment=f"a-{country}",
        **more,
    )


NEEDS = (
    need(
        "n1",
        "KEN",
        "freshwater",
        1,
        responses=(NeedResponse(code="r2", kind="request", responded_on=day("04-10"), providers=("ZAF",)),),
    ),
    need("n2", "KEN", "chemicals-waste", 2),
    need(
        "n3",
        "NPL",
        "climate-change",
        1,
        responses=(NeedResponse(code="r4", kind="request", responded_on=day("06-11"), completed_on=day("2011-01-15")),),
    ),
    need("n4", "PER", "environmental-law", 1, responses=(NeedResponse(code="r5", kind="request"),)),
    need(
        "n5",
        "YEM",
        "wastewater",
        1,
        met_on=day("09-01"),
        has_verified_evidence=True,
        responses=(NeedResponse(code="r6", kind="request", responded_on=day("02-09"), completed_on=day("09-01")),),
    ),
)
ASSESSMENTS = (
    AssessmentFact(code="a-KEN", title="Kenya", country="KEN", region="africa", endorsed_on=day("2006-12-31")),
    AssessmentFact(code="a-NPL", title="Nepal", country="NPL", region="asia-pacific", endorsed_on=day("2006-12-30")),
    AssessmentFact(
        code="a-PER", title="Peru", country="PER", region="latin-america-caribbean", endorsed_on=day("2011-01-01")
    ),
    AssessmentFact(code="a-YEM", title="Yemen", country="YEM", region="west-asia", endorsed_on=day("05-01")),
)


def money(code: str, fund: str, pledged: float, paid: float, applied: float, **more) -> ContributionFact:
    """Amounts in millions, with one decimal."""
    return ContributionFact(
        code=code,
        contributor=f"Contributor {code}",
        contributor_code=code,
        fund=fund,
        on=day("06-30"),
        pledged=round(pledged * 10) * MILLION // 10,
        paid=round(paid * 10) * MILLION // 10,
        applied=round(applied * 10) * MILLION // 10,
        **more,
    )


CONTRIBUTIONS = (
    money("c1", "environment_fund", 72.0, 70.3, 24.9),
    money("c2", "earmarked", 38.0, 31.6, 27.4),
    money("c3", "gef", 21.0, 19.8, 19.8),
    money("c4", "private", 4.0, 2.1, 2.1),
)
REFORMS = tuple(
    ReformFact(
        code=f"reform-{number:02}",
        number=number,
        title=f"Reform {number}",
        ongoing_actions=("Work under way",),
        references="SP 4: EG; EA: B + C",
        further_actions=("More work",),
        budget_implication="no",
        statuses=() if number == 9 else (ReformStatus(on=day("01-31"), status="in_progress", text="Under way."),),
        needs_council_decision=number in (5, 7, 17, 20, 29),
    )
    for number in range(1, 31)
)

GOLDEN = Facts(
    regions=REGIONS,
    countries=COUNTRIES,
    fields=FIELDS,
    requests=REQUESTS,
    assessments=ASSESSMENTS,
    needs=NEEDS,
    contributions=CONTRIBUTIONS,
    reforms=REFORMS,
)
