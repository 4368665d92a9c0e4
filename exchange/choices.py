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


class OfferKind(models.TextChoices):
    """What is offered, as the documents word it; the last four are facts about the mechanism."""

    TECHNOLOGY = "technology", _("Technology")
    EQUIPMENT = "equipment", _("Equipment")
    EXPERTISE = "expertise", _("Expertise")
    EXPERIENCE = "experience", _("Experience")
    BEST_PRACTICE = "best-practice", _("Best practice")
    METHOD = "method", _("Method")
    TOOL = "tool", _("Tool or toolkit")
    GUIDELINE = "guideline", _("Guideline")
    POLICY_GUIDANCE = "policy_guidance", _("Policy guidance")
    ADVISORY = "advisory", _("Advisory service")
    TRAINING = "training", _("Training opportunity")
    FELLOWSHIP = "fellowship", _("Fellowship")
    SECONDMENT = "secondment", _("Secondment of staff")
    FACILITY = "facility", _("Facility")
    OPPORTUNITY = "opportunity", _("Opportunity")
    NETWORK = "network", _("Network")
    EVENT = "event", _("Event")
    ORGANISATION = "organisation", _("Organisation")
    MECHANISM = "mechanism", _("The mechanism")
    MODULE_LIST = "module_list", _("Its modules")
    MECHANISM_FUNCTIONS = "mechanism_functions", _("Its functions")
    MECHANISM_NEXT_STEPS = "mechanism_next_steps", _("Its next steps")


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
