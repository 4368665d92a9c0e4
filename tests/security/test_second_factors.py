"""Second factors: required, judged within the limits, shown once; sensitive acts ask for a fresh proof."""

import base64
import re
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from core.models import AuditEvent
from tests.security.signing_in import (
    EMAIL,
    PASSWORD,
    at_once,
    deliver,
    make_officer,
    sign_in,
    statuses,
)

pytestmark = pytest.mark.usefixtures("quick_hashes")
SECRET = base64.b32encode(b"twenty bytes of this").decode()
SECOND_STEP = "/accounts/sign-in/second-factor/"
PROOF = "/accounts/proof/"
ADD_PASSKEY = "/accounts/factors/passkeys/"


def code(secret=SECRET, *, later=0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def with_app(officer):
    TOTP.activate(officer, SECRET)
    return officer


def first_step(**options) -> Client:
    client = Client()
    assert sign_in(client, **options)["Location"] == SECOND_STEP
    return client


def is_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


# Signing in


def test_the_password_alone_does_not_sign_in_whoever_has_a_factor(with_app):
    client = first_step()
    assert not is_in(client)
    assert client.get(SECOND_STEP).status_code == 200
    assert client.post(SECOND_STEP, {"code": code()})["Location"] == "/desk/"
    assert is_in(client)


def test_the_way_back_is_kept_over_the_second_step(with_app):
    client = Client()
    sign_in(client, next="/needs/?country=KEN")
    assert client.post(SECOND_STEP, {"code": code()})["Location"] == "/needs/?country=KEN"


def test_a_wrong_code_is_refused_in_words(with_app):
    answer = first_step().post(SECOND_STEP, {"code": "000000"})
    assert answer.status_code == 422
    assert "This code is incorrect" in answer.content.decode()


def test_the_second_step_refuses_a_field_that_it_does_not_have(with_app):
    client = first_step()
    assert client.post(SECOND_STEP, {"code": code(), "odd_one": "1"}).status_code == 422
    assert not is_in(client)


def test_nobody_reaches_the_second_step_without_the_first(client, with_app):
    assert client.get(SECOND_STEP)["Location"] == "/accounts/sign-in/"
    assert client.post(SECOND_STEP, {"code": code()})["Location"] == "/accounts/sign-in/"


def test_a_code_is_good_for_one_sign_in(with_app):
    first, second = first_step(), first_step()
    value = code()
    assert first.post(SECOND_STEP, {"code": value}).status_code == 302
    assert second.post(SECOND_STEP, {"code": f"{value[:3]}-{value[3:]}"}).status_code == 422
    assert not is_in(second)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_clients_with_one_code_one_signs_in(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    TOTP.activate(make_officer(), SECRET)
    clients = [first_step(address=f"198.51.{place}.1") for place in range(20)]
    value = code()
    at_once(lambda place: clients[place].post(SECOND_STEP, {"code": value}, REMOTE_ADDR=f"198.51.{place}.1"), number=20)
    assert sum(map(is_in, clients)) == 1


def test_wrong_codes_are_counted_with_wrong_passwords(with_app):
    sign_in(Client(), password="wrong")
    sign_in(Client(), password="wrong")
    client = first_step()
    answers = [client.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR="192.0.2.7") for _time in range(4)]
    assert statuses(answers) == {422: 3, 429: 1}
    assert sign_in(Client()).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_five_of_fifty_wrong_codes_at_once_are_judged():
    TOTP.activate(make_officer(), SECRET)
    clients = [first_step() for _place in range(50)]
    answers = at_once(lambda place: clients[place].post(SECOND_STEP, {"code": f"{place:06}"}, REMOTE_ADDR="192.0.2.7"))
    assert statuses(answers) == {422: 5, 429: 45}


def test_a_mailed_link_still_asks_for_the_second_factor_while_passwords_are_closed(with_app):
    for place in range(30):
        sign_in(Client(), password="wrong", address=f"198.51.{place}.1")
    client = Client()
    client.post("/accounts/sign-in/link/", {"email": EMAIL})
    link = re.search(r"http://localhost:8000(/\S+)", deliver()[-1].body)[1]
    assert client.post(link)["Location"] == SECOND_STEP
    assert not is_in(client)
    assert client.post(SECOND_STEP, {"code": code()}).status_code == 302
    assert is_in(client)


# Required of everybody


@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.mark.parametrize("address", ["/desk/", "/accounts/", "/needs/", "/", "/api/v1/", "/accounts/password/"])
def test_without_a_factor_a_signed_in_person_reaches_nothing_but_its_set_up(officer, required, address):
    client = Client()
    sign_in(client)
    assert client.get(address)["Location"] == "/accounts/factors/"
    assert client.get("/accounts/factors/").status_code == 200
    assert client.get("/accounts/factors/app/").status_code == 200
    assert client.post("/accounts/sign-out/")["Location"] == "/"


def test_visitors_and_people_with_a_factor_go_everywhere(with_app, required):
    assert Client().get("/needs/").status_code == 200
    client = first_step()
    client.post(SECOND_STEP, {"code": code()})
    assert client.get("/desk/").status_code == 200


def test_the_only_factor_cannot_be_removed_while_one_is_required(with_app, required):
    client = first_step()
    client.post(SECOND_STEP, {"code": code()})
    assert "Set up another one" in client.post("/accounts/factors/app/remove/").content.decode()
    assert Authenticator.objects.filter(user=with_app, type="totp").exists()


# Set up and removed


def set_up_app(client) -> tuple[str, str]:
    """The key on the page, and where the page led to after its code."""
    page = client.get("/accounts/factors/app/").content.decode()
    secret = re.search(r'class="code">([A-Z2-7 =]+)<', page)[1].replace(" ", "")
    return secret, client.post("/accounts/factors/app/", {"code": code(secret)})["Location"]


def test_an_app_is_set_up_and_ten_recovery_codes_are_shown_once(officer, django_capture_on_commit_callbacks):
    client = Client()
    sign_in(client)
    deliver()
    before = client.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        _secret, next_page = set_up_app(client)
    assert next_page == "/accounts/factors/codes/"
    assert client.session.session_key != before
    codes = re.findall(r'class="code">(\d{8})<', client.get(next_page).content.decode())
    assert len(set(codes)) == 10
    assert not re.search(r"\d{8}<", client.get(next_page).content.decode())
    assert [letter.subject for letter in deliver()] == ["A second factor was added to your account"]
    assert AuditEvent.objects.filter(verb="account.factor_added", actor=officer).count() == 1
    later = first_step()
    assert later.post(SECOND_STEP, {"code": codes[0]}).status_code == 302
    assert first_step().post(SECOND_STEP, {"code": codes[0]}).status_code == 422


def test_a_wrong_first_code_sets_nothing_up(officer):
    client = Client()
    sign_in(client)
    client.get("/accounts/factors/app/")
    assert client.post("/accounts/factors/app/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_removing_the_app_ends_the_codes_and_is_told(with_app):
    client = first_step()
    client.post(SECOND_STEP, {"code": code()})
    assert client.post("/accounts/factors/app/remove/")["Location"] == "/accounts/factors/"
    assert not Authenticator.objects.exists()
    assert "A second factor was removed from your account" in [letter.subject for letter in deliver()]


def test_the_operator_removes_the_factors_of_whoever_lost_them_all(with_app):
    client = first_step()
    client.post(SECOND_STEP, {"code": code()})
    deliver()
    call_command("remove_factors", EMAIL, "Telephone lost.", verbosity=0, stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    assert [letter.subject for letter in deliver()] == ["A second factor was removed from your account"]
    assert AuditEvent.objects.get(verb="account.factors_removed").reason == "Telephone lost."
    for nothing_to_remove in (EMAIL, "nobody@office.example"):
        with pytest.raises(CommandError):
            call_command("remove_factors", nothing_to_remove, "Lost.")


def test_new_recovery_codes_end_the_old_ones(officer):
    client = Client()
    sign_in(client)
    _secret, codes_page = set_up_app(client)
    old = re.findall(r"\d{8}<", client.get(codes_page).content.decode())
    assert client.post("/accounts/factors/codes/renew/")["Location"] == codes_page
    new = re.findall(r"\d{8}<", client.get(codes_page).content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)


def test_a_passkey_of_another_person_cannot_be_removed(officer):
    other = make_officer("other@office.example")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Theirs", "credential": {}})
    client = Client()
    sign_in(client)
    assert client.get(f"/accounts/factors/passkeys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/accounts/factors/passkeys/{key.pk}/remove/").status_code == 404


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", "1", '"x"', '{"id": 1}', "{" * 50, '{"response": 1}'])
@pytest.mark.parametrize("page", [ADD_PASSKEY, "/accounts/sign-in/passkey/", "/accounts/proof/passkey/"])
def test_what_is_no_passkey_is_refused(officer, page, credential):
    Authenticator.objects.create(user=officer, type="totp", data={"secret": SECRET})
    client = Client()
    if page != "/accounts/sign-in/passkey/":
        client = first_step()
        client.post(SECOND_STEP, {"code": code()})
    answer = client.post(page, {"credential": credential} | ({"name": "Desk"} if page == ADD_PASSKEY else {}))
    assert answer.status_code in (302, 422)
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert page != "/accounts/sign-in/passkey/" or not is_in(client)


# A fresh proof


@pytest.fixture
def stale(officer, settings):
    """Signed in longer ago than a proof lasts."""
    client = Client()
    sign_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    return client


@pytest.mark.parametrize("page", ["/accounts/factors/app/", ADD_PASSKEY, "/accounts/factors/codes/renew/"])
def test_factors_are_changed_only_after_a_fresh_proof(stale, page):
    assert stale.get(page)["Location"] == f"{PROOF}?next={page.replace('/', '%2F')}"


def test_a_password_is_proof_for_ten_minutes(stale, settings):
    assert stale.post(f"{PROOF}?next=/accounts/factors/app/", {"password": "wrong"}).status_code == 422
    before = stale.session.session_key
    proved = stale.post(f"{PROOF}?next=/accounts/factors/app/", {"password": PASSWORD})
    assert proved["Location"] == "/accounts/factors/app/"
    assert stale.session.session_key != before
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
    assert stale.get("/accounts/factors/app/").status_code == 200


def test_a_code_is_proof_too(with_app, settings):
    client = first_step()
    client.post(SECOND_STEP, {"code": code(later=-1)})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.post("/accounts/proof/code/", {"code": "000000"}).status_code == 422
    assert client.post("/accounts/proof/code/?next=/accounts/", {"code": code()})["Location"] == "/accounts/"


@pytest.mark.parametrize("page", ["/accounts/proof/", "/accounts/proof/code/", "/accounts/proof/passkey/"])
def test_a_proof_refuses_a_field_that_it_does_not_have(with_app, settings, page):
    Authenticator.objects.create(user=with_app, type="webauthn", data={"name": "Desk", "credential": {}})
    client = first_step()
    client.post(SECOND_STEP, {"code": code()})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert "odd_one" not in client.post(page, {"odd_one": "1"}).content.decode()
    assert client.post(page, {"odd_one": "1"}).status_code == 422


def test_wrong_proofs_are_counted(stale):
    answers = [stale.post(PROOF, {"password": "wrong"}) for _time in range(6)]
    assert statuses(answers) == {422: 5, 429: 1}


def test_a_proof_never_leads_to_a_foreign_host(stale):
    proved = stale.post(f"{PROOF}?next=https://elsewhere.example/", {"password": PASSWORD})
    assert proved["Location"] == "/accounts/factors/"


@pytest.mark.parametrize("page", ["/accounts/factors/", "/accounts/factors/codes/", PROOF, "/accounts/password/"])
def test_a_visitor_signs_in_first(client, db, page):
    assert client.get(page)["Location"].startswith("/accounts/sign-in/?next=")
    assert User.objects.count() == 0
