"""Any two acts on one record at once: what comes of it comes of one of the two orders, and the audit tells which.

``BSP_RACE_SEED`` repeats a run, ``BSP_RACE_PAIRS`` asks for more or fewer pairs than the forty of every check; by night
it is a thousand.
"""

import json
import os
import random
import secrets
import time

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction

from accounts.actions import AddressTaken
from core import acts
from core.errors import RuleBroken, Stale, Unseen
from core.http import request_context
from core.models import AuditEvent
from tests.acting import KINDS, Call, Kind
from tests.acting.asking import make_request
from tests.acting.programme import make_nothing
from tests.acting.stage import Stage
from tests.crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = int(os.environ.get("BSP_RACE_PAIRS") or 0)
REFUSALS = (RuleBroken, AddressTaken, PermissionDenied, ValidationError, Stale)
BREATH = 0.004  # seconds before a lock, at most: so that the acts meet at all of them
DRAWN = ("password", "prefix", "secret_hash", "message_id", "session_key", "moments")


@pytest.fixture
def out_of_breath(monkeypatch):
    """Whoever takes a lock hesitates a moment before."""
    lock = acts.lock

    def late(record, *related):
        time.sleep(random.uniform(0, BREATH))  # noqa: S311
        return lock(record, *related)

    monkeypatch.setattr("core.acts.lock", late)


def table_query(model) -> str:
    """The rows of a table that were written since a transaction, as text, and how many rows it has in all.

    Left out is what differs whoever comes first: keys, moments, and what is drawn.
    """
    moments = (models.DateTimeField, models.AutoField, models.ForeignKey)
    columns = [one for one in model._meta.concrete_fields if isinstance(one, moments) or one.name in DRAWN]
    names, table = "{" + ",".join(one.column for one in columns) + "}", model._meta.db_table
    written = f"SELECT '{table}' AS of, (to_jsonb(t) - '{names}'::text[])::text AS said FROM {table} t"  # noqa: S608
    return f"{written} WHERE xmin::text::bigint > %(since)s UNION ALL SELECT '{table}', count(*)::text FROM {table}"  # noqa: S608


def own_tables() -> list[str]:
    """Those of the portal, but for the audit, which has an order, and the history that triggers write."""
    own = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")} - {"reference"}
    return [
        table_query(model)
        for model in apps.get_models()
        if model._meta.app_label in own and not hasattr(model, "pgh_tracked_model") and model is not AuditEvent
    ]


TABLES = own_tables()


def query(sql: str, **values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def lines(after: int) -> list[tuple]:
    """What the audit says was done, in order."""
    told = AuditEvent.objects.filter(pk__gt=after).order_by("pk")
    columns = ("request_id", "verb", "actor", "record_code", "from_state", "to_state", "reason")
    return [(*line, without_keys(data)) for *line, data in told.values_list(*columns, "data")]


def without_keys(data: dict) -> str:
    return json.dumps({name: value for name, value in data.items() if name != "account"}, default=str, sort_keys=True)


def attempt(number: int, act) -> str:
    """How the act ended, for whoever did it. The audit keeps which of the two it was."""
    here = request_context.enter(request_context.RequestContext(request_id=str(number)))
    try:
        with transaction.atomic():
            act()
    except REFUSALS as refused:
        return type(refused).__name__
    except Exception as broken:
        return f"broken: {broken!r}"
    finally:
        request_context.leave(here)
    return "done"


class Trial:
    """Two acts, one record, and what comes of them in each order and at once."""

    def __init__(self, stage: Stage, calls: tuple[Call, Call], state: str, draw: random.Random):
        self.stage, self.calls, self.state = stage, calls, state
        self.record = calls[0].kind.make(stage, state)
        self.people = [draw.choice(call.people(self.record, stage)) for call in calls]
        self.lines_before = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.since = query("SELECT pg_current_xact_id()::text::bigint")[0][0]

    def __str__(self):
        who = [getattr(person, "role", "portal") for person in self.people]
        return f"{self.calls[0]} by {who[0]}, and {self.calls[1]} by {who[1]}, while “{self.state}”"

    def ready(self) -> list:
        """Both have read page and record before either acts."""
        return [
            call.ready(self.record, person, self.stage) for call, person in zip(self.calls, self.people, strict=True)
        ]

    def in_order(self, *order: int) -> dict:
        """What comes of one after the other; it is undone again."""
        with transaction.atomic():
            ready, outcomes = self.ready(), ["", ""]
            for number in order:
                outcomes[number] = attempt(number, ready[number])
            found = self.found(outcomes)
            transaction.set_rollback(True)
        return found

    def at_once(self) -> dict:
        ready = self.ready()
        outcomes = all_at_once(2, lambda number: (number, attempt(number, ready[number])), hands=2)
        return self.found([outcome for _number, outcome in sorted(outcomes)])

    def found(self, outcomes: list[str]) -> dict:
        written = query(" UNION ALL ".join(TABLES) + " ORDER BY 1, 2", since=self.since)
        return {"outcomes": outcomes, "audit": lines(self.lines_before), "rows": written}

    def complaint(self) -> str:
        """What contradicts both orders; nothing where all is well."""
        first, second = self.in_order(0, 1), self.in_order(1, 0)
        found = self.at_once()
        is_serial = found in (first, second) or act_by_act(first) == act_by_act(second) == act_by_act(found)
        if is_serial and set(found["outcomes"]) <= {"done", *(refusal.__name__ for refusal in (Unseen, *REFUSALS))}:
            return ""
        return "\n  ".join(
            [f"{self}:", *difference(found, first), "or, the other way round:", *difference(found, second)]
        )


def act_by_act(found: dict) -> dict:
    """The lines of each act together: of two that have nothing to do with each other, none has to come first."""
    return found | {"audit": sorted(found["audit"], key=lambda line: line[0])}


def difference(found: dict, expected: dict) -> list[str]:
    """What was found otherwise than in this order."""
    return [
        f"{name}: {[one for one in found[name] if one not in expected[name]] or found[name]}, "
        f"and not {[one for one in expected[name] if one not in found[name]] or expected[name]}"
        for name in found
        if found[name] != expected[name]
    ]


def draw_trial(stage: Stage, kinds: list[Kind], draw: random.Random) -> Trial:
    """Two acts of a kind, in a state in which the first is possible; kinds with many acts come more often."""
    kind = draw.choices(kinds, [len(kind.calls) for kind in kinds])[0]
    first, second = draw.choice(kind.calls), draw.choice(kind.calls)
    both = [state for state in first.states if state in second.states]
    return Trial(stage, (first, second), draw.choice(both or first.states), draw)


def race(pairs: int, kinds: list[Kind] = KINDS) -> list[str]:
    """Draw so many pairs; answers what went wrong."""
    seed = int(os.environ.get("BSP_RACE_SEED") or secrets.randbelow(10**6))
    print(f"BSP_RACE_SEED={seed} BSP_RACE_PAIRS={pairs}")
    draw, stage = random.Random(seed), Stage()  # noqa: S311
    complaints = [draw_trial(stage, kinds, draw).complaint() for _pair in range(pairs)]
    found = [complaint for complaint in complaints if complaint]
    print(*found, sep="\n")
    return found


def test_of_any_two_acts_at_once_one_comes_first(out_of_breath, proof):
    assert race(PAIRS or 40) == []
    proof("pairs of acts at once", PAIRS or 40)


@pytest.mark.nightly
@pytest.mark.parametrize("round_", range(20))
def test_of_a_thousand_pairs_one_comes_first(round_, out_of_breath):
    assert race(PAIRS or 50) == []


def of(kind: Kind, *names: str) -> tuple[Call, ...]:
    found = {call.action.__name__: call for call in reversed(kind.calls)}
    return tuple(found[name] for name in names)


REQUEST = next(kind for kind in KINDS if kind.make is make_request)


BEGINNING = next(kind for kind in KINDS if kind.make is make_nothing)


@pytest.mark.parametrize(
    ("kind", "names", "state"),
    [
        (BEGINNING, ("create_account", "create_account"), ""),
        (BEGINNING, ("invite_person", "invite_person"), ""),
        (BEGINNING, ("register_agency", "register_agency"), ""),
        (REQUEST, ("open_response_project", "open_response_project"), "accepted"),
        (REQUEST, ("open_response_project", "withdraw_request"), "accepted"),
        (REQUEST, ("open_response_project", "withdraw_request"), "in_response"),
        (REQUEST, ("propose_match", "propose_match"), "accepted"),
    ],
    ids=lambda given: given.name if isinstance(given, Kind) else str(given),
)
def test_pairs_that_matter_most_are_drawn_each_time(kind, names, state, out_of_breath):
    stage, draw = Stage(), random.Random(1)  # noqa: S311
    found = [Trial(stage, of(kind, *names), state, draw).complaint() for _time in range(3)]
    assert [complaint for complaint in found if complaint] == []


def test_without_the_lock_it_is_noticed(monkeypatch):
    """Nothing is held: each act judges what it has read, and goes on a moment later."""

    def unlocked(record, *related):
        held = type(record)._default_manager.select_related(*related).get(pk=record.pk)
        time.sleep(BREATH)
        return held

    stage, draw = Stage(), random.Random(1)  # noqa: S311
    monkeypatch.setattr("core.acts.lock", unlocked)
    pairs = [of(REQUEST, "accept_request", "decline_request"), of(REQUEST, "return_request", "accept_request")]
    assert any(Trial(stage, pair, "screening", draw).complaint() for _time in range(10) for pair in pairs)
