"""The tables of moves: every one of the portal holds together, and says in words why something cannot be done."""

from collections import Counter
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.utils import translation
from django.utils.functional import Promise

from accounts.choices import ACCOUNT_WORKFLOW, TOKEN_WORKFLOW, AccountState, TokenState
from core.acts import Life
from core.choices import Verb
from core.errors import RuleBroken
from core.workflow import Move, Workflow
from exchange.choices import MATCH_WORKFLOW, OFFER_WORKFLOW
from exchange.models import Match, Offer
from needs.choices import ASSESSMENT_WORKFLOW, NEED_WORKFLOW, REQUEST_WORKFLOW, RequestState, RequestVerb
from needs.models import AssistanceRequest, Need, NeedsAssessment
from partners.choices import COMMITMENT_WORKFLOW, ROLE_CHANGE_WORKFLOW
from partners.models import Commitment, RoleChange
from projects.choices import PROJECT_WORKFLOW, RESPONSE_WORKFLOW
from projects.models import Project
from reports.choices import REPORT_WORKFLOW
from reports.models import Report

APPS = ("accounts", "partners", "needs", "exchange", "projects", "governance", "reports")


def states_of(model, field="state"):
    return set(dict(model._meta.get_field(field).flatchoices))


# The states of accounts and tokens follow from other columns.
STATES = {
    ACCOUNT_WORKFLOW: set(AccountState.values),
    TOKEN_WORKFLOW: set(TokenState.values),
    COMMITMENT_WORKFLOW: states_of(Commitment),
    ROLE_CHANGE_WORKFLOW: states_of(RoleChange),
    ASSESSMENT_WORKFLOW: states_of(NeedsAssessment),
    NEED_WORKFLOW: states_of(Need, "status"),
    REQUEST_WORKFLOW: states_of(AssistanceRequest),
    OFFER_WORKFLOW: states_of(Offer),
    MATCH_WORKFLOW: states_of(Match),
    PROJECT_WORKFLOW: states_of(Project),
    RESPONSE_WORKFLOW: states_of(AssistanceRequest),
    REPORT_WORKFLOW: states_of(Report),
}
# Not begun by a person of themselves: they follow from another act, or from the day.
NOBODYS = {
    "supersede": "needs",
    "meet": "needs",
    "agree_first": "exchange",
    "lapse": "exchange",
}
# Whatever becomes of a commitment, the agency reports it.
ONE_VERB_FOR_ALL = [COMMITMENT_WORKFLOW]


def found_in(rooms, kind):
    """What is declared in these rooms of the apps: app and name → table or life."""
    names = [f"{app}.{room}" for app in APPS for room in rooms]
    modules = [import_module(name) for name in names if is_module(name)]
    return {
        (module.__name__.split(".")[0], name): value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, kind)
    }


def is_module(name):
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # what should hold it is a module itself
        return False


WORKFLOWS = found_in(["choices"], Workflow)
LIVES = found_in(["actions", "actions.lives"], Life)
MOVES = {f"{app}.{name}.{act}": (workflow, act) for (app, name), workflow in WORKFLOWS.items() for act in workflow}


def test_no_table_is_forgotten_here():
    assert set(WORKFLOWS.values()) == set(STATES)
    # A need is met by the request that names it: it has no acts of its own.
    assert {life.workflow for life in LIVES.values()} == set(STATES) - {NEED_WORKFLOW}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_leads_between_states_of_its_record(name):
    workflow, act = MOVES[name]
    move = workflow[act]
    assert move.sources
    assert set(move.sources) <= STATES[workflow]
    assert move.target == "" or move.target in STATES[workflow]


@pytest.mark.parametrize("name", MOVES)
def test_a_move_has_a_verb_with_words_and_its_words_are_translated_late(name):
    workflow, act = MOVES[name]
    move = workflow[act]
    assert isinstance(move.verb, Verb)
    assert move.verb.label
    for words in (move.button, move.refusal):
        assert words == "" or isinstance(words, Promise)


def test_every_verb_stands_for_one_thing():
    values = Counter(verb.value for kind in Verb.__subclasses__() for verb in kind)
    assert [value for value, times in values.items() if times > 1] == []


@pytest.mark.parametrize("key", WORKFLOWS)
def test_two_moves_of_a_table_have_two_verbs(key):
    workflow = WORKFLOWS[key]
    verbs = {workflow[act].verb for act in workflow}
    assert len(verbs) == (1 if workflow in ONE_VERB_FOR_ALL else len(workflow.moves))


@pytest.mark.parametrize("key", LIVES)
def test_every_act_of_a_life_is_somebodys_and_every_actor_has_an_act(key):
    life = LIVES[key]
    nobodys = {act for act in life.workflow if NOBODYS.get(act) == key[0]}
    assert set(life.actors) == set(life.workflow) - nobodys
    assert not any(life.workflow[act].button for act in nobodys)


def request_in(state):
    return AssistanceRequest(state=state)


def test_a_move_names_its_target_only_from_where_it_may_begin():
    assert REQUEST_WORKFLOW.target(request_in(RequestState.SCREENING), "accept") == RequestState.ACCEPTED
    assert REQUEST_WORKFLOW.target(request_in(RequestState.DRAFT), "edit") == RequestState.DRAFT
    with pytest.raises(RuleBroken):
        REQUEST_WORKFLOW.target(request_in(RequestState.DRAFT), "accept")


def test_a_refusal_names_the_states_in_words_unless_the_move_explains_its_rule():
    moves = {
        "begin": Move(RequestVerb.SCREENING_STARTED, {RequestState.SUBMITTED, RequestState.RETURNED}),
        "edit": Move(RequestVerb.EDITED, {RequestState.DRAFT}, refusal="Only drafts are edited."),
    }
    workflow = Workflow(moves)
    with pytest.raises(RuleBroken) as refused, translation.override("en"):
        workflow.require(request_in(RequestState.CLOSED), "begin")
    said = "This can be done only while the status is: Submitted, Returned. It is now: Closed."
    assert str(refused.value) == said
    with pytest.raises(RuleBroken, match="Only drafts are edited."):
        workflow.require(request_in(RequestState.CLOSED), "edit")


def test_another_column_may_hold_the_state():
    assert NEED_WORKFLOW.target(Need(status="planned"), "meet") == "met"
