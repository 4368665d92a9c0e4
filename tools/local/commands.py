"""The words of ./bsp, one function each; each returns the exit code."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable

from . import bill, checks, portal
from .locks import InUse, Seat
from .place import Place, find_place, process_environment
from .postgres import Postgres
from .processes import Services, Stopped, ignore_signals, listen, read_accounts
from .redis import Redis
from .trouble import Trouble, say

READY_SECONDS = 120
DOWN_SECONDS = 60
# These change tables or load data, which the portal's own database role may not.
OWNER_COMMANDS = {"migrate", "grant_app_role", "load_reference", "load_seed", "load_demo", "dbshell", "flush"}


def demo(words: Namespace) -> int:
    """Set everything up, let a worker write the first council report, serve the portal."""
    place = find_place("portal")
    portal.install(place, for_tests=False)
    listener = None if words.once else listen(words.port)
    port = listener.getsockname()[1] if listener else 8000
    with portal.servers(place) as start_servers:
        portal.prepare(place, data="always")
        services = Services(place, process_environment(place, port=port))
        try:
            services.start_worker()
            report = portal.order_report(place, port)
            if listener:
                say(report)
                serve_here(place, services, listener, start_servers)
        finally:
            ignore_signals()
            services.stop()
    if words.once:
        say(report)  # the last line, after everything is stopped
    return 0


def serve_here(place: Place, services: Services, listener: socket.socket, start_servers: Callable[..., None]) -> None:
    """Serve until a signal comes."""
    port = listener.getsockname()[1]
    services.start_web(listener)
    services.wait_until_ready(port, READY_SECONDS)
    print_accounts(place)
    say(f"portal: http://127.0.0.1:{port}/ (Ctrl-C stops it)")
    services.watch(port, start_servers)


def up(words: Namespace) -> int:
    """Serve what is there; with --detach return as soon as it is ready."""
    place = find_place("portal")
    seat = Seat(place.state / "detached.lock")
    if words.detach and (sitting := seat.sitting()):
        port = int(sitting.split()[1])
        if words.port in (None, port):
            say(f"portal: already at http://127.0.0.1:{port}/ (./bsp down stops it)")
            return 0
        raise Trouble(f"The portal is already served at port {port}; run ./bsp down first.")
    portal.install(place, for_tests=False)
    listener = listen(words.port)
    port = listener.getsockname()[1]
    with portal.servers(place) as start_servers:
        portal.prepare(place, data="once")
        if words.detach:
            return detach(place, listener)
        services = Services(place, process_environment(place, port=port))
        try:
            services.start_worker()
            serve_here(place, services, listener, start_servers)
        finally:
            ignore_signals()
            services.stop()
    return 0


def detach(place: Place, listener: socket.socket) -> int:
    """Start a supervisor of our own that outlives this terminal, and wait until it says the portal is ready."""
    port = listener.getsockname()[1]
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    with place.log("supervisor").open("a") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "tools.local", "supervise", str(listener.fileno()), str(writing)],
            cwd=place.root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(listener.fileno(), writing),
            start_new_session=True,
        )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            answer = pipe.readline().strip()
    except BaseException:
        supervisor.send_signal(signal.SIGTERM)
        raise
    if answer != "ready":
        raise Trouble(answer or f"The portal did not start; see {place.log('supervisor')}.")
    say(f"portal: http://127.0.0.1:{port}/ (./bsp down stops it)")
    return 0


def supervise(words: Namespace) -> int:
    """The detached supervisor of ``up --detach``: not meant to be typed."""
    place = find_place("portal")
    listener = socket.socket(fileno=words.listener)
    port = listener.getsockname()[1]
    with os.fdopen(words.ready, "w") as ready:
        seat = Seat(place.state / "detached.lock")
        if not seat.take(f"{os.getpid()} {port}"):
            ready.write("The portal is already served; run ./bsp down first.")
            return 1
        with portal.servers(place) as start_servers:
            services = Services(place, process_environment(place, port=port))
            try:
                services.start_worker()
                services.start_web(listener)
                services.wait_until_ready(port, READY_SECONDS)
                ready.write("ready\n")
                ready.close()
                services.watch(port, start_servers)
            except Trouble as trouble:
                ready.write(str(trouble))
                raise
            finally:
                ignore_signals()
                services.stop()
    return 0


def down(_words: Namespace) -> int:
    """Stop what ``up --detach`` started here, and servers that a killed run left behind."""
    place = find_place("portal")
    if not place.state.exists():
        say("nothing is running")
        return 0
    seat = Seat(place.state / "detached.lock")
    sitting = seat.sitting()
    if sitting:
        pid = int(sitting.split()[0])
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + DOWN_SECONDS
        while seat.sitting():
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                break
            time.sleep(0.2)
        say("portal: stopped")
    in_use = InUse(place.state / "in-use.lock")
    stopped = [server.stop() for server in (Redis(place), Postgres(place))] if in_use.leave() else []
    in_use.close()
    if not sitting and not any(stopped):
        say("nothing is running")
    return 0


def reset(words: Namespace) -> int:
    """Remove database, files, secrets and accounts of this checkout."""
    place = find_place("portal")
    if not place.state.exists():
        say("nothing to remove")
        return 0
    if sys.stdin.isatty() and not words.yes:
        print("This removes the database, files and accounts of this checkout. Type yes to go on: ", end="", flush=True)
        if sys.stdin.readline().strip() != "yes":
            return 1
    down(words)
    in_use = InUse(place.state / "in-use.lock")
    alone = in_use.leave()
    try:
        if not alone:
            raise Trouble("Another ./bsp is running on this checkout; stop it (Ctrl-C) and run this again.")
        for folder in (place.state, place.sockets):
            shutil.rmtree(folder, ignore_errors=True)
        if not any(place.state.parent.iterdir()):
            place.state.parent.rmdir()
    finally:
        in_use.close()
    say("removed: database, files, secrets and accounts")
    return 0


def test(words: Namespace) -> int:
    """Run the tests on a throw-away database server."""
    place = find_place("test")
    portal.install(place, for_tests=True)
    with portal.servers(place):
        portal.prepare_files(place)
        return run_tests(place, words.rest)


def check(words: Namespace) -> int:
    """All that continuous integration runs: the checks, then the tests."""
    place = find_place("test")
    portal.install(place, for_tests=True)
    with portal.servers(place):
        portal.prepare_files(place)
        failed = checks.run_checks(place)
        if run_tests(place, words.rest):
            failed.append("tests")
    if failed:
        raise Trouble(f"These checks failed: {', '.join(failed)}.")
    say("all checks are good")
    return 0


def nightly(words: Namespace) -> int:
    """Run the tests with those that take long and seldom find what the others do not."""
    place = find_place("test")
    portal.install(place, for_tests=True)
    with portal.servers(place):
        portal.prepare_files(place)
        return run_tests(place, ["-m", "nightly or not nightly", *words.rest], {"SCHEMA_EXAMPLES": "60"})


def bench(words: Namespace) -> int:
    """Measure on the server of the tests, in a database of its own that is kept for the next time."""
    place = find_place("test")
    portal.install(place, for_tests=True)
    with portal.servers(place):
        portal.prepare_files(place)
        return call(place, [str(place.python), "-m", f"bench.{words.subject}"], process_environment(place))


def sbom(_words: Namespace) -> int:
    """Write down which packages this version runs on."""
    place = find_place("test")
    portal.install(place, for_tests=True)
    say(f"bill of materials: {bill.write(place)}")
    return 0


def run_tests(place: Place, words: list[str], environment: dict[str, str] | None = None) -> int:
    # Three processes for two cores, because one mostly waits for workers that were killed (tests/faults).
    command = [str(place.python), "-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", *words]
    return call(place, command, (environment or {}) | process_environment(place))


def manage(words: Namespace) -> int:
    """Run one management command with the portal's settings."""
    place = find_place("portal")
    portal.install(place, for_tests=False)
    owner = bool(words.rest) and words.rest[0] in OWNER_COMMANDS
    with portal.servers(place):
        command = [str(place.python), "manage.py", *words.rest]
        return call(place, command, process_environment(place, owner=owner))


def shell(_words: Namespace) -> int:
    """A Python prompt with the portal's models."""
    return manage(Namespace(rest=["shell"]))


def accounts(words: Namespace) -> int:
    """The demonstration's accounts and their passwords."""
    place = find_place("portal")
    if words.json:
        print(json.dumps(read_accounts(place.accounts), ensure_ascii=False, indent=2))
    else:
        print_accounts(place)
    return 0


def print_accounts(place: Place) -> None:
    """Login, password, role and scope in columns."""
    columns = ("login", "password", "role", "scope")
    rows = [[str(account.get(key) or "") for key in columns] for account in read_accounts(place.accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    say("demonstration accounts (./bsp accounts --json prints them with their API tokens):")
    for row in rows:
        say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def call(place: Place, command: list[str], environment: dict[str, str]) -> int:
    """Run in the foreground; a signal to us is passed on, and its own way of ending is awaited."""
    process = subprocess.Popen(command, cwd=place.root, env=environment)
    try:
        return process.wait()
    except Stopped:
        ignore_signals()
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
