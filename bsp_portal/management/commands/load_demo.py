"""Load invented accounts, requests, matches and results, so that every page can be tried. Safe to repeat."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bsp_portal.demo.loading import load
from reference.models import Country


class Command(BaseCommand):
    help = (
        "Load the demonstration data in the way people would enter them. Needs load_reference and load_seed; running "
        "it again changes nothing. Writes accounts and passwords to the file named by BSP_ACCOUNTS_FILE."
    )

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("This is not a demonstration portal (BSP_DEMO): invented records cannot be loaded.")
        if not (path := os.environ.get("BSP_ACCOUNTS_FILE")):
            raise CommandError("Set BSP_ACCOUNTS_FILE to the path of the file for accounts and passwords.")
        if not Country.objects.exists():
            raise CommandError("Run load_reference and load_seed first.")
        self.stdout.write(load(Path(path)))
