"""Answer somebody who asks what is kept of them, and cannot take it from the page of an account."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from partners.actions import export_person
from partners.personal_data import Person


class Command(BaseCommand):
    help = "Print everything that the portal keeps of a person, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("person", help="Email address, or the code of a post of focal point")

    def handle(self, *, person, **options):
        found = Person.called(person)
        if found is None:
            raise CommandError("Nothing is kept under this address or code.")
        kept = export_person(found, by=None)
        self.stdout.write(json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
