"""States and kinds of projects, results, money and imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Verb
from core.workflow import Move, Workflow
from needs.choices import RequestState


class ProjectState(models.TextChoices):
    PIPELINE = "pipeline", _("In the pipeline")
    APPROVED = "approved", _("Approved")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


# IATI activity status (code list ActivityStatus 2.03).
IATI_STATUS = {
    ProjectState.PIPELINE: "1",
    ProjectState.APPROVED: "1",
    ProjectState.ACTIVE: "2",
    ProjectState.COMPLETED: "3",
    ProjectState.CLOSED: "4",
    ProjectState.CANCELLED: "5",
}

LIVE_STATES = (ProjectState.APPROVED, ProjectState.ACTIVE)
# Planned or running.
OPEN_STATES = (ProjectState.PIPELINE, *LIVE_STATES)
# From approval on a project counts as begun: its need is past the match.
BEGUN_STATES = (*LIVE_STATES, ProjectState.COMPLETED, ProjectState.CLOSED)
ENDED_STATES = (ProjectState.CLOSED, ProjectState.CANCELLED)


class ProjectVerb(Verb):
    OPENED = "project.opened", _("Opened")
    EDITED = "project.edited", _("Changed")
    STARTED = "project.started", _("Started")
    COMPLETED = "project.completed", _("Delivery reported")
    CLOSED = "project.closed", _("Closed")
    CANCELLED = "project.cancelled", _("Cancelled")
    RATED = "project.rated", _("Rated by the Government")
    PARTNER_ADDED = "project.partner_added", _("Partner added")
    COUNTRY_ADDED = "project.country_added", _("Country added")
    PARTNER_INVITED = "project.partner_invited", _("Partner invited")
    COUNTRY_INVITED = "project.country_invited", _("Country invited")
    INVITATION_ACCEPTED = "project.invitation_accepted", _("Invitation accepted")
    INVITATION_DECLINED = "project.invitation_declined", _("Invitation declined")
    INVITATION_WITHDRAWN = "project.invitation_withdrawn", _("Invitation withdrawn")
    SHARED = "project.shared", _("Who can see it changed")
    ACTIVITY_ADDED = "project.activity_added", _("Activity added")
    INDICATOR_ADDED = "project.indicator_added", _("Indicator added")
    MEASURED = "project.measured", _("Measured")
    COORDINATION_RECORDED = "project.coordination_recorded", _("Coordination recorded")


class LessonVerb(Verb):
    ADDED = "lesson.added", _("Written")
    PUBLISHED = "lesson.published", _("Published")


class MoneyVerb(Verb):
    CONTRIBUTION_RECORDED = "contribution.recorded", _("Contribution recorded")
    EXPENDITURE_RECORDED = "expenditure.recorded", _("Expenditure recorded")


class MilestoneVerb(Verb):
    REACHED = "country.milestone_reached", _("Milestone reached")


# In the order in which a page shows the buttons.
PROJECT_WORKFLOW = Workflow(
    {
        "start": Move(
            ProjectVerb.STARTED,
            {ProjectState.PIPELINE, ProjectState.APPROVED},
            ProjectState.ACTIVE,
            button=_("Start the project"),
        ),
        "deliver": Move(
            ProjectVerb.COMPLETED, {ProjectState.ACTIVE}, ProjectState.COMPLETED, button=_("Report delivery")
        ),
        "close": Move(ProjectVerb.CLOSED, {ProjectState.COMPLETED}, ProjectState.CLOSED, button=_("Close the project")),
        "edit": Move(
            ProjectVerb.EDITED,
            {state for state in ProjectState if state not in ENDED_STATES},
            button=_("Edit"),
            refusal=_("A project that has been closed or cancelled can no longer be changed."),
        ),
        # By those who run it, and by the signatory of the country whose request it answers.
        "share": Move(ProjectVerb.SHARED, set(ProjectState), button=_("Change who can see it")),
        "cancel": Move(ProjectVerb.CANCELLED, OPEN_STATES, ProjectState.CANCELLED, button=_("Cancel the project")),
        # What those who run a project add to it in any state.
        "add_partner": Move(ProjectVerb.PARTNER_ADDED, set(ProjectState)),
        "add_country": Move(ProjectVerb.COUNTRY_ADDED, set(ProjectState)),
        "add_activity": Move(ProjectVerb.ACTIVITY_ADDED, set(ProjectState)),
        "add_indicator": Move(ProjectVerb.INDICATOR_ADDED, set(ProjectState)),
        "measure": Move(ProjectVerb.MEASURED, set(ProjectState)),
        "record_coordination": Move(ProjectVerb.COORDINATION_RECORDED, set(ProjectState)),
    }
)

# What this floor does with a request: it is answered, also by several projects.
RESPONSE_WORKFLOW = Workflow(
    {
        "respond": Move(
            ProjectVerb.OPENED,
            {RequestState.ACCEPTED, RequestState.IN_RESPONSE},
            button=_("Open a response project"),
        )
    }
)


class CountryRole(models.TextChoices):
    BENEFICIARY = "beneficiary", _("Beneficiary")
    PROVIDER = "provider", _("Provider")
    OBSERVER = "observer", _("Observer")


class PartnerRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    IMPLEMENTING = "implementing", _("Implementing")
    COORDINATING = "coordinating", _("Coordinating")
    TECHNICAL = "technical", _("Technical or reference centre")
    FUNDING = "funding", _("Funding")
    PARTNER = "partner", _("Partner")
    POLITICAL = "political", _("Political agreement")
    OBSERVER = "observer", _("Observer")
    BENEFICIARY = "beneficiary", _("Beneficiary")
    STEERING = "steering", _("Steering")


class BudgetKind(models.TextChoices):
    TOTAL = "total", _("Total budget")
    FUNDER_GRANT = "funder_grant", _("Grant from the funder")


class ActivityKind(models.TextChoices):
    PHASE = "phase", _("Phase")
    TRAINING = "training", _("Training")
    WORKSHOP = "workshop", _("Workshop")
    ADVICE = "advice", _("Advice")
    DEMONSTRATION = "demonstration", _("Demonstration")
    OTHER = "other", _("Other")


class MilestoneStage(models.TextChoices):
    """Stages of work in a country, as the 2016 report counts them (paragraph 37; metric M15)."""

    FRAMEWORK_PREPARATION = "framework_preparation", _("Development framework in preparation")
    FRAMEWORK_COMPLETED = "framework_completed", _("Development framework completed")
    ENVIRONMENT_INTEGRATED = "environment_integrated", _("Environment fully integrated")
    TEAM_TRAINED = "team_trained", _("Country team trained")
    SUMMARY_PREPARED = "summary_prepared", _("Country summary prepared")
    JOINT_PROJECT = "joint_project", _("Joint project")
    MAINSTREAMING = "mainstreaming_programme", _("Mainstreaming programme")


class MeasurementKind(models.TextChoices):
    TARGET = "target", _("Target")
    ACTUAL = "actual", _("Actual")


class FundSource(models.TextChoices):
    ENVIRONMENT_FUND = "environment_fund", _("Environment Fund")
    EARMARKED = "earmarked", _("Earmarked contributions")
    GEF = "gef", _("Global Environment Facility")
    BILATERAL = "bilateral", _("Bilateral")
    PRIVATE = "private", _("Private sector")
    OTHER = "other", _("Other")


class ContributionStage(models.TextChoices):
    PLEDGED = "pledged", _("Pledged")
    PAID = "paid", _("Paid")
    APPLIED = "applied", _("Applied to the Plan")


class LessonKind(models.TextChoices):
    SUCCESS = "success", _("Success story")
    SHORTCOMING = "shortcoming", _("Shortcoming")
    LESSON = "lesson", _("Lesson")
    GOOD_PRACTICE = "good_practice", _("Good practice")


class ImportState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Being read")
    STAGED = "staged", _("Waiting for review")
    APPLIED = "applied", _("Applied")
    FAILED = "failed", _("Failed")
    DISCARDED = "discarded", _("Discarded")


class RowVerdict(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")
