"""Signing in and out."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from accounts.choices import Role
from accounts.models import User
from bsp_portal import settings as configured

PASSWORD = "lake-of-nine-rivers"


@pytest.fixture
def officer(db):
    return User.objects.create_user("officer@office.example", PASSWORD, name="Ama Diallo", role=Role.SECRETARIAT)


def sign_in(client, email="officer@office.example", password=PASSWORD, **fields):
    return client.post("/accounts/sign-in/", {"username": email, "password": password, **fields})


def test_an_officer_signs_in_with_any_capitals_in_the_address_and_gets_a_new_session(client, officer):
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    response = sign_in(client, email="Officer@OFFICE.example")
    assert response.status_code == 302
    assert response["Location"] == "/desk/"
    assert client.session.session_key != before


def test_passwords_are_kept_as_argon2(officer):
    assert identify_hasher(officer.password).algorithm == "argon2"
    # Tests hash with less; this is what the portal itself is set to.
    assert configured.PASSWORD_HASHERS == ["accounts.signing_in.hashers.Argon2"]


def test_known_unknown_and_disabled_accounts_get_the_same_answer(client, officer):
    User.objects.create_user("gone@office.example", PASSWORD, name="Gone", role=Role.SECRETARIAT, is_active=False)
    answers = {
        sign_in(client, email="officer@office.example", password="wrong"),
        sign_in(client, email="nobody@office.example", password="wrong"),
        sign_in(client, email="gone@office.example"),
    }
    assert {answer.status_code for answer in answers} == {422}
    messages = {tuple(answer.context["form"].non_field_errors()) for answer in answers}
    assert len(messages) == 1


def test_a_refused_sign_in_begins_with_the_summary_and_keeps_the_address(client, officer):
    page = sign_in(client, password="wrong").content.decode()
    assert "<title>Error:" in page
    assert page.index('role="alert"') < page.index("<h1")
    assert 'value="officer@office.example"' in page
    assert "wrong" not in page.replace('class="field w22 wrong"', "")


@pytest.mark.parametrize("fields", [{"username": "", "password": ""}, {"username": "a\0b", "password": "\0"}])
def test_what_cannot_be_read_is_refused_in_words(client, db, fields):
    assert client.post("/accounts/sign-in/", fields).status_code == 422


def test_the_way_back_is_kept_if_it_is_local(client, officer):
    assert (
        'value="/needs/?country=KEN"' in client.get("/accounts/sign-in/?next=/needs/%3Fcountry%3DKEN").content.decode()
    )
    assert sign_in(client, next="/needs/?country=KEN")["Location"] == "/needs/?country=KEN"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"]
)
def test_the_way_back_never_leads_to_a_foreign_host(client, officer, elsewhere):
    assert sign_in(client, next=elsewhere)["Location"] == "/desk/"


def test_an_unknown_parameter_is_refused(client, db):
    assert client.get("/accounts/sign-in/?user=1").status_code == 400


def test_signing_out_needs_a_form_and_ends_the_session(client, officer):
    sign_in(client)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.post("/accounts/sign-out/")["Location"] == "/"
    assert client.get("/accounts/").status_code == 302


def test_a_form_without_its_token_is_refused(officer):
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_the_account_is_shown_to_its_owner_only(client, officer):
    assert client.get("/accounts/")["Location"] == "/accounts/sign-in/?next=/accounts/"
    client.force_login(officer)
    assert "officer@office.example" in client.get("/accounts/").content.decode()
