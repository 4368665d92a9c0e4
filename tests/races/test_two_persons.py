"""The first person of an act of two loses the role at the very moment when the second finishes it."""

import pytest

from accounts.actions import change_role, disable_account
from accounts.choices import Role
from accounts.models import User
from accounts.rights import ByTwo
from core.errors import RuleBroken
from core.models import AuditEvent
from tests.crowd import all_at_once
from tests.factories import MeaFactory, UserFactory
from tests.two_persons import ALL

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LEAVING = ("account.disabled", "account.role_changed")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def finished_too_late(begin, number: int) -> list[str]:
    """Finish and leave at once; what was finished although the first person had left before, or refused otherwise."""
    first, second, third = (UserFactory() for _person in range(3))
    begun, mea = begin(first), MeaFactory()
    before = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def leave():
        account = User.objects.get(pk=first.pk)
        if number % 2:
            return disable_account(account, by=third, reason="Left.")
        return change_role(account, by=third, role=Role.MEA, meas=[mea], data={})

    acts = [lambda: begun.finish(second), leave]
    outcomes = all_at_once(2, lambda place: acts[place](), hands=2)
    lines = AuditEvent.objects.filter(pk__gt=before).order_by("pk")
    left = lines.filter(verb__in=LEAVING, object_id=first.pk).first()
    done = lines.filter(actor=second).first()
    return [
        *(
            repr(outcome)
            for outcome in outcomes
            if isinstance(outcome, Exception) and not isinstance(outcome, RuleBroken)
        ),
        *(["finished afterwards"] if begun.is_finished() and done.pk > left.pk else []),
    ]


def complaints(begin, rounds: int) -> list[str]:
    found = []
    for number in range(rounds):
        found += finished_too_late(begin, number)
        User.objects.filter(email="ann@office.example").update(email=f"ann-{number}@office.example")
    return found


@pytest.mark.parametrize("begin", ALL, ids=lambda begin: begin.__name__)
def test_nothing_is_finished_once_the_first_person_has_left(begin):
    assert complaints(begin, 4) == []


@pytest.mark.nightly
@pytest.mark.parametrize("begin", ALL, ids=lambda begin: begin.__name__)
def test_nothing_is_finished_once_the_first_person_has_left_in_many_rounds(begin):
    assert complaints(begin, 100) == []


@pytest.mark.nightly
@pytest.mark.parametrize("begin", ALL, ids=lambda begin: begin.__name__)
def test_without_the_judgement_it_is_noticed(begin, monkeypatch):
    monkeypatch.setattr(ByTwo, "judge", lambda *asked, **options: None)
    assert "finished afterwards" in complaints(begin, 60)
