"""People who sign in, and the tokens that partner agencies' systems use."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role, Scope
from core.choices import Origin
from core.languages import Language
from reference.models import Country, Mea, Region


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """An account for one person; its role and scope come with ``fields``."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with one role, and the country or region that this role speaks for.

    The agency of a partner's account is told by partners.AgencyMember.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="accounts")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="accounts")
    meas = models.ManyToManyField(Mea, blank=True, related_name="accounts")
    is_signatory = models.BooleanField(_("signatory"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    # Letters that wait for a signature come all the same.
    wants_letters = models.BooleanField(_("letters about what happens"), default=True, db_default=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PORTAL)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

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
        ]

    def __str__(self):
        return self.name

    def get_short_name(self):
        """First letter and family name, for the top bar."""
        first, _space, last = self.name.rpartition(" ")
        return f"{first[:1]}. {last}" if first else last


class ApiTokenQuerySet(models.QuerySet):
    def usable(self):
        """Tokens that still open a door."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now(), account__is_active=True)


class ApiToken(models.Model):
    """A key of a partner agency's system. Only its secret's hash is stored; it never sees more than its account."""

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
