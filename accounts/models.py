"""People who sign in, their invitations and sessions, and the tokens that partner agencies' systems use."""

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar, Self

import pgtrigger
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core import signing
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccountState, AccountVerb, Role, Scope, TokenState
from accounts.hooks import colleagues, speaking_for_agencies
from core.choices import LetterState, Origin
from core.database.history import tracked
from core.database.protection import refused_at_commit
from core.jobs.models import Job
from core.models import AuditEvent
from core.text.languages import Language
from reference.models import Country, Mea, Region

INVITATION_LASTS = timedelta(days=7)
# A focal point's account that speaks for no treaty; that of an agency without one is asked for in partners.models.
WITHOUT_TREATY = """
    SELECT FROM accounts_user WHERE role = 'mea' AND id = {account}
        AND NOT EXISTS (SELECT FROM accounts_user_meas WHERE user_id = {account})
"""


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "Reader") -> Self:
        """The secretariat sees everybody, others themselves."""
        if getattr(user, "speaks_as", None) == Role.SECRETARIAT:
            return self
        return self.filter(pk=getattr(user, "pk", None))

    def colleagues_of(self, account: "User") -> Self:
        """The account itself, and those that speak for the same agency."""
        return self.filter(Q(pk=account.pk) | colleagues(account))

    def disabled_before(self, moment: datetime) -> Self:
        """Accounts whose person's function ended before that moment, and that still hold the person's data.

        One without a line in the audit was never enabled.
        """
        lines = AuditEvent.objects.filter(
            content_type=ContentType.objects.get_for_model(User), object_id=OuterRef("pk"), verb=AccountVerb.DISABLED
        )
        ended_at = Coalesce(Subquery(lines.order_by("-happened_at").values("happened_at")[:1]), "created_at")
        return self.in_states([AccountState.DISABLED]).annotate(ended_at=ended_at).filter(ended_at__lt=moment)

    def in_states(self, states: Collection[AccountState]) -> Self:
        """Accounts that can sign in, still wait for their person, are disabled, or no longer hold anybody's data."""
        without_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        of_state = {
            AccountState.ERASED: Q(erased_at__isnull=False),
            AccountState.DISABLED: Q(is_active=False, erased_at__isnull=True),
            AccountState.INVITED: Q(is_active=True) & without_password,
            AccountState.ACTIVE: Q(is_active=True) & ~without_password,
        }
        return self.filter(reduce(or_, (of_state[state] for state in states)))


_ManagerOfUsers = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(_ManagerOfUsers["User"]):  # type: ignore[valid-type]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account for one person; its role and scope come with ``fields``."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=email and email.lower())


@refused_at_commit("treaty_missing", pgtrigger.Insert | pgtrigger.UpdateOf("role"), WITHOUT_TREATY, account="NEW.id")
@tracked
class User(AbstractBaseUser, PermissionsMixin):
    """A person with one role, and the country or region that this role speaks for.

    The agency of a partner's account is told by partners.AgencyMember.
    """

    PERSONAL: ClassVar = ("email", "name", "last_login")
    SECRET: ClassVar = ("password",)

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="accounts")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="accounts")
    meas = models.ManyToManyField(Mea, blank=True, related_name="accounts")
    is_signatory = models.BooleanField(_("signatory"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    # Letters that wait for a signature come all the same.
    wants_letters = models.BooleanField(_("email notifications"), default=True, db_default=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PORTAL)
    is_active = models.BooleanField(_("active"), default=True)
    # Disabled by an act on the agency, so that enabling the agency brings back these accounts and no others.
    disabled_with_agency = models.BooleanField(default=False, db_default=False)
    is_staff = models.BooleanField(default=False)
    # The person's data have gone; what the account did stays under its number.
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="accounts_user_government_has_country",
                condition=~Q(role=Role.GOVERNMENT) | Q(country__isnull=False),
            ),
            models.CheckConstraint(
                name="accounts_user_office_has_region",
                condition=~Q(role=Role.REGIONAL_OFFICE) | Q(region__isnull=False),
            ),
            models.CheckConstraint(
                name="accounts_user_signatory_of_country", condition=Q(is_signatory=False) | Q(role=Role.GOVERNMENT)
            ),
            models.CheckConstraint(
                name="accounts_user_erased_is_disabled", condition=Q(erased_at__isnull=True) | Q(is_active=False)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def speaks_as(self) -> str | None:
        """The role that opens anything; none for an account that is disabled or lacks the scope that its role needs.

        Policies and ``visible_to`` ask this and never ``role``: whoever speaks as nobody is a visitor.
        """
        return self.role if self.is_active and self._has_scope() else None

    def _has_scope(self) -> bool:
        match self.role:
            case Role.GOVERNMENT:
                return self.country_id is not None
            case Role.REGIONAL_OFFICE:
                return self.region_id is not None
            case Role.AGENCY:
                return self._speaks_for_agency
            case Role.MEA:
                return self._speaks_for_treaty
            case _:
                return self.role == Role.SECRETARIAT

    @cached_property
    def _speaks_for_agency(self) -> bool:
        return User.objects.filter(speaking_for_agencies(), pk=self.pk).exists()

    @cached_property
    def _speaks_for_treaty(self) -> bool:
        return self.meas.exists()

    @property
    def state(self) -> AccountState:
        if self.erased_at:
            return AccountState.ERASED
        if not self.is_active:
            return AccountState.DISABLED
        return AccountState.ACTIVE if self.has_usable_password() else AccountState.INVITED

    def get_state_display(self):
        return self.state.label

    def get_short_name(self):
        """First letter and family name, for the top bar."""
        first, _space, last = self.name.rpartition(" ")
        return f"{first[:1]}. {last}" if first else last


refuse_without_treaty = refused_at_commit(
    "treaty_missing", pgtrigger.Delete | pgtrigger.Update, WITHOUT_TREATY, account="OLD.user_id"
)
refuse_without_treaty(User.meas.through)


@tracked
class Invitation(models.Model):
    """A mailed link by which an invited person chooses a password, once and within seven days.

    The link holds the row's number under the portal's signature: what opens the account stands in no table.
    """

    SALT = "accounts.invitation"

    account = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{self.account}, {self.sent_at}"

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + INVITATION_LASTS

    @property
    def key(self) -> str:
        """The last part of the link."""
        return signing.Signer(salt=self.SALT).sign_object(self.pk)

    @classmethod
    def pk_of(cls, key: str) -> int | None:
        """The number in a link that the portal has signed; None for any other text."""
        try:
            return signing.Signer(salt=cls.SALT).unsign_object(key)
        except signing.BadSignature:
            return None

    def is_open(self) -> bool:
        """Whether the link still leads to a choice of password: the newest one, unused, in time, of a live account."""
        newest = self.account.invitations.values_list("pk", flat=True).first()
        return (
            self.account.is_active and self.pk == newest and self.used_at is None and self.expires_at > timezone.now()
        )


class BrowserSessionQuerySet(models.QuerySet["BrowserSession"]):
    def alive(self) -> Self:
        return self.filter(expire_date__gt=timezone.now())


class BrowserSession(AbstractBaseSession):
    """A browser in which somebody is signed in. Its ages are those of accounts.signing_in.session_store."""

    PERSONAL: ClassVar = ("device", "network", "began_at", "seen_at")
    SECRET: ClassVar = ("session_key", "session_data")

    account = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(_("device"), max_length=60, blank=True)
    network = models.CharField(_("network"), max_length=45, blank=True)
    began_at = models.DateTimeField(_("since"), null=True)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    objects = BaseSessionManager.from_queryset(BrowserSessionQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("signed-in device")

    @classmethod
    def get_session_store_class(cls):
        from accounts.signing_in.session_store import SessionStore

        return SessionStore

    @property
    def handle(self) -> str:
        """Names the session in a form. The key itself is what the browser holds and is shown to nobody."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: "Reader") -> Self:
        """The secretariat sees every token, a person of an agency those of the agency."""
        match user:
            case User(speaks_as=Role.SECRETARIAT):
                return self
            case User(speaks_as=Role.AGENCY):
                return self.of_agency_of(user)
            case _:
                return self.none()

    def of_agency_of(self, account: "User") -> Self:
        """Tokens that this account and its colleagues made."""
        return self.filter(account__in=User.objects.colleagues_of(account))

    def in_states(self, states: Collection[TokenState]) -> Self:
        now = timezone.now()
        of_state = {
            TokenState.REVOKED: Q(revoked_at__isnull=False),
            TokenState.EXPIRED: Q(revoked_at__isnull=True, expires_at__lte=now),
            TokenState.USABLE: Q(revoked_at__isnull=True, expires_at__gt=now),
        }
        return self.filter(reduce(or_, (of_state[state] for state in states)))

    def usable(self) -> Self:
        """Tokens that can still be used."""
        return self.in_states([TokenState.USABLE]).filter(account__is_active=True)


@tracked
class ApiToken(models.Model):
    """A key of a partner agency's system. Only its secret's hash is stored; it never sees more than its account."""

    SECRET: ClassVar = ("secret_hash",)

    account = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("prefix"), max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.prefix

    @property
    def state(self) -> TokenState:
        """As of the token itself; whether its account is disabled is the account's state."""
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.EXPIRED if self.expires_at <= timezone.now() else TokenState.USABLE

    def get_state_display(self):
        return self.state.label

    def scope_labels(self) -> list[str]:
        """What the token may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]


class Attempts(models.Model):
    """What accounts.signing_in.lockout counts under one key; it alone writes here, in single statements."""

    PERSONAL: ClassVar = ("key",)

    key = models.CharField(max_length=120, primary_key=True)
    moments = ArrayField(models.DateTimeField())
    closed_until = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.key


class AccountLetter(Job):
    """A letter about how an account is opened. Written only when it is sent, so that no link stands in a table.

    Whether an account has the address is asked then, too: who asks for a letter learns nothing of it.
    """

    PERSONAL: ClassVar = ("address", "device", "network", "last_error")

    QUEUED, RUNNING, DONE, FAILED = LetterState.WAITING, LetterState.SENDING, LetterState.SENT, LetterState.FAILED
    task_name = "accounts.send_letter"

    address = models.EmailField(_("email"))
    notice = models.CharField(_("notification"), max_length=60)
    device = models.CharField(_("device"), max_length=60, blank=True)
    network = models.CharField(_("network"), max_length=45, blank=True)
    # Asked for in a browser that the account knows: strangers have no part in how many there are of these.
    from_known_device = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("status"), max_length=7, choices=LetterState, default=LetterState.WAITING)

    class Meta:
        indexes = [
            models.Index(
                name="accounts_letter_unsent",
                fields=["queued_at"],
                condition=Q(state__in=[LetterState.WAITING, LetterState.SENDING]),
            ),
            models.Index(name="accounts_letter_finished", fields=["finished_at"]),
        ]

    def __str__(self):
        return f"{self.notice} {self.pk}"


tracked(Authenticator, app_label="accounts")

# Whoever reads: somebody signed in, or a visitor.
Reader = User | AnonymousUser
