"""Passwords that whoever guesses tries first are refused wherever one is chosen or set, and what is wrong is said."""

import ast
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from zxcvbn_rs_py import Warning as Weakness
from zxcvbn_rs_py import zxcvbn

from accounts import actions
from accounts.choices import Role
from accounts.signing_in import mailed_links, passwords
from bsp_portal.demo.accounts_file import make_passwords
from tests.factories import UserFactory
from tests.security.signing_in import PASSWORD, sign_in

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS = "wangari.odhiambo@office.example"
GUESSED = {
    "123456789012": passwords.SEQUENCE,
    "aaaaaaaaaaaa": passwords.REPEATS,
    "passwordpassword": passwords.REPEATS,
    "letmeinletmein": passwords.REPEATS,
    " " * 12: passwords.REPEATS,
    "password1234": passwords.COMMON,
    "qwertyuiop12": passwords.COMMON,
    "knackwurst8853": passwords.COMMON,  # of the list that Django brings
    "unitednations": passwords.OWN_WORDS,
    "Nations-Unies 2026": passwords.OWN_WORDS,
    "naciones unidas": passwords.OWN_WORDS,
    "объединенные нации": passwords.OWN_WORDS,
    "联合国环境规划署联合国环境署": passwords.OWN_WORDS,
    "الأمم المتحدة": passwords.OWN_WORDS,
    "ＢＡＬＩstrategicplan": passwords.OWN_WORDS,
    ADDRESS: passwords.OWN_WORDS,
    "wangari.odhiambo": passwords.OWN_WORDS,
    "OdhiamboWangari1": passwords.OWN_WORDS,
    "Kenya2026Kenya": passwords.OWN_WORDS,
}
GOOD = (
    PASSWORD,
    "a quiet river at noon",
    "восемь тихих рек и одна цапля",
    "九条安静的河流与一只苍鹭站立",
    "أنهار هادئة تسعة ومالك الحزين",
    "Xk4-fq82-Lmvz",
)


@pytest.fixture
def person(kenya):
    return UserFactory(email=ADDRESS, name="Wangari Odhiambo", role=Role.GOVERNMENT, country=kenya)


def change(person, password):
    person.set_password(PASSWORD)
    person.save()
    browser = Client()
    sign_in(browser, email=ADDRESS)
    sent = {"current": PASSWORD, "password": password, "again": password}
    return browser.post("/accounts/password/", sent)


def accept(person, password):
    invitation = actions.send_invitation(person, by=None)
    return Client().post(f"/accounts/invitation/?key={invitation.key}", {"password": password, "again": password})


def reset(person, password):
    person.set_password(PASSWORD)
    person.save()
    page = f"/accounts/password/reset/choose/?key={mailed_links.RESET.key_of(person)}"
    return Client().post(page, {"password": password, "again": password})


@pytest.mark.parametrize("password", GUESSED)
def test_what_is_guessed_first_is_refused_with_the_reason(person, password):
    assert passwords.StrengthValidator().weakness_of(password, person) == GUESSED[password]


@pytest.mark.parametrize("password", GOOD)
def test_long_passwords_of_unrelated_words_or_signs_are_good_in_every_language(person, password):
    assert passwords.StrengthValidator().weakness_of(password, person) is None


def test_the_agency_is_among_the_own_words(agency_member):
    name = agency_member.agency_membership.agency.name
    assert {word for word in name.split() if len(word) > 2} <= set(passwords.own_words(agency_member))


@pytest.mark.parametrize("door", [accept, reset, change])
@pytest.mark.parametrize("password", ["passwordpassword", "unitednations", ADDRESS])
def test_each_page_on_which_a_password_is_chosen_says_what_is_wrong(person, door, password):
    answer = door(person, password)
    assert answer.status_code == 422
    assert str(GUESSED[password]) in answer.content.decode()


@pytest.mark.parametrize("password", ["passwordpassword", "unitednations", ADDRESS])
def test_operators_set_no_such_password_either(person, password):
    with pytest.raises(ValidationError):
        actions.set_password(person, by=None, password=password)
    with pytest.raises(ValidationError):
        actions.create_account(
            by=None,
            email=ADDRESS.replace("office", "agency"),
            name="Wangari Odhiambo",
            role=Role.SECRETARIAT,
            password=password.replace("office", "agency"),
        )


def test_the_passwords_of_the_demonstration_are_good():
    assert not any(map(passwords.StrengthValidator().weakness_of, make_passwords().values(), [None] * 99))


def calls_of(name: str) -> set[str]:
    """The functions of the portal in which something of this name is called."""
    found = set()
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if path.parts[len(ROOT.parts)] in ("tests", "tools", "bench"):
            continue
        text = path.read_text(encoding="utf-8")
        for function in ast.walk(ast.parse(text)) if name in text else ():
            if isinstance(function, ast.FunctionDef) and any(
                isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) == name
                for call in ast.walk(function)
            ):
                found.add(f"{path.relative_to(ROOT)}:{function.name}")
    return found


def test_no_password_is_set_but_where_it_is_judged():
    setting = calls_of("set_password") | calls_of("create_user") | calls_of("make_password")
    setting.discard("bsp_portal/demo/accounts_file.py:renew")  # calls the action of this name
    assert setting == {
        "accounts/models.py:create_user",
        "accounts/actions.py:create_account",
        "accounts/signing_in/credentials.py:choose_password",
    }
    assert setting - {"accounts/models.py:create_user"} == calls_of("validate_password") - {
        "accounts/forms/own.py:clean_password"
    }


def test_all_that_the_estimator_finds_is_said_in_our_words():
    found = {name for name in dir(Weakness) if isinstance(getattr(Weakness, name), Weakness)}
    assert found == set().union(*(weaknesses for _reason, weaknesses in passwords.REASONS))
    assert all(repr(getattr(Weakness, name)) == f"Warning.{name}" for name in found)


def test_of_a_long_password_only_the_beginning_is_judged(monkeypatch):
    """What is made to keep the estimator busy takes long at 128 signs, and a moment at its beginning."""
    lengths = []
    monkeypatch.setattr(passwords, "zxcvbn", lambda text, *words: lengths.append(len(text)) or zxcvbn(text, *words))
    began = time.process_time()
    passwords.StrengthValidator().weakness_of("4@8({[<3690!1|/5$7+%2" * 6, None)
    assert max(lengths) == passwords.LONGEST_JUDGED
    assert time.process_time() - began < 2


# Teeth


def test_without_the_own_words_the_address_would_be_taken(person, monkeypatch):
    monkeypatch.setattr(passwords, "own_words", lambda user: [])
    assert passwords.StrengthValidator().weakness_of("wangari.odhiambo", person) is None
