"""Every act judges by what holds when its locks are taken: who acts, what they see, and the state of the record."""

import itertools
import re
from graphlib import TopologicalSorter

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from core import acts
from core.errors import RuleBroken, Unseen
from core.models import AuditEvent
from needs import actions as needs
from projects import actions as projects
from tests.acting import all_calls, name_of, public_actions, reread
from tests.acting.asking import make_request
from tests.acting.stage import Stage

pytestmark = pytest.mark.django_db

# Called by other acts within their transaction, under their locks.
PARTS = {
    "exchange.end_matches": "needs.withdraw_request",
    "projects.cancel_projects": "needs.withdraw_request",
    "projects.note_rating": "needs.close_request",
    "accounts.enable_by_two": "partners.confirm_role_change",
    "accounts.erase_account": "partners.erase_person",
    "partners.forget_holder": "partners.erase_person",
    "partners.place": "partners.invite_person",
    "partners.add_member": "partners.invite_person",
}
# What everybody may do with an account of one's own, whatever the role.
OWN = (
    "accounts.edit_own_account",
    "accounts.accept_invitation",
    "accounts.end_session",
    "accounts.end_other_sessions",
    "partners.export_person",
)
NO_RIGHTS = {"role": Role.MEA, "country": None, "region": None, "is_signatory": False}

CALLS = {str(call): call for call in reversed(all_calls())}  # the first of several on one kind


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def just_before_the_lock(monkeypatch):
    """Let something happen when the act is about to take its first lock; answers what happened so far."""

    def let(happen):
        happened, lock = [], acts.lock

        def late(record, *related):
            if not happened:
                happened.append(happen())
            return lock(record, *related)

        monkeypatch.setattr("core.acts.lock", late)
        return happened

    return let


def test_the_table_of_acts_is_complete():
    called = {name_of(call.action) for call in all_calls()}
    assert set(public_actions()) == called | set(PARTS)


@pytest.mark.parametrize("call", all_calls(), ids=str)
def test_each_act_of_the_table_is_possible_as_it_stands_there(call, stage):
    state = call.states[0]
    record = call.kind.make(stage, state)
    call.ready(record, call.people(record, stage)[0], stage)()
    assert AuditEvent.objects.exists()


OF_PEOPLE = [call for call in CALLS.values() if call.by != "portal" and name_of(call.action) not in OWN]


@pytest.mark.parametrize("call", OF_PEOPLE, ids=str)
def test_a_right_that_was_taken_just_before_the_lock_does_not_count(call, stage, just_before_the_lock):
    record = call.kind.make(stage, call.states[0])
    person = next(one for one in call.people(record, stage) if one)
    act = call.ready(record, person, stage)
    taken = just_before_the_lock(change_just_before(person, **NO_RIGHTS))
    with pytest.raises(PermissionDenied):
        act()
    assert taken == [1]
    assert not AuditEvent.objects.exists()


def columns_of(record) -> dict:
    """What tells the state of a record: not its names, nor what it hangs on."""
    names = {name for rule in record._meta.constraints if hasattr(rule, "nulls_distinct") for name in rule.fields}
    people = get_user_model()
    return {
        one.name: getattr(record, one.name)
        for one in record._meta.concrete_fields
        if not one.unique and one.name not in names and (not one.is_relation or one.related_model is people)
    }


ON_STATES = [call for call in CALLS.values() if not call.at and set(call.states) < set(call.kind.states)]


@pytest.mark.parametrize("call", ON_STATES, ids=str)
def test_a_state_that_changed_just_before_the_lock_counts(call, stage, just_before_the_lock):
    for state in set(call.kind.states) - set(call.states):
        record, moved = (call.kind.make(stage, one) for one in (call.states[0], state))
        columns, rows = columns_of(moved), type(record)._default_manager.filter(pk=record.pk)
        if columns == columns_of(record):
            continue  # what tells this state apart stands in another row
        act = call.ready(record, call.people(record, stage)[0], stage)
        changed = just_before_the_lock(lambda rows=rows, columns=columns: rows.update(**columns))
        with pytest.raises((RuleBroken, PermissionDenied)):
            act()
        assert changed == [1]
        assert not AuditEvent.objects.exists()


def test_of_two_agencies_that_open_a_project_on_one_request_the_second_does_not_find_it(stage):
    """Sight is asked of the locked row: both have read the page while the request was open to all."""
    opening = next(call for call in all_calls() if call.action is projects.open_response_project)
    assistance = opening.kind.make(stage, "accepted")
    first, second = (opening.ready(assistance, stage.people[name], stage) for name in ("member", "rival"))
    first()
    with pytest.raises(Unseen):
        second()
    assert assistance.projects.count() == 1


@pytest.fixture
def draft(stage):
    return make_request(stage, "draft")


def change_just_before(person, **columns):
    return lambda: get_user_model().objects.filter(pk=person.pk).update(**columns)


def test_a_right_that_was_given_just_before_the_lock_counts(stage, draft, just_before_the_lock):
    drafter = stage.people["drafter"]
    just_before_the_lock(change_just_before(drafter, is_signatory=True))
    assert needs.submit_request(draft, by=reread(drafter)).state == "submitted"


def test_whoever_was_disabled_just_before_the_lock_does_nothing(stage, draft, just_before_the_lock):
    signatory = stage.people["signatory"]
    just_before_the_lock(change_just_before(signatory, is_active=False))
    with pytest.raises(PermissionDenied):
        needs.submit_request(draft, by=reread(signatory))


def test_without_holding_whoever_acts_it_would_not_be_noticed(stage, draft, monkeypatch, just_before_the_lock):
    signatory = stage.people["signatory"]
    monkeypatch.setattr("core.acts.hold_people", lambda *people: None)
    just_before_the_lock(change_just_before(signatory, **NO_RIGHTS))
    assert needs.submit_request(draft, by=reread(signatory)).state == "submitted"
    transaction.set_rollback(True)  # no account may stay without its scope


def test_without_sight_both_agencies_would_open_a_project(stage, monkeypatch):
    monkeypatch.setattr("core.acts.can_see", lambda by, record: True)
    opening = next(call for call in all_calls() if call.action is projects.open_response_project)
    assistance = make_request(stage, "accepted")
    for act in [opening.ready(assistance, stage.people[name], stage) for name in ("member", "rival")]:
        act()
    assert assistance.projects.count() == 2


LOCKING = re.compile(r'^UPDATE "(?P<updated>\w+)"|FOR NO KEY UPDATE OF "(?P<held>\w+)"')


def tables_held_by(act) -> list[str]:
    """Of which tables it holds rows, in the order in which it came to them."""
    with CaptureQueriesContext(connection) as asked:
        act()
    found = [LOCKING.search(query["sql"]) for query in asked]
    return list(dict.fromkeys(one["updated"] or one["held"] for one in found if one))


def test_all_acts_lock_in_one_order_so_that_none_waits_in_a_circle(stage):
    order = TopologicalSorter()
    for call in all_calls():
        with transaction.atomic():
            record = call.kind.make(stage, call.states[0])
            held = tables_held_by(call.ready(record, call.people(record, stage)[0], stage))
            transaction.set_rollback(True)
        for first, then in itertools.pairwise(held):
            order.add(then, first)
    tables = list(order.static_order())  # CycleError names the circle
    assert tables.index("accounts_user") < tables.index("needs_assistancerequest") < tables.index("projects_project")
