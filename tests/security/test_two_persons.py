"""What one person begins and a second finishes (docs/design/security.md#two-persons)."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts import actions as accounts_actions
from accounts.choices import Role
from accounts.models import User
from accounts.rights import ByTwo, is_power
from core.errors import RuleBroken
from core.models import AuditEvent
from needs.policies import ASSESSMENT_ACTORS, REQUEST_ACTORS
from partners import actions as partners_actions
from partners.models import RoleChange
from tests import two_persons
from tests.factories import AssessmentFactory, AssistanceRequestFactory, MeaFactory, UserFactory
from tests.fresh import sign_in_freshly
from tests.two_persons import ALL, BEGINNINGS

# Columns that name a person: those of the first person of an act of two, and why no other is one.
NAMED = {
    "accounts.User.made_by": "accounts.policies.INVITING",
    "partners.RoleChange.proposed_by": "partners.policies.CONFIRMING",
    "reports.Report.cleared_by": "reports.policies.ISSUING",
    "accounts.Invitation.sent_by": "second step",
    "partners.RoleChange.decided_by": "second step",
    "reports.Report.issued_by": "second step",
    "reports.Report.requested_by": "whoever orders decides nothing",
    "projects.ImportBatch.requested_by": "whoever sends a file decides nothing",
    "core.Letter.requested_by": "the portal's own",
    "accounts.AccountLetter.requested_by": "the portal's own",
    "reports.FixedTerm.reviewed_by": "no act asks for it",
    "needs.AssistanceRequest.assigned_to": "any officer of the office may go on",
}


@pytest.fixture
def first(secretariat):
    return secretariat


@pytest.fixture
def second(second_secretariat):
    return second_secretariat


@pytest.fixture
def third(db):
    return UserFactory(name="Third of the secretariat")


def demote(account, by):
    accounts_actions.change_role(account, by=by, role=Role.MEA, meas=[MeaFactory()], data={})


def disable(account, by):
    accounts_actions.disable_account(account, by=by, reason="Left.")


@pytest.fixture(params=ALL, ids=lambda begin: begin.__name__)
def begun(request, first, media):
    return request.param(first)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_every_act_of_two_persons_is_walked():
    assert two_persons.declared() == set(BEGINNINGS) == {name for name in NAMED.values() if "policies" in name}


def test_no_other_column_names_a_first_person():
    """A new one is declared (accounts.rights.ByTwo), or the reason is given why it is none."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.local_fields
        if field.related_model is User and field.name.endswith(("_by", "_to"))
    }
    kept = {name for name in found if not name.endswith((".created_by", ".updated_by"))}
    assert kept == set(NAMED)


def test_the_second_person_finishes_what_the_first_began(begun, first, second):
    with pytest.raises((PermissionDenied, RuleBroken)):
        begun.finish(first)
    assert not begun.is_finished()
    begun.finish(second)
    assert begun.is_finished()


@pytest.mark.parametrize("leave", [demote, disable])
def test_what_somebody_began_who_may_no_longer_is_begun_again(begun, first, second, third, leave):
    leave(first, third)
    with pytest.raises(RuleBroken, match="no longer belongs to the secretariat"):
        begun.finish(second)
    assert not begun.is_finished()
    anew = begun.again(second)
    with pytest.raises((PermissionDenied, RuleBroken)):
        anew.finish(second)
    anew.finish(third)
    assert anew.is_finished()


@pytest.mark.parametrize("leave", [demote, disable])
def test_the_second_person_is_judged_as_the_account_is_now(begun, second, third, leave):
    """``second`` was read before, as a session reads whoever it belongs to."""
    leave(User.objects.get(pk=second.pk), third)
    with pytest.raises(PermissionDenied):
        begun.finish(second)
    assert not begun.is_finished()


@pytest.mark.parametrize("leave", [demote, disable])
def test_without_the_judgement_the_first_person_is_forgotten(begun, first, second, third, leave, monkeypatch):
    monkeypatch.setattr(ByTwo, "judge", lambda *asked, **options: None)
    leave(first, third)
    begun.finish(second)
    assert begun.is_finished()


# Which accounts have a power


def test_whoever_has_no_power_neither_adopts_nor_submits_nor_closes(
    kenya, kenya_government, kenya_signatory, africa_office, agency_member, mea_focal_point, secretariat
):
    assistance, assessment = AssistanceRequestFactory(country=kenya), AssessmentFactory(country=kenya)
    people = [kenya_government, kenya_signatory, africa_office, agency_member, mea_focal_point, secretariat]
    binding = [REQUEST_ACTORS[act] for act in ("submit", "withdraw", "close")]
    for account in people:
        binds = any(may(account, assistance) for may in binding) or ASSESSMENT_ACTORS["adopt"](account, assessment)
        assert is_power(account.role, account.is_signatory) == (binds or account == secretariat)


# Pages


def page_of(account, act="") -> str:
    return f"/accounts/people/{account.pk}/{act}"


def test_who_sends_an_invitation_reads_the_letter_before(first, second):
    two_persons.invitation(first)
    account = User.objects.get(email=two_persons.ANN["email"])
    User.objects.filter(pk=account.pk).update(language="fr")
    assert sign_in_freshly(Client(), first).get(page_of(account, "invite-again/")).status_code == 403
    client = sign_in_freshly(Client(), second)
    assert f'href="{page_of(account, "invite-again/")}"' in client.get(page_of(account)).content.decode()
    page = client.get(page_of(account, "invite-again/")).content.decode()
    assert account.email in page
    assert '<div lang="fr">' in page
    assert "Votre rôle" in page
    assert "/accounts/invitation/?key=…" in page
    assert client.post(page_of(account, "invite-again/")).status_code == 302
    assert account.invitations.get().sent_by == second


def test_an_account_whose_maker_has_left_is_taken_over(first, second, third):
    begun = two_persons.invitation(first)
    account = User.objects.get(email=two_persons.ANN["email"])
    disable(first, third)
    client = sign_in_freshly(Client(), second)
    assert "Take the account over" in client.get(page_of(account)).content.decode()
    assert client.get(page_of(account, "invite-again/")).status_code == 409
    assert client.post(page_of(account, "take-over/")).status_code == 302
    assert client.post(page_of(account, "take-over/")).status_code == 403
    assert AuditEvent.objects.about(account).filter(verb="account.taken_over", actor=second).count() == 1
    begun.finish(third)


def test_a_signatory_is_enabled_by_two(first, second, kenya_signatory):
    disable(kenya_signatory, first)
    client, other = sign_in_freshly(Client(), first), sign_in_freshly(Client(), second)
    assert (
        "when another member of the secretariat confirms"
        in client.get(page_of(kenya_signatory, "enable/")).content.decode()
    )
    assert client.post(page_of(kenya_signatory, "enable/"), {"reason": "Back."}).status_code == 302
    kenya_signatory.refresh_from_db()
    assert not kenya_signatory.is_active
    for page in (client.get(page_of(kenya_signatory)), other.get(page_of(kenya_signatory))):
        assert "Enabling waiting for confirmation" in page.content.decode()
    assert client.post(page_of(kenya_signatory, "role/confirm/")).status_code == 403
    assert client.post(page_of(kenya_signatory, "enable/"), {"reason": "Back."}).status_code == 409
    assert other.post(page_of(kenya_signatory, "role/confirm/")).status_code == 302
    kenya_signatory.refresh_from_db()
    assert (kenya_signatory.is_active, kenya_signatory.is_signatory) == (True, True)
    assert "The account has been enabled" in other.get(page_of(kenya_signatory)).content.decode()


def test_the_proposal_to_enable_can_be_cancelled(first, second, kenya_signatory):
    disable(kenya_signatory, first)
    change = partners_actions.enable_person(kenya_signatory, by=first, reason="Back.")
    assert sign_in_freshly(Client(), first).post(page_of(kenya_signatory, "role/drop/")).status_code == 302
    with pytest.raises(RuleBroken):
        partners_actions.confirm_role_change(change, by=second)
    assert not User.objects.get(pk=kenya_signatory.pk).is_active


def test_nobody_enables_a_power_alone_by_another_way(first, kenya_signatory):
    disable(kenya_signatory, first)
    with pytest.raises(PermissionDenied):
        accounts_actions.enable_account(kenya_signatory, by=first, reason="Back.")


def test_who_is_not_disabled_is_not_proposed_to_be_enabled(first, kenya_signatory):
    with pytest.raises(RuleBroken):
        partners_actions.enable_person(kenya_signatory, by=first, reason="Back.")
    assert not RoleChange.objects.exists()


def test_the_desk_leads_the_second_person_to_what_waits(first, second):
    two_persons.invitation(first)
    for begin in (two_persons.role_change, two_persons.enabling):
        begin(first)
    accounts = {User.objects.get(email=two_persons.ANN["email"]), *(c.account for c in RoleChange.objects.all())}
    desk = sign_in_freshly(Client(), second).get("/desk/").content.decode()
    assert all(f'href="{page_of(account)}"' in desk for account in accounts)
    assert len(accounts) == 3
    assert "waiting for a second person" not in sign_in_freshly(Client(), first).get("/desk/").content.decode()


def test_a_proposal_whose_proposer_has_left_says_so_on_its_page(first, second, third):
    two_persons.role_change(first)
    account = RoleChange.objects.get().account
    disable(first, third)
    page = sign_in_freshly(Client(), second).get(page_of(account)).content.decode()
    assert "no longer belongs to the secretariat" in page
    assert "role/confirm/" not in page
    assert "role/drop/" in page
