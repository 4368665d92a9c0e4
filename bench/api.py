"""``./bsp bench api``: a page of 100 projects with all nested fields, ours beside one statement and beside plain DRF.

All three pass through the portal's own middleware in this process, take turns in one run, and are judged by ratios and
by CPU: on a machine that others use, seconds say little. The pages differ from request to request.
"""

import json
import os
import platform
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.databases import open_database

DATABASE = "bsp_bench"
PROJECTS = int(os.environ.get("BENCH_PROJECTS", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = {"ours": 60, "ceiling": 60, "plain": 12}
RESULTS = Path(__file__).parent / "results"


def main() -> int:
    prepare_database()
    from django.db import connection

    from bench import data
    from projects.models import Project

    if Project.objects.count() != PROJECTS:
        print(f"bench: loading {PROJECTS:,} projects", flush=True)
        data.load(PROJECTS)
    measured = measure(connection)
    write(measured, connection)
    return 0


def prepare_database() -> None:
    """A database of the bench's own on the same server, migrated; it is made anew where its size differs."""
    os.environ.setdefault("API_REQUESTS_PER_MINUTE_VISITOR", "1000000000")
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "600000")
    open_database(DATABASE, is_of_size)


def is_of_size() -> bool:
    from django.db import DatabaseError

    from projects.models import Project

    try:
        return Project.objects.count() == PROJECTS
    except DatabaseError:
        return False


def measure(connection) -> dict[str, list[dict]]:
    """For each way and round: seconds and CPU of the application and of the database a request, and its statements."""
    from django.test import Client, override_settings

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    client = Client(headers={"accept-language": "en", "host": "localhost"})
    chance = random.Random(7)  # noqa: S311
    rounds: dict[str, list[dict]] = {way: [] for way in REQUESTS}
    with override_settings(ROOT_URLCONF="bench.references"):
        check_sameness(client)
        for number in range(ROUNDS + 1):
            for way, times in REQUESTS.items():
                found = measure_round(client, way, times, chance, backend, connection)
                if number:  # the first round warms up
                    rounds[way].append(found)
    return rounds


def measure_round(client, way, times, chance, backend, connection) -> dict:
    from django.test.utils import CaptureQueriesContext

    starts = [f"PRJ-{chance.randint(0, max(PROJECTS - 101, 0)):07d}" for _time in range(times)]
    urls = [address(way, start) for start in starts]
    seconds = []
    before, database = time.process_time(), cpu_of(backend)
    for url in urls:
        began = time.perf_counter()
        answer = client.get(url)
        seconds.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise SystemExit(f"bench: {way} answers {answer.status_code}: {answer.content[:300]!r}")
    application, database = time.process_time() - before, cpu_of(backend) - database
    with CaptureQueriesContext(connection) as statements:
        client.get(urls[0])
    return {
        "requests_per_second": times / sum(seconds),
        "milliseconds_median": 1000 * statistics.median(seconds),
        "milliseconds_p95": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "cpu_application_ms": 1000 * application / times,
        "cpu_database_ms": 1000 * database / times,
        "statements": len(statements),
    }


def address(way: str, start: str) -> str:
    """The hundred projects behind that code."""
    if way != "ours":
        return f"/bench/{way}/?after={start}"
    from django.core.signing import Signer

    cursor = Signer(salt="core.paging.projects").sign_object(["code", False, [start]])
    return f"/api/v1/projects/?page_size=100&cursor={cursor}"


def cpu_of(process: int) -> float:
    """CPU seconds that the database's process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def check_sameness(client) -> None:
    """A faster wrong answer counts as wrong: all three say the same, field by field."""
    start = f"PRJ-{PROJECTS // 2:07d}"
    ours, ceiling, plain = (client.get(address(way, start)).json()["results"] for way in REQUESTS)
    for one, reference, usual in zip(ours, ceiling, plain, strict=True):
        for field in ("created_at", "updated_at"):  # the same moment in another zone
            usual[field] = one[field] if same_moment(one[field], usual[field]) else usual[field]
            reference[field] = one[field] if same_moment(one[field], reference[field]) else reference[field]
        for field in ("themes", "areas", "meas", "regions"):  # sorted otherwise
            usual[field].sort(key=lambda entry: entry["code"])
            reference[field].sort(key=lambda entry: entry["code"])
        if not one == reference == usual:
            differing = [field for field in one if not one[field] == reference[field] == usual[field]]
            raise SystemExit(f"bench: the answers differ in {', '.join(differing)}")


def same_moment(one: str, other: str) -> bool:
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


def write(rounds: dict[str, list[dict]], connection) -> None:
    """The figures as a file, and as the table of docs/performance.md."""
    ratios = {
        "ours_to_ceiling": [
            ours["requests_per_second"] / ceiling["requests_per_second"]
            for ours, ceiling in zip(rounds["ours"], rounds["ceiling"], strict=True)
        ],
        "ours_to_plain": [
            ours["requests_per_second"] / plain["requests_per_second"]
            for ours, plain in zip(rounds["ours"], rounds["plain"], strict=True)
        ],
    }
    today = datetime.now(UTC).date().isoformat()
    content = {
        "date": today,
        "projects": PROJECTS,
        "rows_per_page": 100,
        "rounds": rounds,
        "ratios": ratios,
        "machine": {
            "processors": os.cpu_count(),
            "load_average": os.getloadavg(),
            "python": platform.python_version(),
            "postgresql": connection.pg_version,
        },
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(table(rounds, ratios))
    print(
        f"bench: written to bench/results/{today}.json; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


def table(rounds: dict[str, list[dict]], ratios: dict[str, list[float]]) -> str:
    names = {"ours": "the API", "ceiling": "one `json_agg` statement", "plain": "plain DRF with prefetch"}
    lines = [
        "| way | requests/s | median ms | p95 ms | CPU ms application | CPU ms database | statements |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for way, found in rounds.items():
        figures = [spread([one[key] for one in found]) for key in list(found[0])[:-1]]
        lines.append(f"| {names[way]} | {' | '.join(figures)} | {found[0]['statements']} |")
    lines.append("")
    lines.append(f"the API to the statement: {spread([100 * one for one in ratios['ours_to_ceiling']])} %; ")
    lines[-1] += f"to plain DRF: {spread(ratios['ours_to_plain'])} times"
    return "\n".join(lines)


def spread(values: list[float]) -> str:
    """Median, and the least and the greatest of the rounds."""
    return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


if __name__ == "__main__":
    sys.exit(main())
