"""How passwords are kept, what one costs, and how many are hashed at once (docs/design/security.md#signing-in)."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from accounts.models import Attempts
from accounts.signing_in import hashers
from bsp_portal import settings as configured
from tests.security.signing_in import PASSWORD, sign_in, statuses

KEPT_AS = "argon2$argon2id$v=19$m=19456,t=2,p=1$"


class Former(Argon2PasswordHasher):
    """What Django proposes, and the portal had at first: more memory and lanes than a small server has."""

    time_cost, memory_cost, parallelism = 2, 102_400, 8


@pytest.fixture
def in_earnest(settings):
    settings.PASSWORD_HASHERS = configured.PASSWORD_HASHERS


@pytest.fixture
def with_former_hash(officer, in_earnest):
    officer.password = Former().encode(PASSWORD, "a salt of 22 letters..")
    officer.save()
    return officer


def test_a_password_is_kept_at_the_cost_that_owasp_recommends(officer, in_earnest):
    officer.set_password(PASSWORD)
    assert officer.password.startswith(KEPT_AS)


def test_a_hash_of_former_parameters_still_opens_and_is_renewed_at_the_sign_in(with_former_hash):
    assert sign_in(Client(), password="wrong").status_code == 422
    with_former_hash.refresh_from_db()
    assert "m=102400,t=2,p=8" in with_former_hash.password
    browser = Client()
    assert sign_in(browser).status_code == 302
    with_former_hash.refresh_from_db()
    assert with_former_hash.password.startswith(KEPT_AS)
    assert browser.get("/accounts/").status_code == 200
    assert sign_in(Client()).status_code == 302


def test_a_proof_with_a_hash_of_former_parameters_does_not_end_its_session(with_former_hash):
    browser = Client()
    browser.force_login(with_former_hash)
    browser.post("/accounts/proof/", {"password": PASSWORD})
    assert browser.get("/accounts/").status_code == 200


def test_passwords_are_hashed_one_at_a_time_in_a_process(monkeypatch):
    under_way, most = 0, 0

    def slowly(self, password, salt):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        time.sleep(0.01)
        under_way -= 1
        return "hash"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slowly)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _time: hashers.Argon2().encode(PASSWORD, "salt"), range(8))) == ["hash"] * 8
    assert most == 1


@pytest.fixture
def busy(monkeypatch):
    """All turns are taken, for as long as the test lasts."""
    monkeypatch.setattr(hashers, "WAITS_SECONDS", 0.01)
    with hashers.turn():
        yield


def test_who_has_to_wait_too_long_is_told_to_come_back_and_loses_no_attempt(officer, busy):
    answers = [sign_in(Client()) for _time in range(8)]
    assert statuses(answers) == {503: 8}
    assert answers[0]["Retry-After"]
    assert {len(row.moments) for row in Attempts.objects.all()} == {0}


def test_a_long_wait_is_the_same_for_addresses_that_nobody_has(officer, busy):
    answers = [sign_in(Client(), email=email) for email in (officer.email, "nobody@office.example")]
    assert statuses(answers) == {503: 2}
