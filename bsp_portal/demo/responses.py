"""The project that answers a request of the demonstration: activities, measurements, money, delivery."""

from datetime import timedelta
from decimal import Decimal

from bsp_portal.demo.cast import marks
from bsp_portal.demo.data import read
from core import clock
from core.choices import Visibility
from exchange import actions as exchange_actions
from partners.models import Agency
from projects import actions
from projects.choices import ContributionStage, FundSource, MeasurementKind

DONORS = [
    ("ORG-DEMO-DONOR-1", FundSource.EARMARKED),
    ("ORG-DEMO-DONOR-2", FundSource.BILATERAL),
    ("ORG-DEMO-TRUST", FundSource.GEF),
    ("ORG-DEMO-DONOR-1", FundSource.EARMARKED),
    ("ORG-DEMO-INDUSTRY", FundSource.PRIVATE),
]


class Response:
    """One project, opened when a match is made or the office has found a lead. Days count from the receipt."""

    def __init__(self, play):
        self.play, self.row, self.wording = play, play.row, play.wording
        self.number = play.number
        self.lead = play.cast.agencies[play.row["lead"]]
        self.opened = play.row["days"][1] + (7 if play.match else 0)
        self.by = play.cast.people.get(self.lead.code, play.officer) if self.number % 2 else play.officer
        if play.row.get("closed_to_partners"):
            self.by = play.officer
        self.indicators = []
        self.project = None

    def open(self) -> None:
        """Open it, find its donor, and do the work that falls between opening and delivery."""
        budget = Decimal(self.wording.choice(read("wording")["budgets"]))
        sight = {} if self.play.assistance.is_kept_closed else {"visibility": Visibility.PUBLIC}
        with self.play.on(self.opened):
            self.project = actions.open_response_project(
                self.play.assistance,
                by=self.by,
                lead=self.lead,
                arrangement=self.row["arrangement"],
                budget=budget,
                currency="USD",
                ends_on=(clock.today() + timedelta(days=420)).isoformat(),
                **marks("project", self.row["ref"]),
                **sight,
            )
            self.play.cast.response_projects[self.row["ref"]] = self.project
            for title, unit, target in self.wording.sample(read("wording")["indicators"], 2):
                indicator = actions.add_indicator(self.project, by=self.by, title=title, unit=unit, baseline="0")
                actions.record_measurement(indicator, by=self.by, kind=MeasurementKind.TARGET, value=Decimal(target))
                self.indicators.append((indicator, target))
        if self.play.match and self.play.match.offer.provider_id != self.lead.pk and not self.row.get("overlap"):
            with self.play.on(self.opened + 5):
                actions.record_coordination(self.project, by=self.by, text=read("wording")["coordination"])
        if "withdrawn" not in self.row:
            self._fund(budget)
            self._act()

    def cancel(self, day: int) -> None:
        with self.play.on(day):
            actions.cancel_project(self.project, by=self.by, reason=self.row["cancelled"])

    def finish(self, completed: int) -> None:
        """Measure what was reached and deliver, two weeks before the country accepts it."""
        with self.play.on(completed - 14):
            for indicator, target in self.indicators:
                reached = Decimal(round(target * self.wording.uniform(0.7, 1.3)))
                actions.record_measurement(indicator, by=self.by, kind=MeasurementKind.ACTUAL, value=reached)
            actions.report_delivery(self.project, by=self.by)
            if self.play.match:
                speaker = self.play.cast.speaker(self.play.match.offer.provider.code)
                exchange_actions.deliver_match(self.play.match, by=speaker)

    def close(self, day: int) -> None:
        with self.play.on(day):
            actions.close_project(self.project, by=self.by)

    def _fund(self, budget: Decimal) -> None:
        donor, fund = DONORS[self.number % len(DONORS)]
        with self.play.on(self.opened + 21):
            actions.record_contribution(
                by=self.play.cast.secretariat,
                project=self.project,
                donor=self.play.cast.agencies[donor],
                recipient=self.lead,
                kind="project_grant",
                stage=ContributionStage.APPLIED,
                fund=fund,
                amount=(budget * Decimal(self.wording.randint(6, 9)) / 10).quantize(Decimal("0.01")),
                currency="USD",
                happened_on=clock.today().isoformat(),
                **marks("contribution", self.row["ref"]),
            )

    def _act(self) -> None:
        """One activity for each of the first two kinds of support; some were not counted, or not by sex."""
        bank = read("wording")["activities"]
        until = self.row["days"][2] - 16 if len(self.row["days"]) > 2 else self.row["age"] - 2
        length = max(3, (until - self.opened) // 3)
        for place, support in enumerate(self.row["types"][:2]):
            kind, title = bank.get(support, bank["other"])
            begins = self.opened + 10 + place * length
            ends = min(begins + length, until)
            people = {}
            is_counted = (self.number + place) % 7 != 0
            if is_counted:
                people["participants"] = self.wording.randint(14, 64)
            if is_counted and (self.number + place) % 5:
                people["women"] = round(people["participants"] * self.wording.uniform(0.35, 0.6))
                people["men"] = people["participants"] - people["women"]
            with self.play.on(ends):
                actions.add_activity(
                    self.project,
                    by=self.by,
                    kind=kind,
                    title=title.format(title=self.row["title"]),
                    country=self.play.assistance.country,
                    starts_on=(self.play.received + timedelta(days=begins)).isoformat(),
                    ends_on=clock.today().isoformat(),
                    joint_with=self._joint_with(place),
                    **people,
                )

    def _joint_with(self, place: int) -> list[Agency]:
        """Some activities are joint under the memorandum with UNDP, because the report counts these."""
        is_joint = place == 0 and (self.row["arrangement"] == "un-system" or self.number % 8 == 0)
        return list(Agency.objects.filter(acronym="UNDP")) if is_joint else []
