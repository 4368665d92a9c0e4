"""Money: what was pledged, paid and applied, and what a fund spent."""

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.database.codes import next_code
from core.edits import assign, check
from core.text.partial_dates import earliest
from projects import policies
from projects.models import Contribution, FundExpenditure
from reference.models import ExchangeRate

WRITTEN = (
    "donor", "recipient", "kind", "stage", "fund", "amount", "currency", "happened_on", "period_starts_on",
    "period_ends_on", "purpose", "status", "language", "visibility", "note",
)  # fmt: skip
AT_BIRTH = ("origin", "origin_reference")


@transaction.atomic
def record_contribution(*, by, project=None, **values):
    """One pledge, payment or application, in its own currency and in United States cents at the rate of its month."""
    if not policies.can_record_money(by, project):
        raise PermissionDenied
    contribution = Contribution(project=project, created_by=by, updated_by=by)
    assign(contribution, values, allowed=WRITTEN + AT_BIRTH)
    check(contribution)
    if contribution.amount is not None and (contribution.amount < 0 or not contribution.currency):
        raise ValidationError({"amount": _("An amount is not negative and names its currency.")})
    contribution.usd_cents = dollars_in_cents(contribution.amount, contribution.currency, contribution.happened_on)
    contribution.code = next_code("CON-", digits=3)
    contribution.save()
    audit.record("contribution.recorded", contribution, by=by, to_state=contribution.stage)
    return contribution


@transaction.atomic
def record_fund_expenditure(*, by, fund, spent_on, usd_cents, **marks):
    """What a fund spent in all: the denominator of its share applied to the plan."""
    if not policies.can_record_money(by, None):
        raise PermissionDenied
    expenditure = FundExpenditure(fund=fund, spent_on=spent_on, usd_cents=usd_cents, created_by=by, updated_by=by)
    assign(expenditure, marks, allowed=(*AT_BIRTH, "note"))
    check(expenditure)
    if usd_cents < 0:
        raise ValidationError({"usd_cents": _("An amount is not negative.")})
    expenditure.code = next_code("EXP-", digits=3)
    expenditure.save()
    audit.record("expenditure.recorded", expenditure, by=by)
    return expenditure


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
