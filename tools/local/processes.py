"""Web server, worker and clock as children of one supervising process, which restarts what dies or stalls."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from .place import Place
from .trouble import Trouble, say

FIRST_PORT, LAST_PORT = 8000, 8099
STOP_SECONDS = 15
PATIENT = {"STATEMENT_TIMEOUT_MS": "60000"}  # a worker's query may take longer than a page's
LOOK_SECONDS = 15  # between two looks at /readyz
PATIENCE_SECONDS = 90  # how long the web server may be silent before it is started anew
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal."""


def stop_on_signals() -> None:
    def stop(_number: int, _frame: object) -> None:
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def ignore_signals() -> None:
    """While stopping: a second Ctrl-C must not leave half of it running."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def listen(port: int | None) -> socket.socket:
    """
    A listening socket on 127.0.0.1: the given port, or the first free one from 8000. The web server inherits it, so
    nobody can take the port in between and a restarted web server keeps it.
    """
    for candidate in [port] if port else range(FIRST_PORT, LAST_PORT + 1):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", candidate))
            listener.listen(256)
        except OSError:
            listener.close()
            continue
        listener.set_inheritable(True)
        return listener
    if port:
        raise Trouble(f"Port {port} is taken; choose another one with --port.")
    raise Trouble(f"All ports from {FIRST_PORT} to {LAST_PORT} are taken; free one or choose another with --port.")


def die_with_parent() -> None:
    """Linux only: a child of a supervisor that was killed ends too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One supervised program, its log, and how often it had to be started again."""

    def __init__(self, name: str, command: list[str], place: Place, environment: dict[str, str], keep: tuple[int, ...]):
        self.name, self.command, self.environment, self.keep = name, command, environment, keep
        self.place = place
        self.process: subprocess.Popen | None = None
        self.asked = False
        self.not_before = 0.0
        self.delay = 1.0
        self.started_at = 0.0

    def start(self) -> None:
        with self.place.log(self.name).open("a") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.place.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.keep,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.asked = False
        self.started_at = time.monotonic()

    def tend(self) -> None:
        """Start it again if it ended, waiting longer each time it does not last a minute."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if self.not_before == 0:
            self.delay = 1.0 if now - self.started_at > 60 else min(self.delay * 2, 30)
            self.not_before = now + self.delay
            say(f"{self.name}: ended unexpectedly (exit code {self.process.returncode}), starting it again; "
                f"its log is {self.place.log(self.name)}")  # fmt: skip
        if now >= self.not_before:
            self.not_before = 0
            self.start()

    def ask_to_stop(self) -> None:
        """Once: to a Celery worker a second signal means that it may not finish what it holds."""
        if self.process is not None and not self.asked:
            self.asked = True
            self._signal(signal.SIGTERM)

    def stop(self) -> None:
        """Ask, wait, then end its whole group; jobs survive that, as their rows say what is left to do."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        self._signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _signal(self, number: int) -> None:
        # Only the leader is asked: Celery and gunicorn tell their children themselves, and in the right order.
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass


class Services:
    """The portal's own processes on top of running database and broker."""

    def __init__(self, place: Place, environment: dict[str, str]):
        self.place, self.environment = place, environment
        self.children: list[Child] = []

    def start_worker(self) -> None:
        """Worker and clock. Several runs on one checkout each have their own: the database is the ledger."""
        celery = [str(self.place.python), "-m", "celery", "-A", "bsp_portal"]
        name = f"bsp-{os.getpid()}@%h"
        # Celery's own heartbeat would block a worker for as long as Redis is silent
        # (docs/decisions/0004-workers-watch-themselves.md).
        quiet = ["--without-heartbeat", "--without-gossip", "--without-mingle"]
        self._add(
            "worker", [*celery, "worker", "-Q", "quick,heavy", "--concurrency", "2", "-n", name, *quiet], **PATIENT
        )
        # The timetable is code, so the clock needs no schedule file that two runs could fight over.
        self._add("beat", [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", ""])
        say("worker and beat: started")

    def start_web(self, listener: socket.socket) -> None:
        gunicorn = [str(self.place.python), "-m", "gunicorn", "bsp_portal.wsgi", "--bind", f"fd://{listener.fileno()}"]
        self._add("web", gunicorn, (listener.fileno(),))

    def _add(self, name: str, command: list[str], keep: tuple[int, ...] = (), **further: str) -> None:
        child = Child(name, command, self.place, self.environment | further, keep)
        self.children.append(child)
        child.start()

    def watch(self, port: int, start_servers: Callable[..., None]) -> None:
        """Until a signal comes: restart what ended, servers that died, and a web server that no longer answers."""
        good_at = looked_at = time.monotonic()
        while True:
            time.sleep(1)
            for child in self.children:
                child.tend()
            now = time.monotonic()
            if now - looked_at < LOOK_SECONDS:
                continue
            looked_at = now
            status, _ = ask_readiness(port)
            if status == 200:
                good_at = now
            try:
                start_servers(status == 200)  # the portal is ready without Redis, so that is looked at all the same
            except Trouble as trouble:
                say(str(trouble))
            # A worker that takes no messages ends itself (docs/decisions/0004-workers-watch-themselves.md);
            # ended here, a build loses an attempt.
            if status == 0 and now - good_at > PATIENCE_SECONDS:
                self._restart("web")
                good_at = now

    def _restart(self, name: str) -> None:
        say(f"{name}: not getting on, starting it again; its log is {self.place.log(name)}")
        for child in self.children:
            if child.name == name:
                child.stop()
                child.start()

    def stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()  # all at once, so that the waiting is done once
        for child in self.children:
            child.stop()
        self.children = []

    def wait_until_ready(self, port: int, seconds: float) -> None:
        """Return when /readyz says so; Trouble if it does not in time, or if the web server ended."""
        deadline = time.monotonic() + seconds
        answer = "no answer"
        while time.monotonic() < deadline:
            status, answer = ask_readiness(port)
            if status == 200:
                return
            for child in self.children:
                if child.name == "web" and child.process.poll() is not None:
                    raise Trouble(f"The web server ended while starting; its log is {self.place.log('web')}.")
            time.sleep(0.3)
        raise Trouble(f"The portal is not ready after {seconds:.0f} s ({answer}); its logs are in {self.place.logs}.")


def ask_readiness(port: int) -> tuple[int, str]:
    """Status and first words of /readyz; status 0 if nobody answers."""
    # No proxy: the address is this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return answer.status, answer.read(200).decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read(200).decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def read_accounts(path: Path) -> list[dict]:
    """The demonstration's accounts; Trouble if there are none yet."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Trouble("There are no demonstration accounts yet; run ./bsp demo first.") from None
    except (OSError, ValueError):
        raise Trouble(f"{path} cannot be read; run ./bsp reset and ./bsp demo.") from None
