"""Rights of the database role that web and workers use. Run as the owner of the tables after each migration."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from bsp_portal.database_rights import RIGHTS
from core.database import grants


class Command(BaseCommand):
    help = "Grant the application’s database role its rights: it owns no table and changes only what is listed."

    @transaction.atomic
    def handle(self, **_options):
        grants.grant(settings.DATABASE_APP_ROLE, RIGHTS)
        self.stdout.write(f"rights: given to {settings.DATABASE_APP_ROLE}")
