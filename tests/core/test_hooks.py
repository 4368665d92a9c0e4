"""Questions between floors: merged once, typed, each answered by somebody, and the only way upwards."""

import ast
from inspect import signature
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Q

from core import hooks
from core.hooks import added, any_of, declared, done, hook, joined, nested

OWN_APPS = [app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
BY_NAME = {one.name: one for one in declared()}


@pytest.fixture
def ask(monkeypatch):
    """Declares a question that only this test knows."""
    monkeypatch.setattr(hooks, "_declared", [])

    def declare(merge, *answers):
        def question(word: str):
            """What does the word mean?"""

        asked = hook(merge)(question)
        for answer in answers:
            asked.answer(answer)
        return asked

    return declare


def test_the_answers_are_merged_lowest_floor_first(ask):
    assert ask(joined, lambda word: [word], lambda word: [word.upper()])("a") == ["a", "A"]
    assert ask(added, lambda word: {word: 1}, lambda word: {"b": 2})("a") == {"a": 1, "b": 2}
    assert ask(any, lambda word: False, lambda word: True)("a") is True
    assert ask(done, lambda word: None)("a") is None
    assert str(ask(any_of, lambda word: Q(x=1), lambda word: Q(y=2))("a")).count("OR") > 0


def test_lists_of_the_same_key_and_name_are_joined(ask):
    asked = ask(nested, lambda word: {1: {"need": [word]}}, lambda word: {1: {"need": ["b"]}, 2: {"match": ["c"]}})
    assert asked("a") == {1: {"need": ["a", "b"]}, 2: {"match": ["c"]}}


def test_without_anybody_above_the_answer_is_that_of_nobody(ask):
    assert [ask(merge)("a") for merge in (joined, added, any, nested, done)] == [[], {}, False, {}, None]
    assert ask(any_of)("a") == Q(pk__in=[])


def test_a_decorated_answer_remains_a_function(ask):
    asked = ask(joined)

    @asked.answer
    def meaning(word):
        return [word]

    assert meaning("a") == asked("a") == ["a"]


@pytest.mark.parametrize("name", BY_NAME)
def test_every_question_is_typed_and_answered_with_its_own_arguments(name):
    asked = BY_NAME[name]
    assert asked.__doc__
    assert "inspect._empty" not in asked.signature
    assert asked.answers
    for answer in asked.answers:
        assert len(signature(answer).parameters) == len(signature(asked.question).parameters), answer


@pytest.mark.parametrize("name", BY_NAME)
def test_a_question_is_declared_in_hooks_and_answered_in_hook_answers(name):
    app, module, _question = name.split(".")
    assert (app in OWN_APPS, module) == (True, "hooks")
    assert {answer.__module__.split(".", 1)[1] for answer in BY_NAME[name].answers} == {"hook_answers"}


def test_the_command_prints_who_answers_what(capsys):
    call_command("hooks")
    printed = capsys.readouterr().out
    question = "needs.hooks.runs_response(user: User, assistance: AssistanceRequest) -> bool\n"
    assert f"{question}    projects.hook_answers.runs_project_of\n" in printed
    assert [line for line in printed.splitlines() if not line.startswith(" ")] == [one.signature for one in declared()]


@pytest.mark.parametrize("app", OWN_APPS)
def test_no_app_has_signals_of_its_own(app):
    """What must be heard above is asked through a hook: nothing else is hidden between floors."""
    for path in (settings.BASE_DIR / app).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("django.dispatch") for name in imported), path
