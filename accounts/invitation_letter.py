"""The letter that brings an invited person the link to choose a password."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Invitation
from core import mail


def link_of(invitation: Invitation) -> str:
    """The page behind the link, seen from outside."""
    address = reverse("accounts:invitation_accept", query={"key": invitation.key})
    return f"{settings.SITE_URL.rstrip('/')}{address}"


def write(invitation: Invitation, event) -> None:
    account = invitation.account
    mail.write(
        "invitation",
        event,
        [account],
        link=link_of(invitation),
        facts=lambda: {"role": account.get_role_display()},
        is_optional=False,
    )
