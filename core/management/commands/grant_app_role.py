"""Rights of the database role that web and workers use. Run as the owner of the tables after each migration."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from core.database import grants


class Command(BaseCommand):
    help = "Give the app's database role its rights: no table of its own, no change of append-only rows."

    @transaction.atomic
    def handle(self, **_options):
        kept = grants.grant(settings.DATABASE_APP_ROLE)
        self.stdout.write(f"rights: {settings.DATABASE_APP_ROLE}, {len(kept)} tables append-only")
