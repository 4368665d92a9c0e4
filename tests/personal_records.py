"""A person of whom the portal keeps all that it can keep: every personal field of every model holds a value."""

from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from accounts.models import AccountLetter, ApiToken, BrowserSession, User
from core.database.personal import personal_fields
from core.models import AuditEvent, Letter
from partners.choices import PersonalField
from partners.models import Consent, FocalPoint, RoleChange
from tests.factories import FocalPointFactory, UserFactory

EMAIL = "wanjiru.odhiambo@office.example"
MOMENT = datetime(2021, 2, 3, 4, 5, 6, tzinfo=UTC)
# A keyed digest from which nobody can be read, and which is forgotten within the hour.
DIGESTS = {"accounts.Attempts.key"}


def marked() -> set[str]:
    """Every personal field, as ``accounts.User.name``."""
    return {f"{model._meta.label}.{name}" for model in apps.get_models() for name in personal_fields(model)}


def make_person(region=None) -> tuple[User, FocalPoint]:
    """An account, and the post that its person holds: consent is given to everything."""
    account = UserFactory(email=EMAIL)
    post = FocalPointFactory(code="FP-KEPT", office_mailbox=EMAIL, region=region, filled_on="2020-01")
    for field in PersonalField:
        Consent.objects.create(focal_point=post, field=field, given_at=timezone.now(), text_version="1")
    return account, post


def plant(account: User, post: FocalPoint, colleague: User) -> dict[str, str]:
    """Write a value of its own into every personal field that is about this person; answers them by field."""
    line = AuditEvent.objects.create(actor=account, verb="account.edited", **planted(AuditEvent))
    rows = [account, post, line]
    rows += [
        Letter(event=line, recipient=account, notice="request_accepted", language="en"),
        AccountLetter(address=EMAIL, notice="signed_in_from_new_device"),
        BrowserSession(account=account, session_key="s" * 32, expire_date=timezone.now() + timedelta(hours=1)),
        EmailAddress(user=account, email=EMAIL),
        RoleChange(account=account, role="secretariat", proposed_by=colleague),
    ]
    for row in rows:
        if row is not line:
            for name, value in planted(type(row)).items():
                setattr(row, name, value)
            row.save()
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "Quagga"})
    expires_at = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(account=account, name="Register", prefix="Person01", scopes=[], expires_at=expires_at)
    return {
        f"{type(row)._meta.label}.{name}": as_text(value) for row in rows for name, value in planted(type(row)).items()
    }


def planted(model: type[models.Model]) -> dict:
    """A value for each personal field of the model, which stands nowhere else."""
    return {name: value_for(model, name) for name in personal_fields(model)}


def value_for(model, name):
    field = model._meta.get_field(name)
    if isinstance(field, models.EmailField) or name == "address":
        return EMAIL
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.JSONField):
        return {"device": f"{model.__name__} {name} of Wanjiru"}
    return f"{model.__name__}-{name} of Wanjiru"[: field.max_length]


def as_text(value) -> str:
    if isinstance(value, dict):
        return value["device"]
    return value.isoformat()[:19] if isinstance(value, datetime) else value


def tables_with(words) -> set[str]:
    """Every table of the database in which one of the words stands, whatever its column."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {name} AS line WHERE to_jsonb(line)::text ILIKE ANY(%s))",  # noqa: S608
                [[f"%{word}%" for word in words]],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found
