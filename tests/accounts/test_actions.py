import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts import actions, api_tokens
from accounts.choices import Role, Scope
from accounts.models import ApiToken, User
from core.errors import RuleBroken

pytestmark = pytest.mark.django_db
PERSON = {"email": "Ann@Office.example", "name": "Ann Person", "role": Role.SECRETARIAT}


def test_the_secretariat_invites_a_person_once(secretariat, kenya_signatory):
    user = actions.create_account(by=secretariat, **PERSON)
    assert (user.email, user.has_usable_password()) == ("ann@office.example", False)
    with pytest.raises(RuleBroken):
        actions.create_account(by=secretariat, **PERSON)
    with pytest.raises(PermissionDenied):
        actions.create_account(by=kenya_signatory, **PERSON | {"email": "ben@office.example"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": Role.GOVERNMENT},
        {"role": Role.REGIONAL_OFFICE},
        {"is_signatory": True},
        {"password": "short"},
        {"password": "password1234"},
    ],
)
def test_an_account_without_its_scope_or_with_a_weak_password_is_refused(wrong, secretariat):
    with pytest.raises(ValidationError):
        actions.create_account(by=secretariat, **PERSON | wrong)
    assert not User.objects.filter(email="ann@office.example").exists()


def test_a_token_is_shown_once_and_only_its_hash_is_kept(agency_member):
    row, text = actions.create_token(agency_member, by=agency_member, name="Our system", scopes=[Scope.PROJECTS_READ])
    token = api_tokens.read(text)
    assert str(token) == text
    assert len(token.secret) == 43
    assert row.prefix == token.prefix
    assert row.secret_hash == hashlib.sha256(token.secret.encode()).hexdigest()
    assert token.matches(row.secret_hash)
    assert not api_tokens.make().matches(row.secret_hash)
    assert row.expires_at - timezone.now() > timedelta(days=89)
    assert token.secret not in str(list(ApiToken.objects.values()))


@pytest.mark.parametrize("text", ["", "bsp_", "bsp_12345678_short", "Bearer bsp_12345678_" + "a" * 43, "x" * 56])
def test_what_has_not_the_form_of_a_token_is_none(text):
    assert api_tokens.read(text) is None


@pytest.mark.parametrize("person", ["kenya_signatory", "africa_office"])
def test_nobody_makes_tokens_for_another(person, request, agency_member):
    user = request.getfixturevalue(person)
    with pytest.raises(PermissionDenied):
        actions.create_token(agency_member, by=user, name="Theirs", scopes=[Scope.PROJECTS_READ])


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["all"]}, {"days": 366}, {"days": 0}])
def test_tokens_have_scopes_and_an_end(wrong, agency_member):
    with pytest.raises(ValidationError):
        actions.create_token(
            agency_member, by=agency_member, **{"name": "Ours", "scopes": [Scope.PROJECTS_READ]} | wrong
        )


def test_an_account_has_ten_tokens_at_most_until_it_revokes_one(agency_member, kenya_signatory):
    made = [
        actions.create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])[0]
        for _time in range(10)
    ]
    with pytest.raises(RuleBroken):
        actions.create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])
    with pytest.raises(PermissionDenied):
        actions.revoke_token(made[0], by=kenya_signatory)
    actions.revoke_token(made[0], by=agency_member)
    with pytest.raises(RuleBroken):
        actions.revoke_token(made[0], by=agency_member)
    assert actions.create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])


def test_tokens_are_for_agencies(secretariat, kenya_government):
    with pytest.raises(ValidationError):
        actions.create_token(kenya_government, by=secretariat, name="Ours", scopes=[Scope.PROJECTS_READ])


def test_a_new_password_is_set_by_the_secretariat_or_the_operator(secretariat, kenya_government):
    actions.set_password(kenya_government, by=None, password="correct horse battery")
    kenya_government.refresh_from_db()
    assert kenya_government.check_password("correct horse battery")
    with pytest.raises(PermissionDenied):
        actions.set_password(secretariat, by=kenya_government, password="correct horse battery")
