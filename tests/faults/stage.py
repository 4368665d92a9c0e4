"""Servers and processes that a fault test may kill: its own Redis, database, worker, clock and orderer."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.databases import PROJECT, Database

# Everything runs twenty times faster than in service; the proportions of the settings stay.
SPEED = {
    "JOB_LEASE_SECONDS": "3",
    "JOB_HEARTBEAT_SECONDS": "0.75",
    "JOB_SWEEP_SECONDS": "1",
    "JOB_QUEUED_GRACE_SECONDS": "1.5",
    "WATCHDOG_HEARTBEAT_SECONDS": "6",
}


def wait_until(condition, *, seconds: float, what: str):
    """The first true answer of ``condition``; an AssertionError naming ``what`` if none comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"Not within {seconds:.0f} s: {what}")


class RedisServer:
    """A Redis without memory of its own, on a socket in ``folder``."""

    def __init__(self, folder: Path):
        self.folder, self.socket = folder, folder / "redis.sock"
        self.url = f"redis+socket://{self.socket}?virtual_host=0"
        self.process = None

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is missing; fault tests cannot run without it"
        command = [program, "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_until(self.answers, seconds=10, what="Redis answers")

    def answers(self) -> bool:
        return self.ask("PING") == "PONG"

    def ask(self, *command: str) -> str:
        asked = subprocess.run(["redis-cli", "-s", self.socket, *command], capture_output=True, text=True, check=False)
        return asked.stdout.strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process = None

    def silence(self) -> None:
        """Accept connections, never answer."""
        self.process.send_signal(signal.SIGSTOP)

    def speak(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.process:
            self.kill()


class Program:
    """A child process in a group of its own, with its log."""

    def __init__(self, name: str, words: list[str], environment: dict, folder: Path, **pipes):
        self.name, self.log = name, folder / f"{name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=PROJECT,
                env=environment,
                stdin=pipes.get("stdin", subprocess.DEVNULL),
                stdout=pipes.get("stdout", log),
                stderr=log,
                text=True,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def children(self) -> list[int]:
        """Process numbers of the direct children: a worker's pool."""
        return [int(word) for word in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def ended(self) -> bool:
        return self.process.poll() is not None

    def signal_group(self, number: int) -> None:
        os.killpg(self.pid, number)

    def kill(self) -> None:
        """kill -9 of the whole group, as a power failure would."""
        try:
            self.signal_group(signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Orderer(Program):
    """A stand-in for the web server: orders on request, and tells how long that took."""

    def __init__(self, environment: dict, folder: Path):
        words = ["tests.faults.orderer"]
        super().__init__("orderer", words, environment, folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def order(self, name: str, argument, *, patience: float = 15) -> dict:
        self.process.stdin.write(f"{name} {argument}\n")
        self.process.stdin.flush()
        try:
            return self.answers.get(timeout=patience)
        except queue.Empty:
            return {"pk": None, "seconds": patience, "error": "no answer"}

    def _listen(self) -> None:
        for line in self.process.stdout:
            if line.startswith("answer "):
                self.answers.put(json.loads(line.removeprefix("answer ")))


class Stage:
    """Everything one fault test plays with.

    ``guard_off`` names a guard that all its processes go without; ``further`` adds to their environment.
    """

    def __init__(
        self, ledger: Database, folder: Path, environment: dict, *, guard_off: str | None = None, further=None
    ):
        self.ledger, self.folder = ledger, folder
        self.redis = RedisServer(folder)
        places = {"DATABASE_URL": ledger.url, "REDIS_URL": self.redis.url, "TMPDIR": str(folder)}
        self.environment = environment | SPEED | places | (further or {})
        if guard_off:
            self.environment["BSP_GUARD_OFF"] = guard_off
        # With all guards on, what is waited for comes in half of the shorter time.
        self.patience = 16 if guard_off else 40
        self.programs: list[Program] = []
        self.workers_started = 0

    def start_worker(self, *, concurrency: int = 1) -> Program:
        """A worker as the portal runs it; returns at once, ``wait_for_workers`` waits."""
        self.workers_started += 1
        name = f"worker-{self.workers_started}"
        words = ["celery", "-A", "bsp_portal", "worker", "-Q", "quick,heavy", "--concurrency", str(concurrency)]
        words += ["-n", f"{name}@stage", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        return self._add(Program(name, words, self.environment, self.folder))

    def start_beat(self) -> Program:
        words = ["celery", "-A", "bsp_portal", "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", ""]
        return self._add(Program("beat", words, self.environment, self.folder))

    def start_orderer(self) -> Orderer:
        orderer = self._add(Orderer(self.environment, self.folder))
        assert orderer.order("parcel", 0, patience=30)["error"] is None
        return orderer

    def wait_for_worker(self, program: Program, *, seconds: float = 30) -> None:
        """Until it has given its first sign of life."""
        statement = "SELECT 1 FROM core_workerbeat WHERE worker = %s"
        wait_until(
            lambda: self.ledger.rows(statement, f"{program.name}@stage"), seconds=seconds, what=f"{program.name} works"
        )

    def worker_at(self, task_name: str, pk: int, *, attempt: int = 1) -> Program | None:
        """The worker that began this attempt, whether it still works on it or not."""
        line = f"{task_name} {pk}: attempt {attempt} begins."
        workers = (program for program in self.programs if program.name.startswith("worker"))
        return next((worker for worker in workers if line in worker.log.read_text()), None)

    def logs(self) -> str:
        return "\n".join(f"== {path.name}\n{path.read_text()[-6000:]}" for path in sorted(self.folder.glob("*.log")))

    def close(self) -> None:
        for program in self.programs:
            program.kill()
        self.redis.stop()

    def _add(self, program):
        self.programs.append(program)
        return program
