"""One request of the demonstration, played act by act on the days that its row of the table gives."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bsp_portal.demo.cast import Cast, marks
from bsp_portal.demo.data import read
from bsp_portal.demo.offers import propose
from bsp_portal.demo.responses import Response
from core import clock
from exchange import actions as exchange_actions
from needs import actions
from needs.choices import Answer, Criterion, RefusalReason, RequestState
from reference.models import CapacityType, Mea, Theme

# The criterion that each reason of refusal leaves unmet.
UNMET = {
    RefusalReason.OUTSIDE_MANDATE: Criterion.REGIONAL_PRIORITIES,
    RefusalReason.DUPLICATE: Criterion.NO_DUPLICATION,
    RefusalReason.INELIGIBLE: Criterion.POVERTY,
    RefusalReason.OTHER: Criterion.EXISTING_ASSESSMENTS,
}


class Play:
    """The life of one request. Day 0 is the day of its receipt; ``wording`` chooses among sentences, always alike."""

    def __init__(self, cast: Cast, offers: dict, row: dict, received: date, number: int):
        self.cast, self.offers, self.row, self.received, self.number = cast, offers, row, received, number
        self.wording = Random(number)  # noqa: S311 - chooses sentences, keeps no secret
        self.iso3 = row["country"]
        self.drafter, self.signatory = cast.drafter(self.iso3), cast.signatory(self.iso3)
        self.officer = cast.officer(self.iso3)
        self.words = {"country": cast.countries[self.iso3].name_en}
        self.assistance = None
        self.match = None

    def on(self, day: int):
        return clock.at(self.received + timedelta(days=day))

    def stops_at(self, state: str) -> bool:
        return self.row.get("until") == state

    def run(self) -> None:
        """Every act until the row's end."""
        row = self.row
        with self.on(0 if self.stops_at(RequestState.DRAFT) else -5):
            self._draft()
        if self.stops_at(RequestState.DRAFT):
            return
        with self.on(0):
            actions.submit_request(self.assistance, by=self.signatory)
        if self.stops_at(RequestState.SUBMITTED):
            return
        if "days" not in row and "withdrawn" in row:
            return self._withdraw()
        if row.get("unscreened"):
            return self._merge(9)
        if self._screen():
            self._answer()

    def _draft(self) -> None:
        row, choose = self.row, self.wording.choice
        theme = Theme.objects.get(pk=row["theme"])
        self.words["theme"] = theme.name_en.lower()
        texts = read("wording")
        self.assistance = actions.draft_request(
            by=self.drafter,
            country=self.cast.countries[self.iso3],
            title=row["title"],
            asked=row["asked"],
            theme=theme,
            further_themes=Theme.objects.filter(pk__in=row.get("further", [])),
            capacity_types=CapacityType.objects.filter(pk__in=row["types"]),
            meas=Mea.objects.filter(pk__in=row.get("meas", [])),
            needs=[self.cast.needs[self.iso3, row["need"]]] if "need" in row else [],
            wished_start=str((self.received + timedelta(days=120)).isoformat()[:7]),
            budget=Decimal(choose(texts["budgets"])),
            currency="USD",
            own_share=Decimal(choose(texts["shares"])),
            urgency="urgent" if row.get("urgent") else "normal",
            is_open_to_partners=not row.get("closed_to_partners", False),
            stakeholders=choose(texts["stakeholders"]),
            is_regional=row.get("regional", False),
            is_test=row.get("test", False),
            **marks("request", row["ref"]),
        )
        self.cast.requests[row["ref"]] = self.assistance

    def _withdraw(self) -> None:
        with self.on(self.row["withdrawn"]):
            reason = self.wording.choice(read("wording")["withdraw"])
            actions.withdraw_request(self.assistance, by=self.signatory, reason=reason)

    def _merge(self, day: int) -> None:
        survivor = self.cast.requests[self.row["merged"]]
        with self.on(day):
            actions.merge_request(self.assistance, into=survivor, by=self.officer, reason=read("wording")["merge"])

    def _screen(self) -> bool:
        """From the screening to the decision; whether the request was admitted and goes on."""
        row = self.row
        decided = row["days"][0] if "days" in row else None
        begun = row.get("screened", max(1, (decided or 9) // 3))
        with self.on(begun):
            actions.start_screening(self.assistance, by=self.officer)
        if "question" in row:
            with self.on(begun + 1):
                actions.ask_question(self.assistance, by=self.officer, text=row["question"])
        elif decided and self.number % 3 == 0:
            self._clarify(begun + 1)
        if "returned" in row and not self._return(begun + 4):
            return False
        if self.stops_at(RequestState.SCREENING):
            with self.on(begun + 1):
                self._answer_criteria(row["answers"])
            return False
        with self.on(decided - 1):
            self._answer_criteria(len(Criterion))
        if "merged" in row:
            self._merge(decided)
            return False
        with self.on(decided):
            self._decide()
        return "declined" not in row

    def _clarify(self, day: int) -> None:
        texts = read("wording")
        place = self.wording.randrange(len(texts["questions"]))
        with self.on(day):
            actions.ask_question(self.assistance, by=self.officer, text=texts["questions"][place])
        with self.on(day + 1):
            actions.answer_question(self.assistance, by=self.drafter, text=texts["answers"][place])

    def _return(self, day: int) -> bool:
        """Given back with a question; whether the country has answered and handed it in again."""
        with self.on(day):
            actions.return_request(self.assistance, by=self.officer, question=self.row["returned"])
        if self.stops_at(RequestState.RETURNED):
            return False
        with self.on(day + 12):
            actions.answer_question(self.assistance, by=self.drafter, text=self.row["answer"])
            actions.submit_request(self.assistance, by=self.signatory)
        with self.on(day + 14):
            actions.start_screening(self.assistance, by=self.officer)
        return True

    def _answer_criteria(self, count: int) -> None:
        banks = read("wording")["criteria"]
        unmet = UNMET.get(self.row.get("declined"))
        for criterion in Criterion.values[:count]:
            bank = banks[criterion]
            answer = Answer.PARTLY if self.wording.random() < 0.2 else Answer.MET
            if criterion == unmet:
                answer = Answer.NOT_MET
            elif criterion == Criterion.TREATIES and not self.row.get("meas"):
                answer = Answer.NOT_APPLICABLE
            evidence, reason = (self.wording.choice(bank["met"]), "") if answer == Answer.MET else bank[answer]
            actions.answer_criterion(
                self.assistance,
                by=self.officer,
                criterion=criterion,
                answer=answer,
                evidence=evidence.format(**self.words),
                reason=reason.format(**self.words),
            )

    def _decide(self) -> None:
        texts = read("wording")
        if refusal := self.row.get("declined"):
            recommendation, reasons = texts["decline"][refusal]
            actions.decline_request(
                self.assistance, by=self.officer, refusal_reason=refusal, recommendation=recommendation, reasons=reasons
            )
            return
        recommendation, reasons = (text.format(**self.words) for text in self.wording.choice(texts["admit"]))
        actions.accept_request(self.assistance, by=self.officer, recommendation=recommendation, reasons=reasons)

    def _answer(self) -> None:
        """What follows the admission: proposals, the match, the project, and the country's judgement."""
        row, days = self.row, self.row["days"]
        if "comment" in row:
            with self.on(days[0] + 4):
                speaker = self.cast.people[row["comment"]["by"]]
                actions.comment_request(self.assistance, by=speaker, text=row["comment"]["text"])
        for proposal in row.get("proposals", []):
            self._leave_proposal(proposal, days[0])
        if len(days) == 1:
            if "withdrawn" in row:
                self._withdraw()
            return
        if "match" in row:
            self._agree(days[0], days[1])
        response = Response(self)
        response.open()
        if "withdrawn" in row:
            response.cancel(row["withdrawn"] - 5)
            self._withdraw()
        elif not self.stops_at(RequestState.IN_RESPONSE):
            response.finish(days[2])
            if not self.stops_at(RequestState.DELIVERED):
                self._close(days[2])
                response.close(days[2] + 60)

    def _leave_proposal(self, proposal, decided: int) -> None:
        offer = self.offers[proposal["offer"]]
        with self.on(decided + proposal["after"]):
            match = propose(self.cast, offer, self.assistance, self.iso3, f"{self.row['ref']}-{proposal['offer']}")
        with self.on(decided + proposal["after"] + 3):
            if reason := proposal.get("declined"):
                exchange_actions.decline_match(match, by=self.drafter, reason=reason)
            elif side := proposal.get("agrees"):
                speaker = self.drafter if side == "country" else self.cast.speaker(offer.provider.code)
                exchange_actions.agree_match(match, by=speaker)

    def _agree(self, decided: int, matched: int) -> None:
        offer = self.offers[self.row["match"]]
        with self.on(max(decided + 1, matched - 14)):
            self.match = propose(self.cast, offer, self.assistance, self.iso3, f"{self.row['ref']}-{self.row['match']}")
            self._propose_another(offer)
        with self.on(max(decided + 2, matched - 6)):
            exchange_actions.agree_match(self.match, by=self.cast.speaker(offer.provider.code))
        with self.on(matched):
            exchange_actions.agree_match(self.match, by=self.drafter)

    def _propose_another(self, agreed) -> None:
        """For some requests a second offer of the same field was proposed, and declined."""
        if self.number % 4:
            return
        today = clock.today()
        for reference, offer in self.offers.items():
            is_open = offer.opened_on <= today and offer.state == "published" and offer.valid_until is None
            if offer.pk != agreed.pk and is_open and offer.themes.filter(pk=self.row["theme"]).exists():
                other = propose(self.cast, offer, self.assistance, self.iso3, f"{self.row['ref']}-{reference}")
                exchange_actions.decline_match(
                    other, by=self.drafter, reason="The other offer fits better; this one may follow later."
                )
                return

    def _close(self, completed: int) -> None:
        row, texts = self.row, read("wording")
        met = [self.cast.needs[self.iso3, row["need"]]] if row.get("met") else []
        with self.on(completed):
            actions.close_request(
                self.assistance,
                by=self.signatory,
                rating=row["rating"],
                rating_comment=self.wording.choice(texts["delivered"]),
                met_needs=met,
            )
            if self.match:
                exchange_actions.rate_match(self.match, by=self.drafter, rating=row["rating"])
        if row.get("verified"):
            with self.on(completed + 14):
                evidence = self.wording.choice(texts["evidence"])
                actions.verify_result(self.assistance, by=self.officer, evidence=evidence)
