"""For a person whose app, passkeys and recovery codes are all lost, and whom the operator knows by other means."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.signing_in.credentials import remove_factors
from core.errors import RuleBroken


class Command(BaseCommand):
    help = "Remove every second factor of an account; its holder sets up a new one after the next sign-in."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("reason")

    def handle(self, *, email, reason, **options):
        account = User.objects.filter(email=email.lower()).first()
        if account is None:
            raise CommandError("There is no account with this email address.")
        try:
            remove_factors(account, reason=reason)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write("All second factors of the account have been removed. An email informs its holder.")
