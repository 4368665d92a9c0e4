"""What the report counts beside needs and requests: stages of work, money, posts, meetings, lessons, an agreement."""

from datetime import date, timedelta
from decimal import Decimal

from bsp_portal.demo.cast import marks
from bsp_portal.demo.data import read
from core import clock
from governance import actions as governance_actions
from governance.models import Group, Session
from partners import actions as partners_actions
from partners.choices import AgreementKind, AgreementState, FocalPointKind
from projects import actions as projects_actions
from projects.choices import CountryRole
from reference.models import Theme

REPORTING_DAY = date(2011, 1, 12)
MASTHEAD = {"report_symbol": "UNEP/GC.26/99", "report_masthead_on": REPORTING_DAY, "report_job_number": "K1099999"}
JOINT_GROUP = "UNEP-UNDP joint working group"
MILLION = 1_000_000


def open_projects(cast) -> None:
    """Projects that answer no request but needs on record."""
    for entry in read("programme")["projects"]:
        lead = cast.agencies[entry["lead"]]
        with clock.at(entry["starts"]):
            project = projects_actions.open_project(
                by=cast.speaker(lead.code),
                lead=lead,
                countries=[cast.countries[iso3] for iso3 in entry["countries"] if iso3 not in entry.get("shares", {})],
                title=entry["title"],
                summary=entry["summary"],
                cooperation=[entry["cooperation"]],
                themes=Theme.objects.filter(pk=entry["theme"]),
                needs=[cast.needs[iso3, rank] for iso3, rank in entry["needs"]],
                ends_on=entry["ends"].isoformat(),
                **marks("project", entry["ref"]),
            )
            for iso3, share in entry.get("shares", {}).items():
                projects_actions.add_country(
                    project,
                    by=cast.speaker(lead.code),
                    country=cast.countries[iso3],
                    role=CountryRole.BENEFICIARY,
                    share=Decimal(share),
                )
        with clock.at(entry["ends"]):
            projects_actions.report_delivery(project, by=cast.speaker(lead.code))


def record_milestones(cast) -> None:
    """Days of a year are spread over its months, always alike."""
    for stage, years in read("programme")["milestones"].items():
        for year, countries in years.items():
            for place, iso3 in enumerate(countries):
                reached_on = date(year, 2 + place, 10 + place)
                with clock.at(reached_on):
                    projects_actions.record_milestone(
                        cast.countries[iso3],
                        by=cast.officer(iso3),
                        stage=stage,
                        reached_on=reached_on,
                        is_demo=True,
                    )


def record_money(cast) -> None:
    """Pledged, paid and applied; and what the fund spent in all."""
    for place, (fund, donor, stage, happened_on, millions) in enumerate(read("programme")["contributions"]):
        with clock.at(happened_on):
            projects_actions.record_contribution(
                by=cast.secretariat,
                donor=cast.agencies[donor],
                kind="contribution",
                stage=stage,
                fund=fund,
                amount=Decimal(str(millions)) * MILLION,
                currency="USD",
                happened_on=happened_on.isoformat(),
                **marks("contribution", f"fund-{place:02d}"),
            )
    for fund, spent_on, millions in read("programme")["expenditures"]:
        with clock.at(spent_on):
            projects_actions.record_fund_expenditure(
                by=cast.secretariat,
                fund=fund,
                spent_on=spent_on,
                usd_cents=int(Decimal(str(millions)) * MILLION * 100),
                **marks("expenditure", f"{fund}-{spent_on.year}"),
            )


def fill_posts(cast) -> None:
    for place, entry in enumerate(read("people")["posts"]):
        with clock.at(entry["established"]):
            post = partners_actions.establish_post(
                by=cast.secretariat,
                region=cast.regions[entry["region"]],
                kind=FocalPointKind.MEA,
                post="MEA focal point (demonstration)",
                host=cast.agencies["ORG-DEMO-OFFICE"],
                cluster=entry["cluster"],
                grade="P-4",
                duty_station=entry["city"],
                host_agreement="Administrative note of the demonstration",
                **marks("post", f"{place:02d}"),
            )
        if "filled" in entry:
            with clock.at(entry["filled"]):
                partners_actions.appoint_focal_point(post, by=cast.secretariat)
        if "vacated" in entry:
            with clock.at(entry["vacated"]):
                partners_actions.vacate_post(post, by=cast.secretariat)


def record_meetings(cast) -> None:
    """The meetings held of the group under the memorandum; its other facts come from the founding documents."""
    group = Group.objects.filter(name=JOINT_GROUP).first()
    for place, entry in enumerate(read("programme")["meetings"], start=1):
        with clock.at(entry["ends"]):
            governance_actions.record_meeting(
                by=cast.secretariat,
                title=f"Joint working group, meeting {place} of 2010 (demonstration)",
                group=group,
                place=entry["place"],
                starts_on=entry["starts"].isoformat(),
                ends_on=entry["ends"].isoformat(),
                purpose=entry["purpose"],
                **marks("meeting", f"{place:02d}"),
            )


def publish_lessons(cast) -> None:
    for place, entry in enumerate(read("programme")["lessons"]):
        project = cast.response_projects[entry["request"]]
        assistance = cast.requests[entry["request"]]
        with clock.at(entry["published"]):
            lesson = projects_actions.add_lesson(
                by=cast.officer(assistance.country_id),
                project=project,
                assistance=assistance,
                kind=entry["kind"],
                theme=assistance.theme,
                text=entry["text"],
                **marks("lesson", f"{place:02d}"),
            )
            projects_actions.publish_lesson(lesson, by=cast.officer(assistance.country_id))


def set_masthead(cast) -> None:
    """Give the report of 2010 a symbol that nobody takes for a real one, where none is entered."""
    session = Session.objects.filter(code="GC.26", report_symbol="").first()
    if session:
        with clock.at(REPORTING_DAY):
            governance_actions.set_masthead(session, by=cast.secretariat, **MASTHEAD)


def commit_partners(cast, today: date) -> None:
    """An agreement whose action plan is partly kept, partly late and partly ahead."""
    entry = read("programme")["agreement"]
    signed_on = today - timedelta(days=entry["signed_days_ago"])
    with clock.at(signed_on):
        agreement = partners_actions.record_agreement(
            by=cast.secretariat,
            parties=[cast.agencies[code] for code in entry["parties"]],
            title=entry["title"],
            kind=AgreementKind.MOU,
            subject=entry["subject"],
            signed_on=signed_on.isoformat(),
            starts_on=signed_on.isoformat(),
            review_cycle="Every year",
            review_months=12,
            state=AgreementState.IN_FORCE,
            **marks("agreement", "wastes"),
        )
        commitments = [
            partners_actions.add_commitment(
                agreement,
                by=cast.secretariat,
                agency=cast.agencies[line["agency"]],
                text=line["text"],
                due_on=today + timedelta(days=line["due"]),
                **marks("commitment", f"{place:02d}"),
            )
            for place, line in enumerate(entry["commitments"])
        ]
    for commitment, line in zip(commitments, entry["commitments"], strict=True):
        if "act" in line:
            with clock.at(commitment.due_on):
                speaker = cast.speaker(line["agency"])
                partners_actions.report_commitment(
                    commitment, by=speaker, act=line["act"], reason=line.get("reason", "")
                )
