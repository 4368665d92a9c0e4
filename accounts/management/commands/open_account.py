"""For a person who is shut out after too many wrong passwords and cannot wait until the limits end by themselves."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.signing_in.credentials import open_account
from core.errors import RuleBroken


class Command(BaseCommand):
    help = "Unblock sign-in by password, and letters, for an account after too many attempts."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        account = User.objects.filter(email=email.lower()).first()
        if account is None:
            raise CommandError("There is no account with this email address.")
        try:
            open_account(account)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write("Sign-in by password is open again for the account. Whole networks open by themselves.")
