"""States and kinds of projects, results, money and imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import Workflow


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

PROJECT_WORKFLOW = Workflow(
    {
        "approve": ({ProjectState.PIPELINE}, ProjectState.APPROVED),
        "start": ({ProjectState.PIPELINE, ProjectState.APPROVED}, ProjectState.ACTIVE),
        "complete": ({ProjectState.ACTIVE}, ProjectState.COMPLETED),
        "close": ({ProjectState.COMPLETED}, ProjectState.CLOSED),
        "cancel": ({ProjectState.PIPELINE, ProjectState.APPROVED, ProjectState.ACTIVE}, ProjectState.CANCELLED),
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
    FUNDER_GRANT = "funder_grant", _("Grant of the funder")


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
    APPLIED = "applied", _("Applied to the plan")


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
