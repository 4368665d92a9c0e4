"""Setting one instance up, step by step: packages, servers, tables, texts, data. Each step can be repeated at will."""

import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import locks, packages, pinned
from .place import Place, make_folders, process_environment
from .postgres import Postgres
from .processes import ignore_signals
from .redis import Redis
from .trouble import Trouble, say

SOURCE_SUFFIXES = {".py", ".po", ".json", ".csv", ".xml", ".sql", ".css", ".js", ".svg", ".html", ".txt"}
NOT_SOURCE = {".git", ".venv", ".local", "build", "tests", "docs", "bench", "staticfiles", "media", "__pycache__"}

RESULT = re.compile(r"report .+ pages=\d+ sha256=[0-9a-f]{64}")


def install(place: Place, *, for_tests: bool) -> None:
    """System packages, folders and pinned Python packages."""
    packages.ensure(for_tests=for_tests)
    make_folders(place)
    with locks.only_one(place.state / "install.lock", "waiting: another ./bsp is installing"):
        pinned.ensure(place, for_tests=for_tests)


@contextmanager
def servers(place: Place) -> Iterator[Callable[..., None]]:
    """
    PostgreSQL and Redis of this instance, unless the environment names others; yields a function that starts again
    what has died since (given True, PostgreSQL is known to live and is not asked). Whoever leaves last stops them; a
    second ./bsp beside this one keeps them.
    """
    postgres, redis = Postgres(place), Redis(place)
    in_use = locks.InUse(place.state / "in-use.lock")

    def start(database_lives: bool = False) -> None:
        with locks.only_one(place.state / "servers.lock", "waiting: another ./bsp is starting the servers"):
            if not database_lives and not os.environ.get("DATABASE_URL"):
                postgres.start()
            if not os.environ.get("REDIS_URL"):
                redis.start()

    try:
        start()
        yield start
    finally:
        ignore_signals()
        if in_use.leave():
            redis.stop()
            postgres.stop()
        in_use.close()


def prepare(place: Place, *, data: str) -> None:
    """
    Tables, rights, texts, static files, and the data: ``data`` is "always" (what the files say now) or "once" (keep
    what people did since). Nothing is done again while the source is unchanged.
    """
    with locks.only_one(place.state / "prepare.lock", "waiting: another ./bsp is preparing the database"):
        schema, loaded = place.state / "prepared", place.state / "loaded"
        # A database named by the environment may be another one than last time: nothing is taken for granted.
        external = bool(os.environ.get("DATABASE_URL"))
        source = source_digest(place.root)
        if external or read_stamp(schema) != source:
            prepare_files(place)
            step(place, "migrate", "--no-input", owner=True)
            step(place, "grant_app_role", owner=True)
            schema.write_text(source)
        if external or (data == "always" and read_stamp(loaded) != source) or not loaded.exists():
            for command in ("load_reference", "load_seed", "load_demo"):
                step(place, command, owner=True)
            loaded.write_text(source)


def prepare_files(place: Place) -> None:
    """The interface's texts and the static files."""
    run(place, "messages", [place.python, "tools/compile_messages.py"])
    # Style sheets for print name their files in a way only the PDF maker knows; no browser asks for them.
    step(place, "collectstatic", "--no-input")


def step(place: Place, command: str, *words: str, owner: bool = False) -> None:
    """One management command, quietly; Trouble with its last line if it fails."""
    run(place, command, [place.python, "manage.py", command, *words], owner=owner)


def run(place: Place, name: str, command: list, *, owner: bool = False) -> None:
    log = place.log(name)
    with log.open("w") as output:
        done = subprocess.run(
            command,
            cwd=place.root,
            env=process_environment(place, owner=owner),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if done.returncode:
        raise Trouble(f"The step {name} failed ({last_line(log)}); everything it said is in {log}.")
    say(f"{name}: done")


def last_line(log: Path) -> str:
    """The last line that begins a sentence: what follows it indented is a hint or a place in the code."""
    lines = [line.rstrip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    said = [line for line in lines if not line[0].isspace()] or lines
    return said[-1].strip()[:300] if said else "it said nothing"


def order_report(place: Place, port: int) -> str:
    """
    Order the council report as the portal's pages do and wait for the worker; progress is shown as it comes. The
    result is the command's last line: ``report <path> pages=<n> sha256=<hex>``.
    """
    target = place.root / "build" / "council-report-GC.26-2010.pdf"
    target.parent.mkdir(exist_ok=True)
    command = [place.python, "manage.py", "order_report", "--session", "GC.26", "--year", "2010", "--wait"]
    log = place.log("order_report")
    result = ""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [*command, "--out", target],
            cwd=place.root,
            env=process_environment(place, port=port),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            for line in process.stdout:
                if RESULT.fullmatch(line.strip()):
                    result = line.strip()
                elif line.strip():
                    say(line.rstrip())
        except BaseException:
            process.terminate()  # the order stands; who is told to stop does not wait for the pages
            raise
    if process.returncode or not result:
        raise Trouble(
            f"The council report was not made ({last_line(log)}); see {log} and {place.log('worker')}, "
            "then run ./bsp demo again."
        )
    return result


def source_digest(root: Path) -> str:
    """Changes when a source file is added, removed or edited: names, sizes and times, as that takes no reading."""
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NOT_SOURCE)
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix in SOURCE_SUFFIXES:
                about = path.stat()
                digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def read_stamp(path: Path) -> str:
    return path.read_text() if path.exists() else ""
