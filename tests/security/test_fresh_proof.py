"""Every act that gives or takes rights asks for a fresh proof, and goes on with what was sent."""

import ast
import inspect
import textwrap
from importlib import import_module
from types import FunctionType

import pytest
from django.test import Client

from accounts import actions as accounts_actions
from accounts.models import User
from accounts.rights import changes_rights
from accounts.signing_in.reauthentication import FreshSignInRequired
from core.forms.views import ActView
from partners import actions as partners_actions
from partners.models import RoleChange
from tests import two_persons
from tests.factories import UserFactory
from tests.fresh import sign_in_freshly
from tests.walking import subclasses, views_of

PASSWORD = "lake-of-nine-rivers"
ROOMS = ("accounts.actions", "partners.actions.people", "partners.actions.agencies")
# The acts of those rooms that give nobody rights and take none.
OTHERS = {
    "accept_invitation": "the invited person has no session yet; the link is the proof",
    "edit_own_account": "name, language and letters",
    "end_session": "one's own",
    "end_other_sessions": "one's own",
    "register_agency": "nobody speaks for it yet",
    "drop_role_change": "what was proposed does not come to be",
    "check_scope": "asks, changes nothing",
    "end_access": "a part of acts that are marked",
    "role_and_scope": "says what the audit keeps",
}


def marked(value) -> bool:
    return getattr(value, "changes_rights", None) is True


def changing(view: type[ActView]) -> set[str]:
    """The marked acts that the classes of this view name."""
    return {name for one in view.__mro__ if issubclass(one, ActView) for name in named_acts(one)}


def named_acts(one: type) -> set[str]:
    rooms = vars(import_module(one.__module__))
    tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
    named = {node.id: rooms.get(node.id) for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            named[node.attr] = getattr(rooms.get(node.value.id), node.attr, None)
    return {name for name, value in named.items() if marked(value)}


def unproven(views) -> list[str]:
    """Views that change rights of whoever sat down at a browser left open."""
    return [view.__name__ for view in views if changing(view) and not issubclass(view, FreshSignInRequired)]


def test_every_view_of_an_act_that_changes_rights_asks_for_a_fresh_proof():
    views = subclasses(ActView)
    assert unproven(views) == []
    assert {name for view in views for name in changing(view)} == {
        "invite_person",
        "send_invitation",
        "take_over",
        "disable_account",
        "enable_person",
        "erase_person",
        "propose_role_change",
        "confirm_role_change",
        "disable_agency",
        "enable_agency",
        "create_token",
        "revoke_token",
    }


def test_every_act_on_accounts_says_whether_it_changes_rights():
    acts = {}
    for room in map(import_module, ROOMS):
        acts |= {
            name: act
            for name, act in vars(room).items()
            if isinstance(act, FunctionType) and act.__module__ == room.__name__ and not name.startswith("_")
        }
    assert {name for name, act in acts.items() if not marked(act)} == set(OTHERS)


def test_a_view_that_asks_for_no_proof_is_noticed():
    class Careless(ActView):
        def act(self):
            return partners_actions.confirm_role_change(self.record, by=self.reader)

    class Button(ActView):
        action = staticmethod(accounts_actions.disable_account)

    class Heir(Button):
        pass

    assert unproven([Careless, Button, Heir]) == ["Careless", "Button", "Heir"]
    assert marked(changes_rights(lambda: None))


# Each of them in a browser


@pytest.fixture
def acts(kenya, agency, agency_member, kenya_government, kenya_signatory, secretariat, second_secretariat):
    """Every view that changes rights: who acts, at which address, with what, and how it is seen that it was done."""
    invited = UserFactory(made_by=second_secretariat)
    disabled, gone = (UserFactory(government=True, is_active=False) for _account in range(2))
    leaver = UserFactory(is_active=False)
    left_behind = UserFactory(made_by=leaver)
    to_change = two_persons.role_change(second_secretariat)
    changing_person = RoleChange.objects.get().account
    closed = partners_actions.register_agency(by=secretariat, code="closed-institute", name="Closed", kind="academic")
    partners_actions.disable_agency(closed, by=secretariat, reason="Over.")
    token, _text = accounts_actions.create_token(agency_member, by=None, name="Ours", scopes=["projects:read"])

    def active(account):
        return User.objects.get(pk=account.pk).is_active

    people, why = "/accounts/people/", {"reason": "Because."}
    ann = {"name": "Ann", "email": "ann@office.example", "language": "en", "role": "government", "country": "KEN"}
    role = {"role": "secretariat", "reason": "Moved."}
    tokens = {"name": "New", "scopes": ["projects:read"], "days": "30"}
    return {
        "partners:person_invite": (
            secretariat, f"{people}invite/", ann, lambda: User.objects.filter(email=ann["email"]).exists(),
        ),
        "partners:person_invite_again": (
            secretariat, f"{people}{invited.pk}/invite-again/", {}, lambda: invited.invitations.exists(),
        ),
        "partners:person_take_over": (
            secretariat,
            f"{people}{left_behind.pk}/take-over/",
            {},
            lambda: User.objects.get(pk=left_behind.pk).made_by == secretariat,
        ),
        "partners:person_disable": (
            secretariat, f"{people}{kenya_signatory.pk}/disable/", why, lambda: not active(kenya_signatory),
        ),
        "partners:person_enable": (
            secretariat, f"{people}{disabled.pk}/enable/", why, lambda: active(disabled),
        ),
        "partners:person_erase": (
            secretariat, f"{people}{gone.pk}/erase/", {}, lambda: User.objects.get(pk=gone.pk).erased_at is not None,
        ),
        "partners:role_propose": (
            secretariat,
            f"{people}{kenya_government.pk}/role/",
            role,
            lambda: kenya_government.role_changes.exists(),
        ),
        "partners:role_confirm": (
            secretariat, f"{people}{changing_person.pk}/role/confirm/", {}, to_change.is_finished,
        ),
        "partners:agency_enable": (
            secretariat,
            f"/partners/{closed.code}/enable/",
            why,
            lambda: type(closed).objects.get(pk=closed.pk).has_access,
        ),
        "accounts:token_new": (
            agency_member, "/accounts/tokens/new/", tokens, lambda: agency_member.tokens.filter(name="New").exists(),
        ),
        "accounts:token_revoke": (
            agency_member,
            f"/accounts/tokens/{token.prefix}/revoke/",
            why,
            lambda: agency_member.tokens.get(pk=token.pk).revoked_at is not None,
        ),
        "partners:agency_disable": (
            secretariat, f"/partners/{agency.code}/disable/", why, lambda: not active(agency_member),
        ),
    }  # fmt: skip


def test_a_stale_session_is_led_to_the_proof_and_goes_on_with_what_it_sent(acts):
    assert set(acts) == {name for name, view in views_of(ActView).items() if changing(view)}
    for name, (who, address, sent, is_done) in acts.items():
        who.set_password(PASSWORD)
        who.save()
        client = sign_in_freshly(Client(), who, seconds_ago=601)
        proof = client.post(address, sent)
        assert (proof.status_code, is_done()) == (302, False), name
        assert proof["Location"].startswith("/accounts/proof/"), name
        assert client.post(proof["Location"], {"password": PASSWORD}).status_code in (200, 302), name
        assert is_done(), name


def test_the_account_pages_of_a_fresh_session_ask_for_nothing(acts):
    """The proof of a moment ago is enough for all of them."""
    for name, (who, address, sent, is_done) in acts.items():
        answer = sign_in_freshly(Client(), User.objects.get(pk=who.pk)).post(address, sent)
        assert answer.status_code in (200, 302), name
        assert is_done(), name
