"""The golden data set entered as records gives the same figures (docs/design/report.md#golden-data-set)."""

import datetime
from decimal import Decimal

import pytest

from needs.choices import Arrangement, NeedStatus, RefusalReason, RequestState, ScreeningDecision
from projects.choices import ContributionStage, FundSource
from projects.models import Contribution, FundExpenditure
from reports import builder
from tests.factories import AssessmentFactory, AssistanceRequestFactory, CountryFactory, NeedFactory, ThemeFactory
from tests.factories.reports import ReportFactory

ADMITTED, REFUSED = ScreeningDecision.ADMITTED, ScreeningDecision.NOT_ADMITTED


def day(text):
    """``01-30`` is 30 January 2010; a full date stands as it is."""
    return datetime.date.fromisoformat(text if len(text) == 10 else f"2010-{text}")


def request(code, iso3, received, **fields):
    dated = {name: day(value) if name.endswith("_on") else value for name, value in fields.items()}
    decided = {"decision": ADMITTED} if "decided_on" in fields and "decision" not in fields else {}
    return AssistanceRequestFactory(
        code=code, country=CountryFactory(iso3=iso3), received_on=day(received), **{**decided, **dated}
    )


@pytest.fixture
def requests(db):
    closed, responding, accepted = RequestState.CLOSED, RequestState.IN_RESPONSE, RequestState.ACCEPTED
    entered = [
        request("r1", "KEN", "01-10", decided_on="01-15", first_response_on="01-30", completed_on="06-30", state=closed,
                arrangement=Arrangement.NORTH_SOUTH),
        request("r2", "KEN", "03-01", decided_on="03-03", first_response_on="04-10", state=responding,
                arrangement=Arrangement.SOUTH_SOUTH),
        request("r3", "NPL", "05-05", decision=REFUSED, decided_on="05-20", refusal_reason=RefusalReason.DUPLICATE,
                state=RequestState.DECLINED),
        request("r4", "NPL", "06-01", decided_on="06-02", first_response_on="06-11", completed_on="2011-01-15",
                state=closed),
        request("r5", "PER", "12-20", decided_on="12-22", state=accepted),
        request("r6", "YEM", "2009-11-01", decided_on="2009-11-05", first_response_on="02-09", completed_on="09-01",
                state=closed),
        request("r7", "PER", "07-01", withdrawn_on="07-10", state=RequestState.WITHDRAWN),
        request("r8", "KEN", "02-02", decided_on="02-03", first_response_on="02-05", state=responding, is_test=True),
    ]  # fmt: skip
    return {assistance.code: assistance for assistance in entered}


@pytest.fixture
def needs(requests):
    """One need each of Nepal, Peru and Yemen, two of Kenya; who answers them is told by the requests."""

    def enter(code, iso3, theme, answered_by, **fields):
        need = NeedFactory(code=code, theme=ThemeFactory(code=theme), countries=[CountryFactory(iso3=iso3)], **fields)
        need.assistance_requests.set([requests[answered_by]] if answered_by else [])
        return need

    kenya = [enter("n1", "KEN", "freshwater", "r2"), enter("n2", "KEN", "chemicals-waste", None)]
    others = {
        "NPL": enter("n3", "NPL", "climate-change", "r4"),
        "PER": enter("n4", "PER", "freshwater", "r5"),
        "YEM": enter("n5", "YEM", "chemicals-waste", "r6", status=NeedStatus.MET, met_on=day("09-01")),
    }
    AssessmentFactory(adopted=True, country=CountryFactory(iso3="KEN"), needs=kenya, endorsed_on=day("2009-06-01"))
    for iso3, need in others.items():
        AssessmentFactory(adopted=True, country=CountryFactory(iso3=iso3), needs=[need], endorsed_on=day("2009-06-01"))


@pytest.fixture
def contributions(db):
    """Millions of dollars pledged, paid and applied."""
    moved = {
        FundSource.ENVIRONMENT_FUND: ("72.0", "70.3", "24.9"),
        FundSource.EARMARKED: ("38.0", "31.6", "27.4"),
        FundSource.GEF: ("21.0", "19.8", "19.8"),
        FundSource.PRIVATE: ("4.0", "2.1", "2.1"),
    }
    for fund, amounts in moved.items():
        for stage, millions in zip(ContributionStage.values, amounts, strict=True):
            amount = Decimal(millions) * 1_000_000
            Contribution.objects.create(
                code=f"{fund}-{stage}", fund=fund, stage=stage, kind="payment", happened_on="2010-06-30",
                amount=amount, currency="USD", usd_cents=int(amount * 100),
            )  # fmt: skip
    FundExpenditure.objects.create(
        code="spent", fund=FundSource.ENVIRONMENT_FUND, spent_on=day("12-31"), usd_cents=7_030_000_000
    )


@pytest.fixture
def figures(session, requests, needs, contributions):
    return builder.collect(ReportFactory(session=session))["figures"]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("M1", 6), ("M2", 3), ("M3", 4), ("M4", 1), ("M4|reason=duplicate", 1), ("M4b", 1), ("M4c", 0), ("M5", 3),
        ("M6", "75.0"), ("M7", "20.0"), ("M7b", 40), ("M8", 1), ("M8b", 2), ("M9", 3), ("M20", "33.3"),
        ("M1|region=africa", 2), ("M3|region=africa", 2), ("M5|region=africa", 2), ("M6|region=africa", "100.0"),
        ("M1|region=asia-pacific", 2), ("M3|region=asia-pacific", 1), ("M6|region=asia-pacific", "100.0"),
        ("M5|region=latin-america-caribbean", 0), ("M6|region=latin-america-caribbean", "0.0"),
        ("M1|region=west-asia", 0), ("M6|region=west-asia", None),
        ("M13", 4), ("M13b", 2), ("M14", "50.0"), ("M14b", "33.3"),
        ("M22", "135.0"), ("M22b", "123.8"), ("M22c", "74.2"), ("M23b", "91.7"),
        ("M23|fund=environment_fund", "35.4"), ("M23|fund=earmarked", "86.7"), ("M23|fund=gef", "100.0"),
        ("M24|fund=environment_fund", "101.2"),
    ],
)  # fmt: skip
def test_the_records_give_the_expected_figure(figures, metric, value):
    assert figures[metric]["value"] == value


def test_the_records_behind_the_figures_are_those_counted(figures):
    assert figures["M1"]["records"] == ["r1", "r2", "r3", "r4", "r5", "r7"]
    assert figures["M13b"]["records"] == ["n2", "n4"]
