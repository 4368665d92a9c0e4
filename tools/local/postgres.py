"""A private PostgreSQL for this checkout: unix socket only, never a port, never another cluster."""

import glob
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .place import SERVER_USER, Place, server_account
from .trouble import Trouble, say

OLDEST_VERSION = 15
START_SECONDS = 10
# Created once; the owner's role makes the tables, the portal's role may not (grant_app_role gives it the rest).
ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bsp_owner') THEN CREATE ROLE bsp_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bsp_app') THEN CREATE ROLE bsp_app LOGIN; END IF;
END $$;
SELECT 'CREATE DATABASE bsp OWNER bsp_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'bsp') \\gexec
"""


@dataclass(frozen=True)
class Programs:
    """The folder of one installed server, and its major version."""

    folder: Path
    version: int


def find_programs(version: int | None = None) -> Programs | None:
    """The newest installed server, or the one of the given major version."""
    folders = {Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")}
    if on_path := shutil.which("initdb"):
        folders.add(Path(on_path).resolve().parent)
    found = [Programs(folder, number) for folder in folders if (number := _read_version(folder)) >= OLDEST_VERSION]
    if version is not None:
        found = [programs for programs in found if programs.version == version]
    return max(found, key=lambda programs: programs.version, default=None)


def _read_version(folder: Path) -> int:
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", done.stdout)
    return int(number.group(1)) if number else 0


class Postgres:
    """The cluster of one instance."""

    def __init__(self, place: Place):
        self.place = place
        self.data = place.state / "postgres"
        self.log = place.log("postgres")

    def start(self) -> None:
        """Make the cluster if there is none, start it if it is not running, see that its roles exist."""
        if os.geteuid() == 0 and server_account() is None:
            raise Trouble(
                f"The user {SERVER_USER} is missing, and PostgreSQL refuses to run as root; "
                "install the package postgresql."
            )
        programs = self._programs()
        if not self._answers(programs):
            self._bring_up(programs)
        psql = [programs.folder / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.place.sockets]
        self._run([*psql, "-U", "postgres", "-d", "postgres"], ROLES)

    def _bring_up(self, programs: Programs) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make(programs)
        deadline = time.monotonic() + START_SECONDS
        while not self._try_start(programs):
            if time.monotonic() > deadline:
                raise Trouble(f"PostgreSQL does not start ({self._last_words()}); the whole log is {self.log}.")
            self._forget_stranger()
            time.sleep(0.5)
        say("postgres: started")

    def stop(self) -> bool:
        """Stop the server if it runs; True if it did."""
        programs = find_programs(self._cluster_version()) if (self.data / "PG_VERSION").exists() else None
        if programs is None or not self._answers(programs):
            return False
        self._run([programs.folder / "pg_ctl", "stop", "-s", "-D", self.data, "-m", "fast", "-t", "30"])
        say("postgres: stopped")
        return True

    def _programs(self) -> Programs:
        if not (self.data / "PG_VERSION").exists():
            programs = find_programs()
            if programs is None:
                raise Trouble("PostgreSQL 15 or newer is missing; install the package postgresql and run this again.")
            return programs
        version = self._cluster_version()
        programs = find_programs(version)
        if programs is None:
            raise Trouble(
                f"The database here was made by PostgreSQL {version}, which is not installed; "
                f"install postgresql-{version}, or start afresh with ./bsp reset."
            )
        return programs

    def _cluster_version(self) -> int:
        return int((self.data / "PG_VERSION").read_text().strip())

    def _make(self, programs: Programs) -> None:
        """In a draft folder first, so that a killed run leaves no half-made cluster under the real name."""
        draft = self.data.with_name("postgres.new")
        for leftover in (draft, self.data):
            if leftover.exists():
                shutil.rmtree(leftover)
        draft.mkdir(mode=0o700)
        if server := server_account():
            os.chown(draft, server.pw_uid, server.pw_gid)
        command = [programs.folder / "initdb", "-D", draft, "-U", "postgres", "--encoding", "UTF8"]
        command += ["--locale", "C.UTF-8", "--auth-local", "trust", "--auth-host", "reject"]
        if self.place.instance == "test":
            command.append("--no-sync")
        self._run(command)
        draft.rename(self.data)
        say("postgres: new private cluster made")

    def _try_start(self, programs: Programs) -> bool:
        """
        One attempt. Trust on the socket is safe because only the owner enters its folder; tests give up durability
        for speed.
        """
        options = f"-c listen_addresses='' -c port=5432 -c unix_socket_directories={self.place.sockets}"
        if self.place.instance == "test":
            options += " -c fsync=off -c full_page_writes=off -c max_connections=200"
        self.log.touch(mode=0o600)
        if server := server_account():
            os.chown(self.log, server.pw_uid, server.pw_gid)
            self.log.parent.chmod(0o711)
        command = [programs.folder / "pg_ctl", "start", "-s", "-w", "-t", "60", "-D", self.data, "-l", self.log]
        return self._call([*command, "-o", options]).returncode == 0 or self._answers(programs)

    def _answers(self, programs: Programs) -> bool:
        return self._call([programs.folder / "pg_isready", "-q", "-h", self.place.sockets]).returncode == 0

    def _forget_stranger(self) -> None:
        """
        After a crash the process id in the lock files may by now belong to another program, and PostgreSQL would wait
        for it for ever. A server of this cluster works in the cluster's folder; anybody else's id is forgotten.
        """
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text().split("\n", 1)[0])
            if Path(os.readlink(f"/proc/{pid}/cwd")) == self.data.resolve():
                return
        except (FileNotFoundError, PermissionError, ValueError):
            return
        lock.unlink(missing_ok=True)
        (self.place.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _last_words(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if "FATAL:" in line]
        return lines[-1].split(":  ", 1)[-1] if lines else "it gave no reason"

    def _run(self, command: list, standard_input: str = "") -> None:
        done = self._call(command, standard_input)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            raise Trouble(
                f"{Path(command[0]).name} failed ({lines[-1] if lines else 'no reason given'}); "
                f"see {self.log}, or start afresh with ./bsp reset."
            )

    def _call(self, command: list, standard_input: str = "") -> subprocess.CompletedProcess[str]:
        """As the server's own user when we are root, from a folder every user may enter."""
        words = [str(word) for word in command]
        if server_account():
            words = ["runuser", "-u", SERVER_USER, "--", *words]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(
            words,
            cwd="/",
            env=environment | {"LC_ALL": "C.UTF-8"},
            input=standard_input,
            capture_output=True,
            text=True,
            check=False,
        )
