"""Rights of the database role that web and workers use. Run as the owner of the tables after each migration."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from core.database import grants


class Command(BaseCommand):
    help = "Grant the application’s database role its rights: it owns no table and cannot change append-only rows."

    @transaction.atomic
    def handle(self, **_options):
        kept = grants.grant(settings.DATABASE_APP_ROLE)
        self.stdout.write(f"rights: {settings.DATABASE_APP_ROLE}, {len(kept)} tables append-only")
