"""Roles, the scopes of API tokens, and the lives of accounts and tokens."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Verb
from core.workflow import Move, Workflow


class Role(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    REGIONAL_OFFICE = "regional_office", _("Regional office")
    SECRETARIAT = "secretariat", _("Secretariat")
    AGENCY = "agency", _("Partner agency")
    MEA = "mea", _("MEA focal point")


class Scope(models.TextChoices):
    """What an API token may do."""

    PROJECTS_READ = "projects:read", _("Read projects")
    PROJECTS_WRITE = "projects:write", _("Write own projects")
    IMPORTS_WRITE = "imports:write", _("Send import files")
    OFFERS_WRITE = "offers:write", _("Write own offers")
    REQUESTS_READ = "requests:read", _("Read open requests")


class AccountState(models.TextChoices):
    """Whether the person can sign in."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    DISABLED = "disabled", _("Disabled")
    ERASED = "erased", _("Personal data removed")


class TokenState(models.TextChoices):
    """Whether a token can still be used."""

    USABLE = "usable", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class AccountVerb(Verb):
    CREATED = "account.created", _("Account created")
    INVITED_AGAIN = "account.invited_again", _("Invited again")
    INVITATION_SENT = "invitation.sent", _("Invitation sent")
    TAKEN_OVER = "account.taken_over", _("Account taken over from its creator")
    INVITATION_ACCEPTED = "invitation.accepted", _("Password chosen")
    EDITED = "account.edited", _("Name or email notifications changed")
    PASSWORD_SET = "account.password_set", _("Password set by the operator")
    PASSWORD_CHANGED = "account.password_changed", _("Password changed")
    PASSWORD_RESET = "account.password_reset", _("Password reset with a link sent by email")
    PASSWORDS_CLOSED = "account.passwords_closed", _("Sign-in by password blocked for a while")
    PASSWORDS_OPENED = "account.passwords_opened", _("Sign-in by password unblocked by the operator")
    ROLE_PROPOSED = "account.role_proposed", _("Change of role proposed")
    ENABLING_PROPOSED = "account.enabling_proposed", _("Enabling proposed")
    ROLE_CHANGE_DROPPED = "account.role_change_dropped", _("Proposal cancelled")
    ROLE_CONFIRMED = "account.role_confirmed", _("Proposal confirmed")
    ROLE_CHANGED = "account.role_changed", _("Role changed")
    DISABLED = "account.disabled", _("Disabled")
    ENABLED = "account.enabled", _("Enabled")
    EXPORTED = "account.exported", _("Personal data downloaded")
    ERASED = "account.erased", _("Personal data removed")
    SIGNED_IN = "account.signed_in", _("Signed in")
    SIGNED_OUT = "account.signed_out", _("Signed out")
    SIGN_IN_FAILED = "account.sign_in_failed", _("Sign-in failed")
    FACTOR_ADDED = "account.factor_added", _("Second factor added")
    FACTOR_REMOVED = "account.factor_removed", _("Second factor removed")
    RECOVERY_CODES_RENEWED = "account.recovery_codes_renewed", _("Recovery codes renewed")
    FACTORS_REMOVED = "account.factors_removed", _("Second factors removed by the operator")
    SESSION_ENDED = "session.ended", _("Signed out on another device")
    OTHER_SESSIONS_ENDED = "session.others_ended", _("Signed out on all other devices")


class TokenVerb(Verb):
    CREATED = "token.created", _("Created")
    REVOKED = "token.revoked", _("Revoked")


# Whether the person can sign in is no column but follows from several, so the acts name these and no target.
ACCOUNT_WORKFLOW = Workflow(
    {
        "invite": Move(
            AccountVerb.INVITATION_SENT,
            {AccountState.INVITED},
            refusal=_(
                "No invitation can be sent: this person has already chosen a password, or the account is disabled."
            ),
        ),
        "disable": Move(
            AccountVerb.DISABLED,
            {AccountState.INVITED, AccountState.ACTIVE},
            refusal=_("This account is already disabled."),
        ),
        "take_over": Move(AccountVerb.TAKEN_OVER, {AccountState.INVITED}),
        "enable": Move(
            AccountVerb.ENABLED,
            {AccountState.DISABLED},
            refusal=_("This account is not disabled, or its personal data have been removed."),
        ),
        "erase": Move(
            AccountVerb.ERASED,
            {AccountState.DISABLED},
            refusal=_(
                "Personal data can be removed only from a disabled account. Disable the account first, unless its data "
                "have been removed already."
            ),
        ),
    }
)
TOKEN_WORKFLOW = Workflow(
    {
        "revoke": Move(
            TokenVerb.REVOKED,
            {TokenState.USABLE, TokenState.EXPIRED},
            refusal=_("This token has already been revoked."),
        ),
    }
)
