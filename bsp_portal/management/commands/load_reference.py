"""Load the code lists and settings the portal ships with. Safe to repeat."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from bsp_portal.seeding.tables import print_tallies
from needs.loading import load_service_limits
from reference.loading import load_code_lists
from reports.loading import load_fixed_terms


class Command(BaseCommand):
    help = "Load countries, regions, agreements, goals, code lists and settings. Running it again changes nothing."

    def handle(self, **options):
        with translation.override("en"), transaction.atomic():
            tallies = load_code_lists()
            tallies |= {"service limits": load_service_limits(), "fixed terms of reports": load_fixed_terms()}
        print_tallies(self.stdout, "code list", tallies)
