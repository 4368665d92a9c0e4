"""The first command of the README, in a copy of the project: a real worker makes the report, the portal is served."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tools.local.place import find_place

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_COPIED = (".git", ".venv", ".local", ".*_cache", "build", "media", "staticfiles", "tests", "__pycache__", "*.mo")
# What ./bsp test set for these tests; the copy makes its own.
OURS = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "BSP_ACCOUNTS_FILE"}
OURS |= {"MAIL_DIR", "MEDIA_ROOT", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE"}

# They share one demonstration, in this order; ./bsp test gives each file to one process.
pytestmark = pytest.mark.slow


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [checkout / "bsp", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy with a space in its path that borrows the installed packages; all it started is stopped at the end."""
    root = tmp_path_factory.mktemp("demo") / "the portal"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (root / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    yield root
    run(root, "reset", "--yes")


@pytest.fixture(scope="module")
def demo(checkout):
    """What ``./bsp demo --once`` said."""
    done = run(checkout, "demo", "--once")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def port(checkout, demo):
    """The portal served by ``./bsp up --detach`` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    done = run(checkout, "up", "--detach", "--port", str(number))
    assert done.returncode == 0, done.stdout + done.stderr
    yield number
    run(checkout, "down")


def ask(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:  # noqa: S310 - our own address
        return answer.status, answer.read().decode()


def test_report_is_the_file_that_the_last_line_describes(demo):
    path, pages, digest = re.fullmatch(r"report (.+) pages=(\d+) sha256=([0-9a-f]{64})", demo[-1]).groups()
    assert hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest
    counted = subprocess.run(["qpdf", "--show-npages", path], capture_output=True, text=True, check=True).stdout
    assert int(counted) == int(pages) > 1


def test_servers_are_stopped_afterwards(demo, checkout):
    assert {"redis: stopped", "postgres: stopped"} <= set(demo)
    assert run(checkout, "down").stdout == "nothing is running\n"


def test_second_run_repeats_no_step(demo, checkout):
    again = run(checkout, "demo", "--once").stdout
    assert "migrate" not in again
    assert "load_seed" not in again
    assert re.search(r"^report .+ pages=\d+ sha256=[0-9a-f]{64}$", again.splitlines()[-1])


def test_up_serves_a_ready_portal(port):
    status, body = ask(port, "/readyz")
    assert status == 200
    assert json.loads(body)["ready"] is True
    assert "<main" in ask(port, "/")[1]


def test_every_demonstration_account_has_a_fresh_password(port, checkout):
    accounts = json.loads(run(checkout, "accounts", "--json").stdout)
    assert {"government", "regional_office", "secretariat", "agency", "mea"} <= {
        account["role"] for account in accounts
    }
    assert all(account["login"] and len(account["password"]) >= 12 for account in accounts)
    assert find_place("portal", checkout.resolve()).accounts.stat().st_mode & 0o777 == 0o600


def test_second_up_says_where_the_first_one_is(port, checkout):
    done = run(checkout, "up", "--detach")
    assert done.returncode == 0
    assert f"already at http://127.0.0.1:{port}/" in done.stdout


def test_down_ends_it(port, checkout):
    assert "portal: stopped" in run(checkout, "down").stdout
    with pytest.raises(urllib.error.URLError):
        ask(port, "/healthz")
    assert run(checkout, "down").stdout == "nothing is running\n"
