"""Money: what was pledged, paid and applied, and what a fund spent."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.acts import allow, check_fields, create, fill, hold, hold_people, require
from core.text.partial_dates import earliest
from projects import policies
from projects.choices import MoneyVerb
from projects.models import Contribution, FundExpenditure, Project
from reference.models import ExchangeRate

CONTRIBUTION_SET_WHEN_RECORDED = (
    "donor", "recipient", "kind", "stage", "fund", "amount", "currency", "happened_on", "period_starts_on",
    "period_ends_on", "purpose", "status", "language", "visibility", "note", "origin", "origin_reference",
)  # fmt: skip
EXPENDITURE_SET_WHEN_RECORDED = ("note", "origin", "origin_reference")


@transaction.atomic
def record_contribution(*, by: User, project: Project | None = None, **values: Any) -> Contribution:
    """One pledge, payment or application, in its own currency and in United States cents at the rate of its month."""
    hold_people(by)
    project = project and hold(project, by=by)
    require(policies.can_record_money(by, project))
    contribution = Contribution(project=project)
    fill(contribution, values, allowed=CONTRIBUTION_SET_WHEN_RECORDED, check=_check_amount)
    contribution.usd_cents = dollars_in_cents(contribution.amount, contribution.currency, contribution.happened_on)
    data = {"stage": contribution.stage}
    return create(contribution, MoneyVerb.CONTRIBUTION_RECORDED, by=by, code="CON-", data=data)


@transaction.atomic
def record_fund_expenditure(*, by: User, fund: str, spent_on: date, usd_cents: int, **values: Any) -> FundExpenditure:
    """What a fund spent in all: the denominator of its share applied to the plan."""
    allow(policies.can_record_money, by, None)
    return create(
        FundExpenditure(fund=fund, spent_on=spent_on, usd_cents=usd_cents),
        MoneyVerb.EXPENDITURE_RECORDED,
        by=by,
        values=values,
        allowed=EXPENDITURE_SET_WHEN_RECORDED,
        check=_check_expenditure,
        code="EXP-",
    )


def dollars_in_cents(amount: Decimal | None, currency: str, happened_on: str) -> int | None:
    """United States cents at the United Nations rate of the month of payment; None where something is unknown.

    A day known by its year only has no month, hence no rate.
    """
    if amount is None:
        return None
    if currency != "USD":
        if len(happened_on) < len("2010-01"):
            return None
        month = earliest(happened_on[:7])
        rate = ExchangeRate.objects.filter(currency=currency, month=month).values_list("rate", flat=True).first()
        if rate is None:
            return None
        amount = amount / rate
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _check_amount(contribution: Contribution) -> None:
    check_fields(contribution)
    if contribution.amount is not None and (contribution.amount < 0 or not contribution.currency):
        raise ValidationError({"amount": _("Enter an amount of zero or more, with its currency.")})


def _check_expenditure(expenditure: FundExpenditure) -> None:
    check_fields(expenditure)
    if expenditure.usd_cents < 0:
        raise ValidationError({"usd_cents": _("Enter an amount of zero or more.")})
