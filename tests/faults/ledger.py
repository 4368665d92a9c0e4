"""A PostgreSQL of its own, which a test may kill and start again as after a power failure."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2

from tests.databases import Database, server
from tests.faults.stage import wait_until
from tools.local.place import SERVER_USER, server_account
from tools.local.postgres import find_programs

NAME, USER = "ledger", "postgres"


class OwnLedger:
    """One cluster with one database, filled from another one. Durable as in service, unless ``settings`` say else."""

    def __init__(self, filled: Database, settings: str = ""):
        self.folder = Path(tempfile.mkdtemp(prefix="bsp-pg-", dir="/tmp"))  # noqa: S108 - a socket's path must be short
        self.data, self.log = self.folder / "data", self.folder / "postgres.log"
        self.name, self.settings = NAME, settings
        self.url = f"postgres://{USER}@{quote(str(self.folder), safe='')}/{NAME}"
        programs = find_programs()
        assert programs, "PostgreSQL is missing; fault tests cannot run without it"
        self.programs = programs.folder
        if account := server_account():
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run("initdb", "-D", self.data, "-U", USER, "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "trust")
        self.start()
        self._run("createdb", "-h", self.folder, "-U", USER, NAME)
        self._copy(filled)

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} {self.settings}"
        self._run("pg_ctl", "start", "-s", "-w", "-t", "60", "-D", self.data, "-l", self.log, "-o", options)

    def kill(self) -> None:
        """kill -9 of the server and all that it has started, at one moment: what stood in memory alone is gone."""
        main = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(main, signal.SIGSTOP)  # so that it starts nobody anew meanwhile
        family = [main, *map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split())]
        for process in family:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        wait_until(lambda: not any(is_alive(process) for process in family), seconds=10, what="PostgreSQL is dead")
        # Whoever inherits the dead may leave their numbers taken for a while, and the next server would believe them.
        for lock in (self.data / "postmaster.pid", self.folder / ".s.PGSQL.5432.lock"):
            lock.unlink()

    def rows(self, statement: str, *values) -> list[tuple]:
        with closing(psycopg2.connect(self.url)) as connected, connected, connected.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: str, *values):
        return self.rows(statement, *values)[0][0]

    def drop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.kill()
        shutil.rmtree(self.folder)

    def _copy(self, filled: Database) -> None:
        place = server()
        environment = os.environ | {"PGPASSWORD": str(place.get("password", ""))}
        there = ["-h", place["host"], "-p", str(place.get("port", 5432)), "-U", place["user"], filled.name]
        dump = [self.programs / "pg_dump", "--no-owner", "--no-privileges", *there]
        script = subprocess.run(dump, env=environment, capture_output=True, check=True).stdout
        here = ["-h", self.folder, "-U", USER, "-d", NAME]
        restore = [self.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *here]
        subprocess.run(restore, input=script, stdout=subprocess.DEVNULL, check=True)

    def _run(self, program: str, *words) -> None:
        """As the server's own user when we are root: PostgreSQL refuses to run as root."""
        command = [str(word) for word in (self.programs / program, *words)]
        if server_account():
            command = ["runuser", "-u", SERVER_USER, "--", *command]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, f"{done.stderr.decode()}{self._last_words()}"

    def _last_words(self) -> str:
        return self.log.read_text()[-2000:] if self.log.exists() else ""


def is_alive(process: int) -> bool:
    """Whether the process runs; one that is dead and not yet fetched by its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
