"""Invite the first people of the secretariat; later ones they invite themselves, two together."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import create_account, send_invitation
from accounts.choices import Role
from core.errors import RuleBroken
from core.text.languages import Language


class Command(BaseCommand):
    help = "Create an account of the secretariat and email a link to choose a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--language", choices=Language.values, default=Language.ENGLISH)

    @transaction.atomic
    def handle(self, *, email, name, language, **options):
        try:
            account = create_account(by=None, email=email, name=name, role=Role.SECRETARIAT, language=language)
            send_invitation(account, by=None)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write("The account has been created. The email with the link is waiting to be sent.")
