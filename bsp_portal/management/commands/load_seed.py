"""Load the facts of the five founding documents. Safe to repeat."""

from django.core.management.base import BaseCommand, CommandError

from bsp_portal.seeding.loading import load_seed
from bsp_portal.seeding.reading import SeedFault
from bsp_portal.seeding.tables import print_tallies
from core.database.bulk import RowRefused


class Command(BaseCommand):
    help = "Load the records of the five founding documents. Needs load_reference; running it again changes nothing."

    def handle(self, **options):
        try:
            tallies = load_seed()
        except (SeedFault, RowRefused) as fault:
            raise CommandError(str(fault)) from fault
        print_tallies(self.stdout, "file", tallies)
