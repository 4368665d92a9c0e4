"""Acts on accounts, tokens, agencies, posts, agreements and what was promised in them."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts import actions as accounts
from accounts.api_tokens import make as make_token_text
from accounts.choices import AccountState, Role, Scope, TokenState
from accounts.models import ApiToken, BrowserSession, Invitation, User
from core import clock
from exchange import actions as exchange
from partners import actions as partners
from partners.choices import CommitmentState, RoleChangeState
from partners.models import Agency, Agreement, Commitment, FocalPoint, RoleChange
from partners.personal_data import Person
from projects import actions as projects
from tests.acting import NUMBERS, Kind, nothing
from tests.acting.asking import itself, version
from tests.acting.stage import Stage, member_of
from tests.factories import AgencyFactory, AgreementFactory, FocalPointFactory, UserFactory

CHANGING = "change proposed"
PASSWORD = "seven rivers run north"  # noqa: S105  # of nobody


def make_account(stage: Stage, state: str) -> User:
    """A colleague at the office; with one session, or with a link to choose a password."""
    columns = {"is_active": state not in (AccountState.DISABLED, AccountState.ERASED)}
    if state == AccountState.ERASED:
        columns["erased_at"] = clock.now()
    if state != AccountState.INVITED:
        columns["password"] = "plain$a$b"  # noqa: S105  # any that can be used
    account = UserFactory(regional_office=True, region=stage.country.region, **columns)
    Invitation.objects.create(account=account, sent_by=stage.people["secretariat"])
    BrowserSession.objects.create(
        session_key=f"key-{account.pk}", session_data="", expire_date=timezone.now() + timedelta(1), account=account
    )
    RoleChange.objects.create(
        account=account,
        role=Role.GOVERNMENT,
        country=stage.country,
        reason="She moved.",
        proposed_by=stage.people["secretariat"],
        state=RoleChangeState.PROPOSED if state == CHANGING else RoleChangeState.DROPPED,
    )
    return account


def owner(account):
    return account


def only_change(account):
    return account.role_changes.first()


account = Kind("an account", make_account, (*AccountState, CHANGING))
SIGNS_IN = (AccountState.ACTIVE, CHANGING)
account.on(accounts.send_invitation, "secretariat portal", AccountState.INVITED)
account.on(
    accounts.accept_invitation,
    "portal",
    AccountState.INVITED,
    at=lambda record: record.invitations.select_related("account").first(),
    password=PASSWORD,
)
account.on(accounts.disable_account, "secretariat second", AccountState.INVITED, *SIGNS_IN, reason="She left.")
account.on(accounts.enable_account, "secretariat", AccountState.DISABLED, reason="She is back.")
account.on(partners.enable_person, "second", AccountState.DISABLED, reason="She is back.")
account.on(accounts.set_password, "portal", password=PASSWORD)
account.on(accounts.edit_own_account, owner, AccountState.INVITED, *SIGNS_IN, name="A. Colleague")
account.on(accounts.end_session, owner, *SIGNS_IN, at=lambda record: record.sessions.first())
account.on(accounts.end_other_sessions, owner, *SIGNS_IN, at=nothing, keep=None)
account.on(
    partners.propose_role_change,
    "secretariat second",
    role=Role.GOVERNMENT,
    country=lambda record, stage, by: stage.country,
    reason="She moved.",
)
account.on(partners.confirm_role_change, "second", CHANGING, at=only_change)
account.on(partners.drop_role_change, "secretariat second", CHANGING, at=only_change)
account.on(accounts.change_role, "portal", role=Role.SECRETARIAT, data={})
account.on(partners.export_person, owner, *SIGNS_IN, at=Person.of)
account.on(partners.erase_person, "secretariat", AccountState.DISABLED, at=Person.of)


def make_account_of_nobody(stage: Stage, state: str) -> User:
    """Made for the secretariat by somebody who has left it since."""
    return UserFactory(made_by=UserFactory(is_active=False), password=make_password(None))


orphan = Kind("an account whose maker has left", make_account_of_nobody)
orphan.on(accounts.take_over, "secretariat second")


def make_agency(stage: Stage, state: str) -> Agency:
    """With a member, who has left it in one of the states."""
    agency = AgencyFactory(has_access=state != "closed")
    member_of(agency, is_active=state == "open", disabled_with_agency=state == "closed")
    return agency


def only_member(agency):
    return User.objects.get(agency_membership__agency=agency)


agency = Kind("an agency", make_agency, ("open", "left", "closed"))
agency.on(partners.disable_agency, "secretariat", "open", "left", reason="It is no partner any more.")
agency.on(partners.enable_agency, "secretariat second", "closed", reason="It is a partner again.")
agency.on(accounts.disable_account, "secretariat", "open", at=only_member, reason="She left.")
agency.on(partners.enable_person, "second", "left", at=only_member, reason="She is back.")
agency.on(
    accounts.create_token,
    only_member,
    "open",
    at=only_member,
    name="Our system",
    scopes=[Scope.PROJECTS_READ],
)
agency.on(
    partners.invite_person,
    "secretariat second",
    "open",
    at=nothing,
    agency=itself,
    email=lambda record, stage, by: f"guest@{record.code}.example",
    name="A. Guest",
    role=Role.AGENCY,
)
agency.on(
    exchange.publish_offer,
    only_member,
    "open",
    at=nothing,
    provider=itself,
    module="expertise",
    kind="training",
    title="X",
)
agency.on(
    projects.open_project,
    only_member,
    "open",
    at=nothing,
    lead=itself,
    countries=lambda record, stage, by: [stage.country],
    title="Lakes",
    cooperation=["south-south"],
)


def make_token(stage: Stage, state: str) -> ApiToken:
    text = make_token_text()
    days = -1 if state == TokenState.EXPIRED else 30
    return ApiToken.objects.create(
        account=stage.people["member"],
        name="Our system",
        prefix=text.prefix,
        secret_hash=text.secret_hash,
        scopes=[Scope.PROJECTS_READ],
        expires_at=clock.now() + timedelta(days),
        revoked_at=clock.now() if state == TokenState.REVOKED else None,
    )


token = Kind("a token", make_token, tuple(TokenState))
token.on(accounts.revoke_token, "member secretariat portal", TokenState.USABLE, TokenState.EXPIRED)
token.on(
    accounts.create_token,
    "member secretariat",
    at=lambda record: record.account,
    name="Another system",
    scopes=[Scope.PROJECTS_READ],
)


def make_post(stage: Stage, state: str) -> FocalPoint:
    today = clock.today().isoformat()
    dates = {"filled_on": today} if state == "filled" else {"vacant_since": today}
    return FocalPointFactory(region=stage.country.region, host=stage.agency, **dates)


post = Kind("a post", make_post, ("filled", "vacant"))
post.on(partners.appoint_focal_point, "office secretariat", "vacant", person_name="A. Person")
post.on(partners.vacate_post, "office secretariat", "filled")
post.on(partners.keep_contact, "office secretariat", "filled", version=version, agreed=[], person_name="B. Person")
post.on(
    partners.establish_post,
    "office secretariat",
    at=nothing,
    region=lambda record, stage, by: stage.country.region,
    kind="mea_focal_point",
    post="Focal point for rivers",
    host=lambda record, stage, by: stage.agency,
)


def make_agreement(stage: Stage, state: str) -> Agreement:
    return AgreementFactory(parties=[stage.agency])


agreement = Kind("an agreement", make_agreement)
agreement.on(
    partners.add_commitment,
    "secretariat second",
    agency=lambda record, stage, by: stage.agency,
    text="Train ten operators.",
    due_on=lambda record, stage, by: clock.today(),
)


def make_commitment(stage: Stage, state: str) -> Commitment:
    return Commitment.objects.create(
        code=f"COM-T-{next(NUMBERS)}",
        agreement=make_agreement(stage, ""),
        agency=stage.agency,
        text="Train ten operators.",
        due_on=clock.today(),
        state=state,
        reason="They moved." if state in (CommitmentState.CHANGED, CommitmentState.DROPPED) else "",
    )


commitment = Kind("a commitment", make_commitment, tuple(CommitmentState))
BOTH = "member secretariat"
UNDER_WAY = (CommitmentState.OPEN, CommitmentState.LATE)
commitment.on(partners.report_commitment, BOTH, *UNDER_WAY, act="keep")
commitment.on(partners.report_commitment, BOTH, CommitmentState.OPEN, act="mark_late")
commitment.on(partners.report_commitment, BOTH, *UNDER_WAY, act="change", reason="They moved.")
commitment.on(partners.report_commitment, BOTH, *UNDER_WAY, act="drop", reason="No money.")
