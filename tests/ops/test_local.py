"""What ./bsp finds, keeps, asks for and says."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.local import checks, locks, portal, processes
from tools.local.__main__ import main
from tools.local.place import find_place, make_folders, process_environment, read_secrets
from tools.local.processes import Child
from tools.local.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def checkout(place):
    """A copy of what ./bsp itself is made of."""
    shutil.copy(ROOT / "bsp", place.root)
    shutil.copytree(ROOT / "tools", place.root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    return place.root


def run_bsp(checkout: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [checkout / "bsp", *words],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Where things are


def test_two_checkouts_have_different_places(tmp_path):
    one, two = find_place("portal", tmp_path / "one"), find_place("portal", tmp_path / "two")
    assert one.state != two.state
    assert one.sockets != two.sockets


def test_socket_path_stays_short_however_long_the_project_path(tmp_path):
    place = find_place("portal", tmp_path / ("deep folder/" * 30))
    assert len(bytes(place.sockets / ".s.PGSQL.5432")) < 100
    assert not set(" ,") & set(str(place.sockets))


def test_secrets_are_fresh_kept_and_private(place):
    first = read_secrets(place)
    assert len(first["SECRET_KEY"]) >= 50
    assert read_secrets(place) == first
    assert (place.state / "secrets.json").stat().st_mode & 0o777 == 0o600
    (place.state / "secrets.json").unlink()
    assert read_secrets(place) != first


def test_folder_of_somebody_else_is_not_used_for_sockets(place):
    place.sockets.rmdir()
    place.sockets.symlink_to(place.state)
    try:
        with pytest.raises(Trouble, match="belongs to somebody else; remove it"):
            make_folders(place)
    finally:
        place.sockets.unlink()


def test_environment_of_the_caller_wins_except_for_postgres_own_names(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://theirs")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setenv("SITE_URL", "https://theirs.example")
    monkeypatch.setenv("PGHOST", "elsewhere")
    environment = process_environment(place)
    assert environment["DATABASE_URL"] == environment["DATABASE_OWNER_URL"] == "postgres://theirs"
    assert environment["SITE_URL"] == "https://theirs.example"
    assert "PGHOST" not in environment


def test_portal_works_with_the_role_that_may_not_change_tables(place, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    portal_place = find_place("portal", place.root)
    portal_place.state.mkdir(parents=True)
    assert "//bsp_app@" in process_environment(portal_place)["DATABASE_URL"]
    assert "//bsp_owner@" in process_environment(portal_place, owner=True)["DATABASE_URL"]


# Ports, processes, locks


def test_taken_port_gives_the_next_free_one_and_a_wish_is_refused(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken; choose another one with --port"):
            processes.listen(port)
        monkeypatch.setattr(processes, "FIRST_PORT", port)
        monkeypatch.setattr(processes, "LAST_PORT", port + 50)
        with processes.listen(None) as listener:
            assert listener.getsockname()[1] > port


def test_child_that_was_killed_is_started_again(place, capsys):
    child = Child("sleeper", ["sleep", "60"], place, dict(os.environ), ())
    child.start()
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    deadline = time.monotonic() + 10
    while child.process.pid == first and time.monotonic() < deadline:
        child.tend()
        time.sleep(0.1)
    assert child.process.pid != first
    assert child.process.poll() is None
    assert "ended unexpectedly" in capsys.readouterr().out
    child.stop()


def test_stubborn_child_is_ended(place, monkeypatch):
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.5)
    child = Child("stubborn", ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"], place, dict(os.environ), ())
    child.start()
    process = child.process
    time.sleep(0.3)
    child.stop()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_children_of_a_killed_supervisor_end(place):
    program = (
        "import os, time; from pathlib import Path; from tools.local.place import find_place\n"
        "from tools.local.processes import Child\n"
        f"place = find_place('test', Path({str(place.root)!r}))\n"
        "child = Child('sleeper', ['sleep', '60'], place, dict(os.environ), ())\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as supervisor:
        child = int(supervisor.stdout.readline())
        supervisor.kill()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    """Running, and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(("status", "restarted"), [(0, ["web"]), (503, [])])
def test_only_a_web_server_that_says_nothing_is_started_again(place, monkeypatch, status, restarted):
    """A portal that answers "not ready" keeps its worker: docs/decisions/0004-workers-watch-themselves.md"""
    seen = []
    moments = iter(range(0, 400, 20))
    monkeypatch.setattr(processes.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(processes.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(processes, "ask_readiness", lambda _port: (status, "no heartbeat"))
    services = processes.Services(place, {})

    def restart(name):
        seen.append(name)
        raise processes.Stopped

    monkeypatch.setattr(services, "_restart", restart)
    with pytest.raises((processes.Stopped, StopIteration)):
        services.watch(8000, lambda _database_lives: None)
    assert seen == restarted


@pytest.mark.parametrize("status", [200, 503])
def test_servers_are_looked_at_even_while_the_portal_is_ready(place, monkeypatch, status):
    """The portal stays ready without Redis; only whoever looks at Redis itself sees that it is gone."""
    asked = []
    moments = iter(range(0, 400, 20))
    monkeypatch.setattr(processes.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(processes.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(processes, "ask_readiness", lambda _port: (status, ""))

    def start_servers(database_lives):
        asked.append(database_lives)
        raise processes.Stopped

    with pytest.raises(processes.Stopped):
        processes.Services(place, {}).watch(8000, start_servers)
    assert asked == [status == 200]


def test_seat_of_a_killed_server_is_free(tmp_path):
    path = tmp_path / "seat"
    program = (
        "import time; from pathlib import Path; from tools.local.locks import Seat\n"
        f"seat = Seat(Path({str(path)!r})); seat.take('41 8000'); print('taken', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdout.readline()
        assert locks.Seat(path).sitting() == "41 8000"
        assert not locks.Seat(path).take("42 8001")
        holder.kill()
    assert locks.Seat(path).sitting() is None
    assert locks.Seat(path).take("42 8001")


# Data is loaded once


@pytest.fixture
def steps(place, monkeypatch):
    """Records the steps that prepare a database; nothing is run."""
    ran: list[str] = []
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(portal, "run", lambda _place, name, _command, **_keywords: ran.append(name))
    (place.root / "models.py").write_text("one")
    return ran


def test_unchanged_source_is_prepared_once(place, steps):
    portal.prepare(place, data="always")
    assert steps[-3:] == ["load_reference", "load_seed", "load_demo"]
    steps.clear()
    portal.prepare(place, data="always")
    assert steps == []


def test_changed_source_is_prepared_again_and_up_keeps_the_data(place, steps):
    portal.prepare(place, data="once")
    steps.clear()
    (place.root / "models.py").write_text("two, longer")
    portal.prepare(place, data="once")
    assert "migrate" in steps
    assert "load_seed" not in steps


def test_run_that_was_killed_while_loading_loads_again(place, steps, monkeypatch):
    def stop(_place, name, _command, **_keywords):
        if name == "load_seed":
            raise Trouble("killed")

    with monkeypatch.context() as patch:
        patch.setattr(portal, "run", stop)
        with pytest.raises(Trouble):
            portal.prepare(place, data="once")
    portal.prepare(place, data="once")
    assert steps == ["load_reference", "load_seed", "load_demo"]


# What people read


def test_accounts_before_the_data_is_one_sentence(checkout):
    done = run_bsp(checkout, "accounts", "--json")
    assert done.returncode == 1
    assert done.stderr == "bsp: There are no demonstration accounts yet; run ./bsp demo first.\n"


def test_accounts_are_printed_as_json(checkout):
    place = find_place("portal", checkout.resolve())
    place.state.mkdir(parents=True)
    accounts = [{"login": "a@example.org", "password": "p", "role": "agency", "scope": "", "token": "t"}]
    place.accounts.write_text(json.dumps(accounts))
    assert json.loads(run_bsp(checkout, "accounts", "--json").stdout) == accounts
    assert "a@example.org" in run_bsp(checkout, "accounts").stdout


def test_machine_without_python_is_told_what_to_install(checkout, tmp_path):
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("sh", "dirname", "id"):
        (folder / name).symlink_to(shutil.which(name))
    script = (checkout / "bsp").read_text().replace(" /usr/bin/python3", "")
    (checkout / "bsp").write_text(script)
    done = run_bsp(checkout, "help", PATH=str(folder))
    assert done.returncode == 1
    assert "Python 3.11 or newer is missing; install it (Debian: apt-get install python3 python3-venv)" in done.stderr


def test_down_without_anything_running_says_so(checkout):
    done = run_bsp(checkout, "down")
    assert (done.returncode, done.stdout) == (0, "nothing is running\n")


def test_help_names_every_word(capsys):
    assert main(["help"]) == 0
    text = capsys.readouterr().out
    words = "demo up down accounts test check bench sbom manage shell reset help".split()
    assert all(f"./bsp {word}" in text for word in words)


@pytest.mark.parametrize("words", [["nonsense"], ["demo", "--bogus"], ["up", "--port", "70000"], ["--once"]])
def test_words_nobody_understands_get_one_sentence(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert re.fullmatch(r"bsp: .+; \./bsp help lists all words\.\n", capsys.readouterr().err)


def test_failing_step_says_its_last_line_and_where_the_rest_is(place):
    command = [sys.executable, "-c", "import sys; print('early'); sys.exit('the reason\\n\\tand a hint')"]
    with pytest.raises(Trouble, match=r"The step thing failed \(the reason\); everything it said is in .*thing\.log"):
        portal.run(place, "thing", command)


def test_audit_report_tells_holes_from_packages_nobody_knows():
    report = {
        "dependencies": [
            {"name": "good", "version": "1", "vulns": []},
            {"name": "bad", "version": "2", "vulns": [{"id": "CVE-1"}]},
            {"name": "unknown", "skip_reason": "not found"},
        ]
    }
    assert checks.read_audit(json.dumps(report)) == (["bad 2: CVE-1"], 1, 3)
    assert checks.read_audit("") == ([], 0, 0)
