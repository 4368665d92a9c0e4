"""An account without the scope that its role needs is a visitor, and cannot be made."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts import actions
from accounts.choices import Role, Scope
from accounts.models import User
from partners import actions as partners_actions
from partners.models import AgencyMember
from tests.factories import AgencyFactory

ANN = {"email": "ann@office.example", "name": "Ann Person"}
SCOPED = (Role.GOVERNMENT, Role.REGIONAL_OFFICE, Role.AGENCY, Role.MEA)
# Where the role itself is meant: who somebody is, and not what the account opens.
ROLE_ITSELF = {
    "accounts/actions.py: account.role",
    "accounts/policies.py: account.role",
    "needs/policies.py: author.role",
    "partners/actions/agencies.py: user.role",
    "partners/actions/people.py: account.role",
    "templates/needs/_messages.html: author.role",
    "templates/needs/_messages.html: user.role",
}


@contextmanager
def at_commit():
    """What is done within is asked what a transaction is asked when it ends."""
    with transaction.atomic():
        yield
        connection.check_constraints()


@pytest.mark.parametrize(
    "who",
    ["kenya_government", "africa_office", "secretariat", "agency_member", "mea_focal_point"],
)
def test_an_account_speaks_in_its_role_while_it_is_active(request, who):
    account = request.getfixturevalue(who)
    assert account.speaks_as == account.role
    account.is_active = False
    assert account.speaks_as is None


@pytest.mark.parametrize("role", [*SCOPED, "king", ""])
def test_without_its_scope_an_account_speaks_as_nobody(db, role):
    assert User(pk=1, role=role).speaks_as is None


def test_policies_and_sight_ask_in_which_role_an_account_speaks():
    """``role`` is what was entered; what it opens is told by ``speaks_as`` alone."""
    asked = re.compile(r"\b((?:user|reader|actor|account|author|person)\.role)\b(?!_)|(User\(role=)|(\"role\", None)")
    found = set()
    for path in programme():
        names = {next(filter(None, match)) for match in asked.findall(path.read_text())}
        found |= {f"{path.relative_to(settings.BASE_DIR)}: {name}" for name in names}
    assert found == ROLE_ITSELF


def programme() -> list[Path]:
    """Code and templates of all floors, but for invented and founding data."""
    floors = [app.split(".")[0] for app in settings.INSTALLED_APPS if (settings.BASE_DIR / app.split(".")[0]).is_dir()]
    code = [path for floor in {*floors, "bsp_portal"} for path in (settings.BASE_DIR / floor).rglob("*.py")]
    kept = [path for path in code if not {"migrations", "demo", "seeding"} & set(path.parts)]
    return [*kept, *(settings.BASE_DIR / "templates").rglob("*.html")]


@pytest.mark.parametrize("role", SCOPED)
def test_no_act_makes_an_account_without_its_scope(secretariat, second_secretariat, kenya_government, role):
    for make in (actions.create_account, partners_actions.invite_person):
        with pytest.raises(ValidationError):
            make(by=secretariat, role=role, **ANN)
    with pytest.raises(ValidationError):
        actions.change_role(kenya_government, by=secretariat, role=role, data={})
    with pytest.raises(ValidationError):
        partners_actions.propose_role_change(kenya_government, by=secretariat, role=role, reason="Moved.")
    assert not User.objects.filter(email=ANN["email"]).exists()


@pytest.mark.parametrize("role", SCOPED)
def test_the_database_keeps_no_account_without_its_scope(db, role):
    with pytest.raises(IntegrityError), at_commit():
        User.objects.create(email="ann@office.example", name="Ann", role=role)


@pytest.mark.parametrize("role", SCOPED)
def test_the_database_gives_nobody_a_role_without_its_scope(secretariat, role):
    with pytest.raises(IntegrityError), at_commit():
        User.objects.filter(pk=secretariat.pk).update(role=role)


def test_the_database_takes_no_scope_away(agency_member, mea_focal_point, secretariat):
    with pytest.raises(IntegrityError), at_commit():
        AgencyMember.objects.filter(user=agency_member).delete()
    with pytest.raises(IntegrityError), at_commit():
        AgencyMember.objects.filter(user=agency_member).update(user=secretariat)
    with pytest.raises(IntegrityError), at_commit():
        mea_focal_point.meas.clear()


def test_within_a_transaction_a_scope_may_be_exchanged(agency_member):
    with at_commit():
        AgencyMember.objects.filter(user=agency_member).delete()
        AgencyMember.objects.create(user=agency_member, agency=AgencyFactory())


def test_an_account_without_its_scope_may_go(scopeless, mea_focal_point):
    with at_commit():
        scopeless.delete()
        mea_focal_point.delete()


def test_no_token_is_made_for_an_account_without_an_agency(scopeless):
    with pytest.raises(ValidationError):
        actions.create_token(scopeless, by=None, name="Ours", scopes=[Scope.PROJECTS_READ])
