"""Where people write in the council report: one slot per place, with its purpose and its limit of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

CASE_FIELDS = ("period", "countries", "partners", "objective", "results", "funding", "next-steps")


@dataclass(frozen=True)
class Slot:
    """One place for text: where it stands, what it is for, how long it may be, and which forms it allows."""

    slug: str
    section: str  # slug of the section in which it prints
    title: Any
    purpose: Any
    hint: Any
    max_words: int
    allows_cases: bool = False
    allows_strong: bool = False
    is_decision: bool = False


_COMMENTARY = _("Explain what the figures above do not show: why they changed and what is behind them.")

SLOTS: dict[str, Slot] = {
    slot.slug: slot
    for slot in (
        Slot(
            "summary",
            "summary",
            _("Summary"),
            _("Mandate of the report and its main message, for readers who read only the first page."),
            _("Name the decision that asks for the report. The figures are added below your text."),
            250,
        ),
        Slot(
            "decision",
            "suggested-action",
            _("Draft decision"),
            _("The decision which the Council may wish to adopt."),
            _(
                "Preamble first, one paragraph each. Begin each operative paragraph with its number: “1. ”. Put the "
                "opening verb between asterisks: *Takes note of*."
            ),
            600,
            is_decision=True,
        ),
        Slot(
            "mandate",
            "background",
            _("Background: mandate"),
            _("Who asked for the report, and what has happened since the last one."),
            _("Give the date of each decision when you first name it. Cite documents in footnotes."),
            400,
        ),
        Slot(
            "requests-overview",
            "requests-overview",
            _("Requests: commentary on the overview"),
            _COMMENTARY,
            _("Response rates depend on when in the year requests arrive; say so if many arrived late."),
            250,
        ),
        Slot(
            "requests-places",
            "requests-places",
            _("Requests: commentary on countries and regions"),
            _COMMENTARY,
            _(
                "The Plan asks for special attention to least developed, landlocked and small island countries and "
                "Africa."
            ),
            200,
        ),
        Slot(
            "requests-fields",
            "requests-fields",
            _("Requests: commentary on fields"),
            _COMMENTARY,
            _("Link the fields asked for with the priority needs of the regions."),
            200,
        ),
        Slot(
            "requests-time",
            "requests-time",
            _("Requests: commentary on timeliness"),
            _COMMENTARY,
            _("Explain what delays responses and what will be done about it."),
            200,
        ),
        Slot(
            "requests-refused",
            "requests-refused",
            _("Requests not admitted: commentary"),
            _COMMENTARY,
            _("Say to whom requests outside the mandate were referred. Do not name persons."),
            200,
        ),
        Slot(
            "needs-assessments",
            "needs-assessments",
            _("Needs assessments: commentary"),
            _("How countries assess their needs, and how assessments are kept up to date."),
            _("Name pilot countries and the development frameworks to which assessments are linked."),
            300,
        ),
        Slot(
            "needs-priorities",
            "needs-priorities",
            _("Priority needs: commentary"),
            _COMMENTARY,
            _("Refer to what ministerial forums of the regions have stated."),
            300,
        ),
        Slot(
            "needs-gaps",
            "needs-gaps",
            _("Gaps: commentary"),
            _("Which gaps matter most, and who could close them."),
            _("A gap is a need without any active response; say which partners have been asked."),
            250,
        ),
        Slot(
            "delivery",
            "delivery",
            _("Delivery at the country level: examples"),
            _("Examples of countries, each with what was done and what came of it."),
            _("Letter the examples: begin a line with “(a) ”, “(b) ”."),
            500,
        ),
        Slot(
            "cooperation-undp",
            "cooperation-undp",
            _("Cooperation with UNDP"),
            _("Status of the memorandum and of its review."),
            _("Reform 30 asks for a yearly account of the memorandum."),
            350,
        ),
        Slot(
            "cooperation-gef",
            "cooperation-gef",
            _("Cooperation with the Global Environment Facility"),
            _("Joint assistance to countries, projects and staff."),
            _("Amounts belong in the section on contributions."),
            250,
        ),
        Slot(
            "cooperation-agreements",
            "cooperation-agreements",
            _("Multilateral environmental agreements"),
            _("Focal points, synergies, joint work with secretariats."),
            _("The figures on focal points are added above your text."),
            350,
        ),
        Slot(
            "cooperation-system",
            "cooperation-system",
            _("United Nations system and Environment Management Group"),
            _("Joint work in the system; the Plan as a system-wide plan (reform 29)."),
            _("The figures on the thirty reforms are added above your text."),
            350,
        ),
        Slot(
            "cooperation-society",
            "cooperation-society",
            _("Civil society and private sector"),
            _("Partnerships outside the United Nations."),
            _("Name partnerships, not single firms, unless they signed an agreement."),
            250,
        ),
        Slot(
            "cooperation-duplication",
            "cooperation-duplication",
            _("Avoidance of duplication: commentary"),
            _("How the clearing house was used, and what is done about overlaps."),
            _("Name overlaps by need and country only where all providers agree."),
            200,
        ),
        Slot(
            "south-south",
            "south-south",
            _("South-South and triangular cooperation: cases"),
            _("Cases in fixed fields: period, countries, partners, objective, results, funding, next steps."),
            _(
                "Begin a case with “Case: title”, then one line for each of “Period:”, “Countries:”, “Partners:”, "
                "“Objective:”, “Results:”, “Funding:” and “Next steps:”. Other paragraphs may come before and "
                "after."
            ),
            900,
            allows_cases=True,
        ),
        Slot(
            "advantages",
            "advantages",
            _("Own comparative advantages"),
            _("What the Programme did to strengthen what it does best: science, law, policy, regional offices."),
            _("The size of the inventory of expertise is added above your text."),
            300,
        ),
        Slot(
            "resources",
            "resources",
            _("Contributions and resources: commentary"),
            _("New agreements with contributors; what could not be done for lack of funds."),
            _("Give amounts with their currency; figures of the table need not be repeated."),
            350,
        ),
        Slot(
            "results",
            "results",
            _("Results, success stories, shortcomings and lessons"),
            _("At least one success, one shortcoming and one lesson, each with the request or project it comes from."),
            _("Be as open about shortcomings as about successes; the mandate asks for both."),
            500,
        ),
        Slot(
            "conclusions",
            "conclusions",
            _("Conclusions"),
            _("What follows from the report."),
            _("Only what is addressed to the Council may be bold: put it between double asterisks."),
            300,
            allows_strong=True,
        ),
    )
}
