"""Databases beside the one of Django's own tests: migrated once, copied for every process and every run.

Migrating takes half a minute, copying a moment. The template is kept until a migration, a trigger or a right changes.
"""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pgtrigger
import psycopg2
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import quote_ident

from bsp_portal.database_rights import RIGHTS
from core.database.protection import SEAL

PROJECT = Path(__file__).resolve().parents[1]
TEMPLATE = "test_template_"
LOCK = 5_012_005  # any number that nobody else takes


def server() -> dict:
    """Where the databases are, as psycopg2 wants it."""
    given = connection.settings_dict
    place = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    return {key: value for key, value in place.items() if value}


class Database:
    """One database of a test, made from a template and dropped by whoever made it."""

    def __init__(self, name: str):
        self.server, self.name = server(), name
        place = {"host": "localhost", "port": 5432, "password": ""} | self.server
        self.url = "postgres://{user}:{password}@{host}:{port}/{name}".format(
            name=quote(name, safe=""), **{key: quote(str(value), safe="") for key, value in place.items()}
        )

    def create(self, template: str) -> None:
        self.administer("CREATE DATABASE {} TEMPLATE {}", self.name, template)

    def rename(self, name: str) -> None:
        self.administer("ALTER DATABASE {} RENAME TO {}", self.name, name)

    def drop(self) -> None:
        self.administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)

    def rows(self, statement: str, *values) -> list[tuple]:
        with closing(psycopg2.connect(dbname=self.name, **self.server)) as connected, connected.cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchall() if cursor.description else []
            connected.commit()
            return found

    def value(self, statement: str, *values):
        return self.rows(statement, *values)[0][0]

    def administer(self, statement: str, *names: str) -> None:
        with closing(psycopg2.connect(dbname="postgres", **self.server)) as administrator:
            administrator.autocommit = True
            with administrator.cursor() as cursor:
                cursor.execute(statement.format(*(quote_ident(name, cursor) for name in names)))


def migrated_template() -> str:
    """The name of a database that holds every table and no row; whoever comes first makes it, the others wait."""
    name = TEMPLATE + _digest_of_schema()
    with closing(psycopg2.connect(dbname="postgres", **server())) as gate, gate.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
        there = {row[0] for row in cursor}
        gate.commit()
        if name not in there:
            for outdated in there:
                Database(outdated).drop()
            _migrate(name)
    return name


def _migrate(name: str) -> None:
    draft = Database(f"{TEMPLATE}draft")  # a killed run leaves no half-made template under the real name
    draft.create("template0")
    if not draft.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", settings.DATABASE_APP_ROLE):
        draft.administer("CREATE ROLE {} LOGIN", settings.DATABASE_APP_ROLE)
    environment = os.environ | {"DATABASE_URL": draft.url}
    for command in (["migrate", "-v", "0"], ["grant_app_role"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, check=True)
    draft.rename(name)


def _digest_of_schema() -> str:
    digest = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        digest.update(repr(key).encode() + Path(sys.modules[migration.__module__].__file__).read_bytes())
    for trigger in sorted(trigger.compile(model).hash for model, trigger in pgtrigger.registered()):
        digest.update(trigger.encode())
    digest.update(repr((SEAL, RIGHTS)).encode())
    return digest.hexdigest()[:16]
