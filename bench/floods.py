"""``./bsp bench floods``: one client asks twenty times a second for what costs most; how long do others wait?

The shipped web server answers from the demonstration's data. Attacker and visitor stand behind the same proxy: the
header that the proxy sets is sent by the clients of this bench. The exit code says whether every visitor was served
soon. On a machine that others use seconds say little, so a wait is also good if it is not much longer than a calm one.
"""

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from http.client import HTTPConnection, HTTPException
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.databases import open_database

DATABASE = "bsp_floods"
SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
PER_SECOND = 20
MEDIAN_SECONDS, LONGEST_SECONDS = 1.0, 3.0
TIMES_CALM = 3
PATIENCE = 60  # seconds that a client waits for an answer
READY_SECONDS = 60
PROJECT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"

REPORT = "BENCH-2010"
PAGES = ("/", "/needs/", "/projects/", "/countries/KEN/", "/partners/", "/exchange/", "/help/", "/accounts/sign-in/")
LISTS = ("projects", "needs", "partners", "countries", "exchange", "reforms", "decisions", "meetings", "focal-points")
LAYERS = ("needs", "projects", "unmet")
ORDERS = ("needs", "unmet", "projects")
WORDS = "water land health energy waste law training data river forest soil air " * 9
SECRET = "f" * 32  # of a form: whoever has no cookie yet may choose it
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en", "User-Agent": "bench"}


class Asked(NamedTuple):
    path: str
    form: dict[str, str] | None = None


class Answered(NamedTuple):
    status: int  # 0 where nobody answered
    seconds: float


# Each flood by what it asks the n-th time; every time something else where that is possible.
FLOODS: dict[str, Callable[[int], Asked]] = {
    "the file of any list": lambda n: Asked(f"/{LISTS[n % len(LISTS)]}/?format=csv"),
    "layers of the start page": lambda n: Asked(f"/?layer={LAYERS[n % 3]}"),
    "lists by counts": lambda n: Asked(f"/countries/?ordering=-{ORDERS[n % 3]}&page_size={100 - n % 75}"),
    "search and list words": lambda n: Asked(f"/{('search', 'needs', 'projects')[n % 3]}/?{_words(n)}"),
    "sign-in": lambda n: Asked("/accounts/sign-in/", {"username": f"{n}@flood.example", "password": "a" * 20}),
    "letters": lambda n: Asked("/accounts/password/reset/", {"email": f"{n}@flood.example"}),
    "the API's description": lambda n: Asked(f"/api/v1/{('schema', 'docs', 'schema', '')[n % 4]}/".replace("//", "/")),
    "report PDFs": lambda n: Asked(f"/reports/{REPORT}/editions/en.pdf"),
    "the map": lambda n: Asked("/"),
    "any page": lambda n: Asked(PAGES[n % len(PAGES)]),
}


def _words(n: int) -> str:
    """Twelve words, and every other time a hundred."""
    return urlencode({"q": WORDS[n : n + (60 if n % 2 else 200)]})


def main() -> int:
    open_database(DATABASE)
    load()
    from django.db import connection

    connection.close()
    with serving() as (port, server), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        used = cpu_of(server)
        calm = visit(port, "192.0.2.1", SECONDS)
        print("| flood | median | longest | cores of the web server | the flood was answered |")
        print(
            f"| --- | --- | --- | --- | --- |\n{line('calm', calm, [], (cpu_of(server) - used) / SECONDS)}", flush=True
        )
        found = {}
        for number, name in enumerate(FLOODS):
            began, used = time.monotonic(), cpu_of(server)
            flood = elsewhere.submit(attack, port, f"203.0.{number}.9", name, SECONDS)
            found[name] = visit(port, f"192.0.2.{number + 2}", SECONDS), flood.result()
            cores = (cpu_of(server) - used) / (time.monotonic() - began)
            print(line(name, *found[name], cores), flush=True)
    slow = [name for name, (visits, _flood) in found.items() if not is_served(visits, calm)]
    write(calm, found)
    print(f"bench: load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; " + (
        f"visitors waited too long during: {', '.join(slow)}" if slow else "every visitor was served soon"
    ))  # fmt: skip
    return 1 if slow else 0


def load() -> None:
    """The demonstration's records, and an issued report with a file of the usual size."""
    from django.core.management import call_command

    from reports.models import Report

    if Report.objects.filter(code=REPORT).exists():
        return
    print("bench: loading the demonstration", flush=True)
    for command in ("load_reference", "load_seed", "load_demo"):
        call_command(command, verbosity=0)
    issue_report()


def issue_report() -> None:
    from accounts.models import User
    from core import clock
    from governance.models import Session
    from reports.actions import store_once
    from reports.choices import ReportState
    from reports.models import Edition, Report, Snapshot

    first, second = User.objects.filter(role="secretariat")[:2]
    report = Report.objects.create(
        code=REPORT,
        session=Session.objects.get(code="GC.26"),
        year=2010,
        period_starts_on=date(2010, 1, 1),
        period_ends_on=date(2010, 12, 31),
        cut_off_on=date(2010, 12, 31),
        symbol="BENCH/2010",
        masthead_on=date(2011, 1, 12),
        languages=["en"],
        state=ReportState.ISSUED,
        requested_by=first,
        cleared_by=first,
        cleared_at=clock.now(),
        issued_by=second,
        issued_at=clock.now(),
    )
    file = b"%PDF-1.7" + os.urandom(1_500_000)
    Edition.objects.create(
        snapshot=Snapshot.objects.create(report=report, number=report.build_number, content={}, digest="0" * 64),
        language="en",
        format="pdf",
        file=store_once("editions/bench.pdf", file),
        digest="0" * 64,
        size=len(file),
        pages=51,
        words=7_900,
        pages_on_screen=[],
        warnings=[],
        manifest={},
    )


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """The web server with its own configuration, as ``./bsp up`` and the container start it: its port and process."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"WEB_BIND": f"127.0.0.1:{port}", "TRUSTED_PROXIES": "1"}
    server = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=PROJECT, env=environment)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while ask(port, "192.0.2.254", Asked("/healthz")).status != 200:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("bench: the web server did not start")
            time.sleep(0.2)
        for path in PAGES:
            ask(port, "192.0.2.254", Asked(path))
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def cpu_of(server: int) -> float:
    """CPU seconds that the processes of the web server have used so far."""
    ticks = 0
    for process in Path(f"/proc/{server}/task/{server}/children").read_text().split():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def visit(port: int, address: str, seconds: float) -> list[Answered]:
    """Somebody who opens one ordinary page after another, with half a second to look at each."""
    found = []
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        found.append(ask(port, address, Asked(PAGES[len(found) % len(PAGES)])))
        time.sleep(0.5)
    return found


def attack(port: int, address: str, name: str, seconds: float) -> list[Answered]:
    """Ask so many times a second, whether what was asked before is answered or not."""
    with ThreadPoolExecutor(int(seconds * PER_SECOND)) as threads:
        began = time.monotonic()
        asked = []
        for number in range(int(seconds * PER_SECOND)):
            time.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
            asked.append(threads.submit(ask, port, address, FLOODS[name](number)))
        return [one.result() for one in asked]


def ask(port: int, address: str, asked: Asked) -> Answered:
    """One request through the proxy, which names the client's address."""
    headers = HEADERS | {"X-Forwarded-For": address}
    method, body = "GET", None
    if asked.form is not None:
        method, body = "POST", urlencode(asked.form | {"csrfmiddlewaretoken": SECRET})
        headers |= {"Cookie": f"csrftoken={SECRET}", "Content-Type": "application/x-www-form-urlencoded"}
    began = time.monotonic()
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            connection.request(method, asked.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
    except (OSError, HTTPException):
        status = 0
    return Answered(status, time.monotonic() - began)


def is_served(visits: list[Answered], calm: list[Answered]) -> bool:
    if any(visit.status != 200 for visit in visits):
        return False
    (median, longest), (usual, usually_longest) = waits(visits), waits(calm)
    return median <= max(MEDIAN_SECONDS, TIMES_CALM * usual) and longest <= max(
        LONGEST_SECONDS, TIMES_CALM * usually_longest
    )


def waits(visits: list[Answered]) -> tuple[float, float]:
    """Median and longest wait, in seconds."""
    seconds = [visit.seconds for visit in visits]
    return statistics.median(seconds), max(seconds)


def line(name: str, visits: list[Answered], flood: list[Answered], cores: float) -> str:
    median, longest = waits(visits)
    counted = sorted(Counter(one.status for one in flood).items())
    answers = ", ".join(f"{number} × {status}" for status, number in counted)
    if refused := sum(visit.status != 200 for visit in visits):
        answers += f"; {refused} visits refused"
    return f"| {name} | {median:.2f} s | {longest:.2f} s | {cores:.2f} | {answers} |"


def write(calm, found) -> None:
    """Every wait and every answer, as a file."""
    content = {
        "seconds": SECONDS,
        "calm": calm,
        "floods": {name: {"visits": visits, "flood": flood} for name, (visits, flood) in found.items()},
        "machine": {
            "processors": os.cpu_count(),
            "load_average": os.getloadavg(),
            "python": platform.python_version(),
        },
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC).date().isoformat()}-floods.json"
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
