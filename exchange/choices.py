"""Modules of the South-South exchange, and the lives of offers and matches."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Verb
from core.workflow import Move, Workflow


class Module(models.TextChoices):
    """The seven modules of the exchange mechanism (2011 report, paragraph 70). Empty: a fact about the mechanism."""

    ORGANISATIONS = "organisations", _("Organizations")
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
    ORGANISATION = "organisation", _("Organization")
    MECHANISM = "mechanism", _("The mechanism")
    MODULE_LIST = "module_list", _("Modules of the mechanism")
    MECHANISM_FUNCTIONS = "mechanism_functions", _("Functions of the mechanism")
    MECHANISM_NEXT_STEPS = "mechanism_next_steps", _("Next steps of the mechanism")


class OfferState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class OfferVerb(Verb):
    PUBLISHED = "offer.published", _("Published")
    CONFIRMED = "offer.confirmed", _("Confirmed by the provider")
    WITHDRAWN = "offer.withdrawn", _("Withdrawn by the provider")
    LAPSED = "offer.lapsed", _("Expired")


OFFER_WORKFLOW = Workflow(
    {
        "confirm": Move(OfferVerb.CONFIRMED, {OfferState.PUBLISHED}),
        "withdraw": Move(OfferVerb.WITHDRAWN, {OfferState.PUBLISHED}, OfferState.WITHDRAWN),
        "lapse": Move(OfferVerb.LAPSED, {OfferState.PUBLISHED}, OfferState.LAPSED),
    }
)


class MatchState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DELIVERED = "delivered", _("Delivered")
    RATED = "rated", _("Rated")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")


class MatchVerb(Verb):
    PROPOSED = "match.proposed", _("Proposed")
    AGREED_BY_ONE_SIDE = "match.agreed_by_one_side", _("One side agreed")
    AGREED = "match.agreed", _("Both sides agreed")
    DECLINED = "match.declined", _("Declined by one side")
    DELIVERED = "match.delivered", _("Delivered")
    RATED = "match.rated", _("Rated by the Government")
    LAPSED = "match.lapsed", _("Lapsed without an answer")


# Both sides agree: the first leaves the match proposed ("agree_first"), the second makes it.
MATCH_WORKFLOW = Workflow(
    {
        "agree_first": Move(MatchVerb.AGREED_BY_ONE_SIDE, {MatchState.PROPOSED}),
        "agree": Move(MatchVerb.AGREED, {MatchState.PROPOSED}, MatchState.AGREED),
        "decline": Move(MatchVerb.DECLINED, {MatchState.PROPOSED}, MatchState.DECLINED),
        "lapse": Move(MatchVerb.LAPSED, {MatchState.PROPOSED}, MatchState.LAPSED),
        "deliver": Move(MatchVerb.DELIVERED, {MatchState.AGREED}, MatchState.DELIVERED),
        "rate": Move(MatchVerb.RATED, {MatchState.DELIVERED}, MatchState.RATED),
    }
)

# Both sides agreed, whatever followed.
MADE_MATCH_STATES = (MatchState.AGREED, MatchState.DELIVERED, MatchState.RATED)
# The match answers its need, or may still do so.
LIVE_MATCH_STATES = (MatchState.PROPOSED, MatchState.AGREED, MatchState.DELIVERED)
