"""Remove what is kept of a person who asks for it, before the term after which the clock does."""

from django.core.management.base import BaseCommand, CommandError

from core.errors import RuleBroken
from partners.actions import erase_person
from partners.personal_data import Person


class Command(BaseCommand):
    help = "Remove a person's data for good; what an account did stays under its number."

    def add_arguments(self, parser):
        parser.add_argument("person", help="Email address, or the code of a post of focal point")

    def handle(self, *, person, **options):
        found = Person.called(person)
        if found is None:
            raise CommandError("Nothing is kept under this address or code.")
        try:
            erase_person(found, by=None)
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write("The personal data have been removed.")
