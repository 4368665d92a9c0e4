"""Letters to an account's owner about how it is opened.

They are written by the worker that sends them: a link that opens an account stands neither in a table nor in the queue.
"""

from collections.abc import Callable
from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AccountLetter, User
from accounts.signing_in import lockout, mailed_links
from accounts.signing_in.devices import device_of
from core import clock, jobs
from core.http import request_context
from core.letters import mail
from core.letters.models import Letter
from core.text.locales import day_in_words

KEPT = timedelta(days=30)
INVITATION = "invitation"
RESET_LINK = "password_reset_link"
SIGN_IN_LINK = "sign_in_link"
ASKED_FOR_BY_ANYBODY = (RESET_LINK, SIGN_IN_LINK)


def write_to(address: str, notice: str, *, from_known_device: bool = False) -> None:
    """A letter to whoever has this address, within the act's transaction; nobody is looked up here.

    So asking for a letter takes as long for an unknown address as for a known one, and never waits for a mail server.
    """
    context = request_context.current()
    letter = AccountLetter.objects.create(
        address=address,
        notice=notice,
        device=device_of(context.user_agent),
        network=context.network,
        from_known_device=from_known_device,
    )
    jobs.enqueue(letter)


def send(held: jobs.Claim[AccountLetter]) -> None:
    """Send the letter of this row; where nobody has the address, or the account is disabled, there is none to send."""
    letter = held.record
    account = User.objects.filter(email=letter.address, is_active=True).first()
    if account is None or not has_use_for(account, letter.notice) or not has_room(letter):
        held.finish()
    else:
        mail.deliver(held, message_to(account, letter))
    AccountLetter.objects.filter(finished_at__lt=clock.now() - KEPT).delete()


def has_use_for(account: User, notice: str) -> bool:
    """Whoever has not chosen a password yet gets the invitation and no other of these letters; nobody else gets it."""
    return account.has_usable_password() != (notice == INVITATION)


def has_room(letter: AccountLetter) -> bool:
    """Strangers can have a few letters an hour sent to an address; after the last one its link still works.

    Counted here, so that only what goes out is counted, and nobody who asks learns of it. Whoever uses a link may have
    letters again (``credentials.allow_letters``): no stranger can deprive the owner of one that works.
    """
    if letter.notice not in ASKED_FOR_BY_ANYBODY or letter.from_known_device or letter.attempt > 1:
        return True
    return lockout.allows(lockout.LETTERS.of(letter.address, letter.notice))


def preview_of_invitation(account: User) -> tuple[str, str]:
    """Subject and text as the person gets them, without the key in the link: it would open the account to others."""
    letter = AccountLetter(notice=INVITATION, created_at=clock.now())
    return compose(account, letter, f"{reverse('accounts:invitation_accept')}?key=…")


def compose(account: User, letter: AccountLetter, path: str) -> tuple[str, str]:
    """Subject and text in the person's language; ``path`` is where it leads."""
    return mail.compose(
        letter.notice,
        account.language,
        link=f"{settings.SITE_URL.rstrip('/')}{path}",
        words=lambda: words_about(account, letter),
        is_optional=False,
    )


def message_to(account: User, letter: AccountLetter):
    subject, body = compose(account, letter, LINKS[letter.notice](account))
    written = Letter(
        recipient=account, language=account.language, subject=subject, body=body, message_id=letter.message_id
    )
    return mail.message_of(written)


def words_about(account: User, letter: AccountLetter) -> dict[str, str]:
    """For whom, when and from where, in the reader's language."""
    moment = letter.created_at.astimezone(UTC)
    return {
        "role": account.get_role_display(),
        "device": letter.device or _("an unknown device"),
        "network": letter.network or _("not known"),
        "moment": f"{day_in_words(moment)}, {moment:%H:%M} UTC",
    }


def _page(name: str) -> Callable[[User], str]:
    return lambda account: reverse(name)


def _opened_by(name: str, link: mailed_links.MailedLink) -> Callable[[User], str]:
    return lambda account: reverse(name, query={"key": link.key_of(account)})


def _invitation(account: User) -> str:
    return reverse("accounts:invitation_accept", query={"key": account.invitations.first().key})


# Where each letter leads.
LINKS = {
    INVITATION: _invitation,
    RESET_LINK: _opened_by("accounts:password_reset_choose", mailed_links.RESET),
    SIGN_IN_LINK: _opened_by("accounts:link_open", mailed_links.SIGN_IN),
    "passwords_closed": _opened_by("accounts:link_open", mailed_links.SIGN_IN),
    "password_changed": _page("accounts:password_reset"),
    "signed_in_from_new_device": _page("accounts:session_list"),
    "factor_added": _page("mfa_index"),
    "factor_removed": _page("mfa_index"),
    "recovery_codes_renewed": _page("mfa_index"),
}
