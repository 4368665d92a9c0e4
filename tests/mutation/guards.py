"""The guards of the portal, found by walking where there is a place for them, and how each is switched off.

A guard is switched off in a process of its own (tests/mutation/plugin.py), after Django has started, before any test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path
from types import ModuleType

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

SIGHT = ("tests/test_access.py", "tests/security/test_sidedoors.py", "tests/security/test_relations.py")
LIMITS = ("tests/security/test_signin.py", "tests/security/test_second_factors.py", "tests/partners/test_people.py")
ENDLESS = 10**6


@dataclass(frozen=True)
class Guard:
    """One guard. ``needs_database``: it is switched off there, once the database of the tests is made. ``tests`` are
    those that must notice, the likeliest first."""

    name: str
    switch_off: Callable[[], None]
    tests: tuple[str, ...]
    needs_database: bool = False


def guards() -> list[Guard]:
    """Every guard, each name once."""
    return [*policies(), *rules_of_sight(), *limits(), *triggers(), *middlewares(), *functions()]


def allow_all(*_asked, **_named) -> bool:
    return True


def policies() -> Iterator[Guard]:
    """Every policy: everybody may. Its code is exchanged, so that whatever table holds it asks the new one."""
    for module in modules("policies"):
        for name, policy in own_functions(module):
            if name.startswith("can_") and not policy.__closure__:
                app = module.__name__.partition(".")[0]
                yield Guard(
                    f"{app}.{name}", partial(exchange, policy, allow_all), ("tests/test_access.py", f"tests/{app}")
                )


def rules_of_sight() -> Iterator[Guard]:
    """Every ``visible_to``: everything is visible."""
    for name, kind in sorted(classes_with("visible_to").items()):
        yield Guard(f"{name}.visible_to", partial(setattr, kind, "visible_to", lambda self, _user: self), SIGHT)


def limits() -> Iterator[Guard]:
    """Every limit on attempts and on requests: there is none."""
    lockout = import_module("accounts.signing_in.lockout")
    for name, limit in getmembers(lockout, lambda value: isinstance(value, lockout.Limit)):
        yield Guard(f"lockout.{name}", partial(object.__setattr__, limit, "attempts", ENDLESS), LIMITS)


def triggers() -> Iterator[Guard]:
    """Every trigger of our own, table by table; those of the many tables of history, kind by kind."""
    of_history: dict[str, list] = {}
    for model, trigger in pgtrigger.registered():
        if trigger.name in REFUSING and not hasattr(model, "pgh_tracked_model"):
            own = f"tests/{model._meta.app_label}"
            tests = ("tests/core", own) if (settings.BASE_DIR / own).exists() else ("tests/core",)
            yield Guard(f"{model._meta.db_table}.{trigger.name}", partial(disable, [(model, trigger)]), tests, True)
        else:
            of_history.setdefault(trigger.name, []).append((model, trigger))
    for name, pairs in sorted(of_history.items()):
        yield Guard(f"triggers.{name}", partial(disable, pairs), HISTORY, True)


HISTORY = ("tests/core/test_history.py", "tests/core", "tests/accounts", "tests/partners", "tests/projects")
REFUSING = ("append_only", "never_truncated", "frozen", "frozen_with_report")


def middlewares() -> Iterator[Guard]:
    """Every middleware: it is not there."""
    for path in settings.MIDDLEWARE:
        yield Guard(f"middleware.{path.rpartition('.')[2]}", partial(settings.MIDDLEWARE.remove, path), AROUND)


AROUND = (
    "tests/security/test_headers.py",
    "tests/test_pages.py",
    "tests/security/test_sessions.py",
    "tests/security/test_second_factors.py",
    "tests/security/test_audited_reading.py",
    "tests/accounts",
    "tests/core",
    "tests/reports/test_issue_report.py",
)


def same(value, *_others, **_named):
    return value


def nothing(*_arguments, **_named) -> None:
    return None


# Escapes and checks that are one function each: what it becomes, and who must notice.
FUNCTIONS = {
    "core.records.exports.safe_cell": (same, ("tests/core/test_exports.py",)),
    "core.text.cleaning.strip_controls": (same, ("tests/needs/test_bad_input.py",)),
    "core.http.logs.scrub": (same, ("tests/security/test_logs.py",)),
    "core.http.parameters.refuse_unknown": (nothing, ("tests/test_pages.py", "tests/api/test_problems.py")),
    "core.acts.require": (nothing, ("tests/core/test_acts.py",)),
    "core.acts.require_version": (nothing, ("tests/core/test_acts.py",)),
    "accounts.signing_in.reauthentication.require_fresh_sign_in": (nothing, ("tests/security/test_tokens.py",)),
    "django.contrib.auth.password_validation.validate_password": (nothing, ("tests/security/test_signin.py",)),
    "reports.public_facts.public_only": (same, ("tests/security/test_sidedoors.py",)),
}


def functions() -> Iterator[Guard]:
    for path, (replacement, tests) in FUNCTIONS.items():
        yield Guard(path, partial(exchange, import_string(path), replacement), tests)
    yield Guard(
        "templates.autoescape", partial(switch_option, "autoescape", False), ("tests/core/test_portal_tags.py",)
    )


def exchange(function, replacement) -> None:
    """Every name that holds the function calls the replacement from now on."""
    function.__code__ = replacement.__code__
    function.__defaults__, function.__kwdefaults__ = replacement.__defaults__, replacement.__kwdefaults__


def switch_option(name: str, value) -> None:
    settings.TEMPLATES[0]["OPTIONS"][name] = value


def disable(pairs) -> None:
    with connection.cursor() as cursor:
        for model, trigger in pairs:
            table, name = model._meta.db_table, trigger.get_pgid(model)
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')


def own_apps() -> tuple[str, ...]:
    return tuple(config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR)


def modules(name: str) -> Iterator[ModuleType]:
    """This module of each app that has it."""
    for app in own_apps():
        try:
            yield import_module(f"{app}.{name}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{app}.{name}":
                raise


def own_functions(module: ModuleType) -> list[tuple[str, Callable]]:
    return [pair for pair in getmembers(module, isfunction) if pair[1].__module__ == module.__name__]


def classes_with(method: str) -> dict[str, type]:
    """Every class of the portal that defines the method itself, by its name."""
    found: dict[str, type] = {}
    for model in apps.get_models():
        for kind in type(model._default_manager.all()).__mro__:
            if method in vars(kind) and kind.__module__.startswith(own_apps()):
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return found
