"""Projects, who takes part in them, what they achieve, what they cost and what was learned."""

import projects.models.answers  # noqa: F401  # what the database keeps
from projects.models.imports import ImportBatch, ImportRow
from projects.models.invitations import Invitation
from projects.models.money import Contribution, FundExpenditure
from projects.models.projects import Partnership, Project, ProjectCountry
from projects.models.results import Activity, CountryMilestone, Indicator, Lesson, Measurement

__all__ = [
    "Activity",
    "Contribution",
    "CountryMilestone",
    "FundExpenditure",
    "ImportBatch",
    "ImportRow",
    "Indicator",
    "Invitation",
    "Lesson",
    "Measurement",
    "Partnership",
    "Project",
    "ProjectCountry",
]
