"""Agreements, and what their parties promised in them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.acts import allow, create, hold, require
from partners import policies
from partners.actions.lives import COMMITMENTS, SET_WHEN_ENTERED
from partners.choices import AgreementVerb, CommitmentVerb
from partners.models import Agency, Agreement, Commitment

SET_WHEN_RECORDED = (
    "title", "kind", "parties", "countries", "subject", "signed_on", "starts_on", "ends_on", "review_cycle",
    "review_months", "provisions", "state", "as_of", *SET_WHEN_ENTERED,
)  # fmt: skip


@transaction.atomic
def record_agreement(*, by: User, **values: Any) -> Agreement:
    """Enter a memorandum or another agreement."""
    allow(policies.can_register, by)
    return create(Agreement(), AgreementVerb.RECORDED, by=by, values=values, allowed=SET_WHEN_RECORDED, code="AGR-")


@transaction.atomic
def add_commitment(
    agreement: Agreement, *, by: User, agency: Agency, text: str, due_on: date, **values: Any
) -> Commitment:
    """A line of the agreement's action plan: which party does what by when."""
    agreement = hold(agreement, by=by)
    require(policies.can_register(by))
    if not agreement.parties.filter(pk=agency.pk).exists():
        raise ValidationError(
            {"agency": _("Only a party to the agreement can make a commitment under it. Choose one of the parties.")}
        )
    return create(
        Commitment(agreement=agreement, agency=agency, text=text, due_on=due_on),
        CommitmentVerb.ADDED,
        by=by,
        values=values,
        allowed=SET_WHEN_ENTERED,
        code="COM-",
        data={"agreement": agreement.code},
    )


@transaction.atomic
def report_commitment(commitment: Commitment, *, by: User, act: str, reason: str = "") -> Commitment:
    """Say what became of a commitment: ``keep``, ``mark_late``, ``change`` or ``drop``, these with the reason."""
    commitment = COMMITMENTS.take(commitment, act, by=by)
    if act in ("change", "drop") and not reason:
        raise ValidationError({"reason": _("Give the reason.")})
    return COMMITMENTS.move(commitment, act, by=by, changes={"reason": reason}, reason=reason)
