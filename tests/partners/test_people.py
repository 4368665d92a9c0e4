"""People: invited, disabled, and given another role by two persons (docs/design/security.md#two-persons)."""

import html
import io
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import create_token, disable_account, send_invitation
from accounts.choices import AccountState, Role, Scope
from accounts.models import ApiToken, Invitation, User
from core.errors import RuleBroken
from core.models import AuditEvent
from partners import actions
from partners.models import AgencyMember, RoleChange
from reference.models import Country
from tests.factories import AgencyFactory, MeaFactory, UserFactory
from tests.fresh import sign_in_freshly

PEOPLE = "/accounts/people/"
INVITE = f"{PEOPLE}invite/"
ANN = {"name": "Ann Person", "email": "Ann@office.example", "language": "fr", "role": "government", "country": "KEN"}
PASSWORD = "lake-of-nine-rivers"


@pytest.fixture
def office(secretariat, kenya):
    """A browser of the secretariat, freshly signed in."""
    return browser(secretariat)


def browser(user) -> Client:
    return sign_in_freshly(Client(), user)


def is_in(client) -> bool:
    return client.get("/accounts/").status_code == 200


def person(account, act="") -> str:
    return f"{PEOPLE}{account.pk}/{act}"


# Inviting


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.GOVERNMENT, {"country": "KEN"}),
        (Role.GOVERNMENT, {"country": "KEN", "is_signatory": "on"}),
        (Role.REGIONAL_OFFICE, {"region": True}),
        (Role.AGENCY, {"agency": True}),
        (Role.MEA, {"meas": True}),
    ],
)
def test_the_secretariat_invites_a_person_in_each_role(office, second_secretariat, kenya, agency, role, scope):
    records = {"region": kenya.region, "agency": agency, "meas": MeaFactory(code="cbd")}
    fields = {name: records[name].pk if value is True else value for name, value in scope.items()}
    answer = office.post(INVITE, ANN | {"role": role, "country": ""} | fields)
    assert (answer.status_code, answer["Location"]) == (302, PEOPLE)
    account = User.objects.get(email="ann@office.example")
    assert (account.role, account.state, account.language) == (role, AccountState.INVITED, "fr")
    assert (account.country == kenya) == ("country" in scope)
    assert account.is_signatory == ("is_signatory" in scope)
    assert (account.region == kenya.region) == ("region" in scope)
    assert AgencyMember.objects.filter(user=account, agency=agency).exists() == ("agency" in scope)
    assert list(account.meas.all()) == ([records["meas"]] if "meas" in scope else [])
    if "is_signatory" in scope:
        assert not Invitation.objects.exists()
        assert browser(second_secretariat).post(person(account, "invite-again/")).status_code == 302
    assert Invitation.objects.get().account == account
    verbs = AuditEvent.objects.about(account).values_list("verb", flat=True)
    assert set(verbs) == {"account.created", "invitation.sent"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"country": ""}, "country"),
        ({"role": "regional_office"}, "region"),
        ({"role": "agency"}, "agency"),
        ({"role": "mea"}, "meas"),
        ({"role": "secretariat"}, "country"),
        ({"role": "mea", "is_signatory": "on"}, "is_signatory"),
        ({"role": "king"}, "role"),
        ({"role": ""}, "role"),
        ({"role": "government", "country": "XXX"}, "country"),
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"language": "la"}, "language"),
    ],
)
def test_a_role_without_its_scope_or_with_anothers_is_refused(office, kenya, wrong, named):
    answer = office.post(INVITE, ANN | wrong)
    assert answer.status_code == 422
    assert named in answer.context["form"].errors
    assert not User.objects.filter(email="ann@office.example").exists()


@pytest.mark.parametrize("power", [{"role": "secretariat", "country": ""}, {"is_signatory": "on"}])
def test_to_an_account_with_a_power_a_second_person_invites(office, secretariat, second_secretariat, kenya, power):
    assert office.post(INVITE, ANN | power).status_code == 302
    account = User.objects.get(email="ann@office.example")
    assert (account.state, account.made_by) == (AccountState.INVITED, secretariat)
    assert "Another member of the secretariat must send it" in office.get(person(account)).content.decode()
    assert office.post(person(account, "invite-again/")).status_code == 403
    assert not account.invitations.exists()
    assert browser(second_secretariat).post(person(account, "invite-again/")).status_code == 302
    assert account.invitations.get().is_open()


def test_the_operator_invites_the_first_people(db):
    call_command("invite_secretariat", "first@office.example", "First Person", language="ru", stdout=io.StringIO())
    account = User.objects.get()
    assert (account.role, account.state, account.language) == (Role.SECRETARIAT, AccountState.INVITED, "ru")
    assert account.invitations.get().is_open()
    with pytest.raises(CommandError):
        call_command("invite_secretariat", "first@office.example", "First Person")


def test_a_known_address_is_answered_like_an_unknown_one(office, kenya_government):
    before = (kenya_government.role, kenya_government.password, kenya_government.name)
    answers = [office.post(INVITE, ANN | {"email": email}) for email in ("new@office.example", kenya_government.email)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, PEOPLE)}
    pages = [office.get(answer["Location"]).content.decode() for answer in answers[:1]]
    assert "An email with a link to choose a password is being sent" in pages[0]
    kenya_government.refresh_from_db()
    assert (kenya_government.role, kenya_government.password, kenya_government.name) == before
    assert not kenya_government.invitations.exists()
    assert AuditEvent.objects.about(kenya_government).get().verb == "account.invited_again"


def test_an_agency_that_is_disabled_gets_no_further_people(secretariat, agency):
    actions.disable_agency(agency, by=secretariat, reason="Its agreement has ended.")
    with pytest.raises(RuleBroken):
        actions.invite_person(by=secretariat, email="ben@agency.example", name="Ben", role=Role.AGENCY, agency=agency)
    assert not User.objects.filter(email="ben@agency.example").exists()


def test_the_invitation_is_sent_again_five_times_an_hour_at_most(office, secretariat):
    office.post(INVITE, ANN)
    account = User.objects.get(email="ann@office.example")
    first = Invitation.objects.get()
    assert office.post(person(account, "invite-again/")).status_code == 302
    assert not first.is_open()
    assert Invitation.objects.first().is_open()
    for _time in range(3):
        send_invitation(account, by=secretariat)
    assert office.post(person(account, "invite-again/")).status_code == 429
    assert Invitation.objects.count() == 5


def test_who_has_a_password_is_not_invited_again(secretariat, kenya_government):
    kenya_government.set_password(PASSWORD)
    kenya_government.save()
    with pytest.raises(RuleBroken):
        send_invitation(kenya_government, by=secretariat)


# Looking


def test_the_list_is_narrowed_by_role_country_region_agency_and_state(
    office, kenya_government, peru_government, africa_office, agency_member
):
    disable_account(peru_government, by=None, reason="Left.")
    User.objects.filter(pk=africa_office.pk).update(password="argon2$")

    def found(query) -> set[str]:
        page = office.get(f"{PEOPLE}?{query}").content.decode()
        return set(re.findall(r'/accounts/people/\d+/"><bdi>([^<]+)</bdi>', page))

    assert found("role=government") == {kenya_government.name, peru_government.name}
    assert found("country=KEN") == {kenya_government.name}
    assert found(f"region={africa_office.region_id}") == {kenya_government.name, africa_office.name}
    assert found("agency=river-institute") == {agency_member.name}
    assert found("state=disabled") == {peru_government.name}
    assert found("state=active") == {africa_office.name}
    assert found("state=invited&state=disabled&role=government") == {kenya_government.name, peru_government.name}
    assert found(f"q={kenya_government.email}") == {kenya_government.name}
    assert office.get(f"{PEOPLE}?password=x").status_code == 400
    assert office.get(f"{PEOPLE}?state=asleep").status_code == 400


def test_the_file_holds_no_more_than_the_page(office, kenya_government):
    lines = b"".join(office.get(f"{PEOPLE}?format=csv&country=KEN")).decode("utf-8-sig").splitlines()
    assert lines[0] == "name,email,role,speaks_for,signatory,state,last_sign_in_on"
    assert lines[1].startswith(f"{kenya_government.name},{kenya_government.email},government,")
    assert len(lines) == 2


def test_the_page_of_a_person_says_what_was_done_by_whom_and_why(office, secretariat, kenya_government):
    office.post(person(kenya_government, "disable/"), {"reason": "Left the ministry."})
    page = office.get(person(kenya_government)).content.decode()
    assert "Disabled: Left the ministry." in page
    assert f"<bdi>{secretariat.name}</bdi>" in page


@pytest.mark.parametrize("who", ["kenya_signatory", "africa_office", "agency_member", "mea_focal_point"])
def test_others_learn_nothing_of_people(request, who, secretariat):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    answers = [client.get(address) for address in (PEOPLE, person(secretariat), f"{PEOPLE}999999/", INVITE)]
    assert {answer.status_code for answer in answers} == {403}
    assert answers[1].content.count(b"Secretariat") == answers[2].content.count(b"Secretariat")


# Disabling


def test_a_disabled_person_is_a_visitor_at_once_and_a_reason_is_needed(office, agency_member):
    _row, text = create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])
    theirs, program = browser(agency_member), Client(headers={"authorization": f"Bearer {text}"})
    assert office.post(person(agency_member, "disable/"), {"reason": ""}).status_code == 422
    assert is_in(theirs)
    assert office.post(person(agency_member, "disable/"), {"reason": "Left."}).status_code == 302
    assert not is_in(theirs)
    assert program.get("/api/v1/projects/").status_code == 401
    assert office.post(person(agency_member, "disable/"), {"reason": "Again."}).status_code == 409
    assert office.post(person(agency_member, "enable/"), {"reason": "Came back."}).status_code == 302
    agency_member.refresh_from_db()
    assert agency_member.is_active
    assert program.get("/api/v1/projects/").status_code == 401


def test_nobody_shuts_oneself_out(office, secretariat):
    assert office.get(person(secretariat, "disable/")).status_code == 403
    assert office.post(person(secretariat, "disable/"), {"reason": "Tired."}).status_code == 403
    with pytest.raises(PermissionDenied):
        disable_account(secretariat, by=secretariat, reason="Tired.")


def test_disabling_an_agency_ends_all_that_its_people_opened_and_enabling_brings_back_them_alone(
    office, secretariat, agency, agency_member
):
    left = UserFactory(name="Left before", role=Role.AGENCY, agency=agency)
    disable_account(left, by=secretariat, reason="Left.")
    other = UserFactory(name="Of another agency", role=Role.AGENCY, agency=AgencyFactory())
    _row, text = create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])
    theirs, others, program = (
        browser(agency_member),
        browser(other),
        Client(headers={"authorization": f"Bearer {text}"}),
    )

    assert office.post(f"/partners/{agency.code}/disable/", {"reason": "Its agreement has ended."}).status_code == 302
    assert not is_in(theirs)
    assert is_in(others)
    assert program.get("/api/v1/projects/").status_code == 401
    assert office.post(person(agency_member, "enable/"), {"reason": "Please."}).status_code == 409
    assert office.post(person(left, "enable/"), {"reason": "Please."}).status_code == 409

    assert office.post(f"/partners/{agency.code}/enable/", {"reason": "Renewed."}).status_code == 302
    agency_member.refresh_from_db()
    left.refresh_from_db()
    assert (agency_member.is_active, left.is_active) == (True, False)
    assert not ApiToken.objects.usable().exists()
    assert not is_in(theirs)


# Another role


@pytest.fixture
def change(office, kenya_government, peru):
    """Proposed by the secretariat's first person: Kenya's drafter is to sign for Peru."""
    fields = {"role": "government", "country": "PER", "is_signatory": "on", "reason": "Moved to Lima."}
    assert office.post(person(kenya_government, "role/"), fields).status_code == 302
    return RoleChange.objects.get()


def test_a_role_changes_when_a_second_person_confirms(change, second_secretariat, kenya_government, peru):
    theirs = browser(kenya_government)
    assert is_in(theirs)
    kenya_government.refresh_from_db()
    assert not kenya_government.is_signatory
    assert browser(second_secretariat).post(person(kenya_government, "role/confirm/")).status_code == 302
    kenya_government.refresh_from_db()
    assert (kenya_government.country, kenya_government.is_signatory) == (peru, True)
    assert not is_in(theirs)
    verbs = list(AuditEvent.objects.about(kenya_government).values_list("verb", "actor"))
    assert verbs[0] == ("account.role_changed", second_secretariat.pk)
    lines = AuditEvent.objects.about(kenya_government).filter(actor=second_secretariat)
    assert list(lines.reverse().values_list("verb", "from_state", "to_state")) == [
        ("account.role_confirmed", "proposed", "confirmed"),
        ("account.role_changed", "government", "government"),
    ]


def test_nobody_confirms_an_own_proposal_or_an_own_role(
    office, change, secretariat, second_secretariat, kenya_government
):
    assert office.post(person(kenya_government, "role/confirm/")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.confirm_role_change(change, by=secretariat)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleChange.objects.filter(pk=change.pk).update(state="confirmed", decided_by=secretariat)
    own = actions.propose_role_change(
        second_secretariat, by=secretariat, role=Role.MEA, meas=[MeaFactory()], reason="New task."
    )
    with pytest.raises(PermissionDenied):
        actions.confirm_role_change(own, by=second_secretariat)
    kenya_government.refresh_from_db()
    assert not kenya_government.is_signatory


def test_a_change_is_decided_once_and_one_waits_at_a_time(
    office, change, secretariat, second_secretariat, kenya_government
):
    fields = {"role": "secretariat", "reason": "Other plans."}
    assert office.post(person(kenya_government, "role/"), fields).status_code == 409
    assert office.post(person(kenya_government, "role/drop/")).status_code == 302
    assert AuditEvent.objects.about(kenya_government).filter(verb="account.role_change_dropped").count() == 1
    assert browser(second_secretariat).post(person(kenya_government, "role/confirm/")).status_code == 404
    with pytest.raises(RuleBroken):
        actions.confirm_role_change(change, by=second_secretariat)
    assert office.post(person(kenya_government, "role/"), fields).status_code == 302


def test_whoever_leaves_an_agency_takes_no_token_along(secretariat, second_secretariat, agency, agency_member, kenya):
    _row, text = create_token(agency_member, by=agency_member, name="Ours", scopes=[Scope.PROJECTS_READ])
    other = AgencyFactory()
    change = actions.propose_role_change(agency_member, by=secretariat, role=Role.AGENCY, agency=other, reason="Moved.")
    actions.confirm_role_change(change, by=second_secretariat)
    assert AgencyMember.objects.get(user=agency_member).agency == other
    assert Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/projects/").status_code == 401
    change = actions.propose_role_change(
        agency_member, by=secretariat, role=Role.GOVERNMENT, country=kenya, reason="Moved on."
    )
    actions.confirm_role_change(change, by=second_secretariat)
    assert not AgencyMember.objects.filter(user=agency_member).exists()


@pytest.mark.parametrize("proposal", [{"role": Role.AGENCY}, {"role": Role.GOVERNMENT}, {"role": Role.REGIONAL_OFFICE}])
def test_a_role_without_its_scope_is_not_even_proposed(secretariat, kenya_government, proposal):
    with pytest.raises(ValidationError):
        actions.propose_role_change(kenya_government, by=secretariat, reason="Why not.", **proposal)


@pytest.mark.parametrize(("act", "method"), [("role/", "get"), ("role/", "post"), ("role/confirm/", "post")])
def test_a_role_is_changed_only_after_a_fresh_sign_in(change, second_secretariat, kenya_government, act, method):
    client = sign_in_freshly(Client(), second_secretariat, seconds_ago=601)
    answer = getattr(client, method)(person(kenya_government, act))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    change.refresh_from_db()
    assert change.state == "proposed"


def test_the_audit_tells_from_what_to_what_a_role_changed(change, second_secretariat, kenya_government):
    assert browser(second_secretariat).post(person(kenya_government, "role/confirm/")).status_code == 302
    told = {
        "before": {"role": "government", "country": "KEN"},
        "after": {"role": "government", "country": "PER", "is_signatory": True},
    }
    lines = AuditEvent.objects.about(kenya_government)
    for verb in ("account.role_proposed", "account.role_changed"):
        assert lines.get(verb=verb).data == told
    page = browser(second_secretariat).get(person(kenya_government)).content.decode()
    kenya, peru = Country.objects.get(pk="KEN").name, Country.objects.get(pk="PER").name
    assert f"from Government, {kenya} to Government, {peru}, signatory" in page


def test_a_change_from_agency_to_treaties_names_both(secretariat, second_secretariat, agency_member):
    mea = MeaFactory()
    before = agency_member.agency_membership.agency
    change = actions.propose_role_change(agency_member, by=secretariat, role=Role.MEA, meas=[mea], reason="Moved.")
    actions.confirm_role_change(change, by=second_secretariat)
    line = AuditEvent.objects.about(agency_member).get(verb="account.role_changed")
    assert line.data == {
        "before": {"role": "agency", "agency": before.code},
        "after": {"role": "mea", "meas": [mea.pk]},
    }
    page = browser(second_secretariat).get(person(agency_member)).content.decode()
    assert f"from Partner agency, {before.name} to MEA focal point, {mea.name}" in html.unescape(page)
