"""Modules of the South-South exchange, and the lives of offers and matches."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import Workflow


class Module(models.TextChoices):
    """The seven modules of the exchange mechanism (2011 report, paragraph 70). Empty: a fact about the mechanism."""

    ORGANISATIONS = "organisations", _("Organisations")
    TECHNOLOGIES = "technologies", _("Technologies")
    EXPERTISE = "expertise", _("Expertise")
    EXPERIENCES = "experiences", _("Experiences")
    OPPORTUNITIES = "opportunities", _("Opportunities")
    NETWORKS = "networks", _("Networks")
    EVENTS = "events", _("Events")


class OfferState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


OFFER_WORKFLOW = Workflow(
    {
        "confirm": ({OfferState.PUBLISHED}, OfferState.PUBLISHED),
        "withdraw": ({OfferState.PUBLISHED}, OfferState.WITHDRAWN),
        "lapse": ({OfferState.PUBLISHED}, OfferState.LAPSED),
    }
)


class MatchState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DELIVERED = "delivered", _("Delivered")
    RATED = "rated", _("Rated")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")


MATCH_WORKFLOW = Workflow(
    {
        "agree": ({MatchState.PROPOSED}, MatchState.AGREED),
        "decline": ({MatchState.PROPOSED}, MatchState.DECLINED),
        "lapse": ({MatchState.PROPOSED}, MatchState.LAPSED),
        "deliver": ({MatchState.AGREED}, MatchState.DELIVERED),
        "rate": ({MatchState.DELIVERED}, MatchState.RATED),
    }
)

LIVE_MATCH_STATES = (MatchState.PROPOSED, MatchState.AGREED, MatchState.DELIVERED)
