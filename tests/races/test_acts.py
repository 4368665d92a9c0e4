"""An act is done once, however many do it at the same moment; all the others are told that the record moved on."""

from collections import Counter
from datetime import timedelta

import pytest

from core import clock
from core.errors import RuleBroken
from core.models import AuditEvent
from exchange import actions as exchange_actions
from exchange.choices import MatchState
from exchange.models import Match
from needs import actions
from needs.choices import RefusalReason
from needs.models import AssistanceRequest
from tests.crowd import all_at_once
from tests.factories import AssessmentFactory, AssistanceRequestFactory, NeedFactory, OfferFactory, UserFactory
from tests.factories.needs import screen_fully

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.nightly]

ATTEMPTS = 500
FEW = 60  # enough for a missing guard to be noticed
REASONS = {"recommendation": "Admit.", "reasons": "It follows the plan."}


def act_at_once(count, record, acts) -> tuple[list[str], dict[str, int]]:
    """That many people do the acts in turn; what went wrong, and how often the audit has each of their verbs."""
    model = type(record)
    known = set(AuditEvent.objects.values_list("pk", flat=True))
    outcomes = all_at_once(count, lambda number: acts[number % len(acts)](model.objects.get(pk=record.pk)))
    lines = AuditEvent.objects.exclude(pk__in=known).filter(record_code=record.code).order_by("pk")
    done = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    others = [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, RuleBroken)]
    steps = [(line.from_state, line.to_state) for line in lines]
    moves = [step for step in steps if any(step)]  # the first side to agree moves nothing
    history = model.pgh_event_model.objects.filter(pgh_obj=record.pk).count()
    found = {
        f"refused otherwise: {Counter(map(repr, others))}": others,
        f"{len(done)} acts, {len(steps)} lines, {history} former rows": not len(done) == len(steps) == history,
        f"the states do not follow each other: {steps}": any(
            step[1] != following[0] for step, following in zip(moves, moves[1:], strict=False)
        ),
        "the record is not where the last line left it": steps
        and model.objects.get(pk=record.pk).state != steps[-1][1],
    }
    return [complaint for complaint, is_true in found.items() if is_true], Counter(line.verb for line in lines)


def screened(country) -> AssistanceRequest:
    return screen_fully(AssistanceRequestFactory(country=country, screening=True))


def decisions(officer) -> list:
    """Accepting, and declining."""
    declining = REASONS | {"refusal_reason": RefusalReason.values[0]}
    return [
        lambda assistance: actions.accept_request(assistance, by=officer, **REASONS),
        lambda assistance: actions.decline_request(assistance, by=officer, **declining),
    ]


def unlocked(record, *related):
    """The record as it is read, without being held."""
    return type(record).objects.select_related(*related).get(pk=record.pk)


def test_of_500_decisions_on_one_request_one_is_taken(kenya, africa_office):
    wrong, verbs = act_at_once(ATTEMPTS, screened(kenya), decisions(africa_office))
    assert wrong == []
    assert list(verbs.values()) == [1]


def test_without_the_lock_a_second_decision_is_noticed(kenya, africa_office, monkeypatch):
    monkeypatch.setattr("core.acts.lock", unlocked)
    found = []
    for _round in range(10):
        found += act_at_once(FEW, screened(kenya), decisions(africa_office))[0]
    assert found


def test_of_500_that_submit_or_withdraw_each_is_done_once(kenya, kenya_signatory):
    wrong, verbs = act_at_once(
        ATTEMPTS,
        AssistanceRequestFactory(country=kenya),
        [
            lambda assistance: actions.submit_request(assistance, by=kenya_signatory),
            lambda assistance: actions.withdraw_request(assistance, by=kenya_signatory, reason="Paid by others."),
        ],
    )
    assert wrong == []
    assert verbs["request.withdrawn"] == 1
    assert verbs["request.submitted"] <= 1


def test_of_500_that_adopt_or_return_one_is_done(kenya, kenya_signatory):
    wrong, verbs = act_at_once(
        ATTEMPTS,
        AssessmentFactory(submitted=True, country=kenya, needs=[NeedFactory()]),
        [
            lambda assessment: actions.adopt_assessment(assessment, by=kenya_signatory),
            lambda assessment: actions.return_assessment(assessment, by=kenya_signatory, reason="Costs are missing."),
        ],
    )
    assert wrong == []
    assert list(verbs.values()) == [1]


def test_without_the_lock_a_second_adoption_is_noticed(kenya, kenya_signatory, monkeypatch):
    monkeypatch.setattr("core.acts.lock", unlocked)
    found = []
    for number in range(1, 11):
        record = AssessmentFactory(submitted=True, country=kenya, number=number, needs=[NeedFactory()])
        found += act_at_once(
            FEW, record, [lambda assessment: actions.return_assessment(assessment, by=kenya_signatory, reason="Costs.")]
        )[0]
    assert found


def test_of_500_that_agree_or_decline_the_match_ends_once(kenya, kenya_signatory, agency, agency_member):
    offer = OfferFactory(provider=agency)
    assistance = AssistanceRequestFactory(country=kenya, accepted=True)
    day = clock.today()
    match = Match.objects.create(
        code="MAT-1", offer=offer, assistance=assistance, score=60, proposed_on=day, answer_due_on=day + timedelta(30)
    )
    wrong, verbs = act_at_once(
        ATTEMPTS,
        match,
        [
            lambda match: exchange_actions.agree_match(match, by=kenya_signatory),
            lambda match: exchange_actions.agree_match(match, by=agency_member),
            lambda match: exchange_actions.decline_match(match, by=kenya_signatory, reason="Too dear."),
        ],
    )
    assert wrong == []
    assert verbs["match.agreed"] + verbs["match.declined"] == 1
    match.refresh_from_db()
    assert match.state in (MatchState.AGREED, MatchState.DECLINED)


def test_of_500_that_begin_a_screening_one_has_it(kenya, africa_office):
    officers = [africa_office, UserFactory(regional_office=True, region=kenya.region)]
    assistance = AssistanceRequestFactory(country=kenya, submitted=True)
    begin = [
        lambda assistance, officer=officer: actions.start_screening(assistance, by=officer) for officer in officers
    ]
    wrong, verbs = act_at_once(ATTEMPTS, assistance, begin)
    assert (wrong, dict(verbs)) == ([], {"request.screening_started": 1})
