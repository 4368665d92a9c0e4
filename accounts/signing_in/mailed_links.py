"""Links that open an account for whoever reads its mail: good for one hour and one time, and kept in no table."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from accounts.models import User


class MailedLink(PasswordResetTokenGenerator):
    """The key of one purpose. It ends after PASSWORD_RESET_TIMEOUT, and with the next sign-in or change of password."""

    def __init__(self, purpose: str):
        super().__init__()
        self.key_salt = f"accounts.signing_in.mailed_links.{purpose}"

    def key_of(self, account: User) -> str:
        return f"{account.pk}-{self.make_token(account)}"

    def account_of(self, key: str) -> User | None:
        """The account that the key still opens; None for any other text."""
        number, _dash, token = key.partition("-")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        account = User.objects.filter(pk=int(number), is_active=True).first()
        return account if account and self.check_token(account, token) else None


RESET = MailedLink("reset")
SIGN_IN = MailedLink("sign-in")
