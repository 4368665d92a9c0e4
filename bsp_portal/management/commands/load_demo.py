"""Load invented accounts, requests, matches and results, so that every page can be tried. Safe to repeat."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bsp_portal.demo.loading import load
from reference.models import Country


class Command(BaseCommand):
    help = (
        "Load the demonstration through the acts people use. Needs load_reference and load_seed; running it again "
        "changes nothing. Writes accounts and passwords to the file named by BSP_ACCOUNTS_FILE."
    )

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("This portal is no demonstration; invented records do not belong in it (BSP_DEMO).")
        if not (path := os.environ.get("BSP_ACCOUNTS_FILE")):
            raise CommandError("Set BSP_ACCOUNTS_FILE to the path where accounts and passwords are to be written.")
        if not Country.objects.exists():
            raise CommandError("Run load_reference and load_seed first.")
        self.stdout.write(load(Path(path)))
