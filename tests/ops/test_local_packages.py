"""What ./bsp installs: packages of the machine and of Python."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.local import packages, pinned
from tools.local.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent


# What is missing


def missing_font() -> packages.Need:
    return packages.Need("a font for Arabic", ("fonts-hosny-amiri",), lambda: False)


@pytest.fixture
def apt(monkeypatch):
    """Records what apt would be asked."""
    asked: list[list[str]] = []
    monkeypatch.delenv("BSP_NO_APT", raising=False)

    def run(command, **_keywords):
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(packages.subprocess, "run", run)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    return asked


def test_forbidden_apt_is_not_asked_and_the_cure_is_named(apt, monkeypatch):
    monkeypatch.setenv("BSP_NO_APT", "1")
    with pytest.raises(Trouble, match=r"a font for Arabic.*forbids.*apt-get install fonts-hosny-amiri"):
        packages.install([missing_font()])
    assert apt == []


def test_without_apt_the_missing_thing_is_named(apt, monkeypatch):
    monkeypatch.setattr(packages.shutil, "which", lambda _name: None)
    with pytest.raises(Trouble, match=r"Missing: a font for Arabic; install it \(Debian: apt-get install"):
        packages.install([missing_font()])
    assert apt == []


def test_who_may_not_install_is_told_so(apt, monkeypatch):
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages.shutil, "which", lambda name: None if name == "sudo" else name)
    with pytest.raises(Trouble, match="only root may install packages"):
        packages.install([missing_font()])
    assert apt == []


def test_apt_updates_once_and_installs_once(apt, monkeypatch, capsys):
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    packages.install([missing_font(), missing_font()])
    assert [command[1] for command in apt] == ["update", "install"]
    assert "fonts-hosny-amiri" in apt[1]
    assert "fonts-hosny-amiri" in capsys.readouterr().out


def test_nothing_is_asked_when_nothing_is_missing(apt, monkeypatch):
    monkeypatch.setattr(packages, "NEEDS", ())
    packages.ensure(for_tests=False)
    assert apt == []


def test_given_servers_need_not_be_installed(apt, monkeypatch):
    absent = packages.Need("PostgreSQL 15 or newer", ("postgresql",), lambda: False)
    monkeypatch.setattr(packages, "POSTGRES", absent)
    monkeypatch.setattr(packages, "NEEDS", (absent,))
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/theirs")
    packages.ensure(for_tests=False)
    assert apt == []


# While another program installs


APT_FOLDERS = """
Dir::State "{0}/state"; Dir::State::status "{0}/status"; Dir::Cache "{0}/cache"; Dir::Etc "{0}/etc"; Dir::Log "{0}";
"""
HOLD = "import fcntl, sys, time; held = open(sys.argv[1], 'w'); fcntl.lockf(held, fcntl.LOCK_EX); print(flush=True)"
LISTS_LOCK = "state/lists/lock"


@pytest.fixture
def busy_apt(tmp_path, monkeypatch):
    """The machine's own apt with folders of its own and no sources. The answer holds the lists' lock for a while."""
    if shutil.which("apt-get") is None:
        pytest.skip("Only Debian and its relatives have apt.")
    for name in ("state/lists/partial", "cache/archives/partial", "etc/apt.conf.d", "etc/preferences.d"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "status").touch()
    (tmp_path / "apt.conf").write_text(APT_FOLDERS.format(tmp_path))
    monkeypatch.setenv("APT_CONFIG", str(tmp_path / "apt.conf"))
    holders = []

    def hold(seconds: float) -> None:
        command = [sys.executable, "-c", f"{HOLD}; time.sleep({seconds})", tmp_path / LISTS_LOCK]
        holders.append(subprocess.Popen(command, stdout=subprocess.PIPE))
        holders[-1].stdout.readline()

    yield hold
    for holder in holders:
        holder.kill()
        holder.communicate()


def test_a_lock_of_another_apt_is_waited_for_and_told(busy_apt, monkeypatch, capsys):
    monkeypatch.setattr(packages, "PAUSE_SECONDS", 0.2)
    busy_apt(2)
    began = time.monotonic()
    assert packages._run_apt(["apt-get", "update", "-qq"]).returncode == 0
    assert time.monotonic() - began >= 1
    assert capsys.readouterr().out.count("another program is installing packages; waiting for it") == 1


def test_a_lock_that_is_never_given_back_is_named_in_the_end(busy_apt, monkeypatch):
    monkeypatch.setattr(packages, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(packages, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(packages, "_as_root", lambda: [])
    monkeypatch.delenv("BSP_NO_APT", raising=False)
    busy_apt(60)
    with pytest.raises(Trouble, match="apt-get update failed.*Could not get lock"):
        packages.install([missing_font()])


def test_another_trouble_of_apt_is_not_waited_for(busy_apt, capsys):
    done = packages._run_apt(["apt-get", "install", "-y", "-qq", "no-such-package"])
    assert "Unable to locate package" in done.stderr
    assert "waiting" not in capsys.readouterr().out


def test_the_entry_point_waits_where_python_itself_is_missing(busy_apt, tmp_path):
    """``bsp`` with no Python to be found, until apt has answered."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("apt-get", "dirname", "env"):
        (programs / name).symlink_to(shutil.which(name))
    for name, does in {"id": "echo 0", "sleep": f"exec {shutil.which('sleep')} 0.2"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    (tmp_path / "bsp").write_text((ROOT / "bsp").read_text().replace("/usr/bin/python3", ""))
    busy_apt(2)
    environment = {"PATH": str(programs), "APT_CONFIG": os.environ["APT_CONFIG"]}
    done = subprocess.run(
        ["/bin/sh", tmp_path / "bsp", "help"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.count("another program is installing packages; waiting for it") == 1
    assert "Unable to locate package python3" in done.stderr  # the update went through; there are no sources here
    assert "Could not get lock" not in done.stderr


# Python packages


@pytest.fixture
def pip(place, monkeypatch):
    """Records what would be run to make and fill .venv."""
    ran: list[str] = []
    for name in pinned.DEVELOPMENT:
        (place.root / name).write_text("thing==1\n")
    (place.root / ".venv").mkdir()
    monkeypatch.setattr(pinned, "works", lambda _python: True)
    monkeypatch.setattr(pinned, "_run", lambda _command, _place, name, _cure: ran.append(name))
    return ran


def test_pins_are_installed_once_and_again_when_they_change(place, pip):
    pinned.ensure(place, for_tests=False)
    pinned.ensure(place, for_tests=False)
    assert pip == ["pip"]
    (place.root / "requirements.txt").write_text("thing==2\n")
    pinned.ensure(place, for_tests=False)
    assert pip == ["pip", "pip"]


def test_install_for_tests_covers_the_portal_too(place, pip):
    pinned.ensure(place, for_tests=True)
    pinned.ensure(place, for_tests=False)
    assert pip == ["pip"]


def test_broken_environment_is_made_anew(place, pip, monkeypatch):
    monkeypatch.setattr(pinned, "works", lambda _python: False)
    (place.root / ".venv" / "bsp-runtime").write_text(pinned.pins_digest(place.root, pinned.RUNTIME))
    pinned.ensure(place, for_tests=False)
    assert pip[0] == "venv"


def test_interpreter_that_is_missing_or_has_no_pip_does_not_work(tmp_path):
    assert not pinned.works(tmp_path / "python")
    assert pinned.works(Path(sys.executable))
    silent = tmp_path / "python"
    silent.write_text("#!/bin/sh\nexit 1\n")
    silent.chmod(0o755)
    assert not pinned.works(silent)


def test_missing_network_is_named_rather_than_a_missing_version():
    said = "WARNING: Retrying after 'NewConnectionError('...')'\nERROR: Could not find a version of amqp==5.4.2\n"
    assert pinned.explain(said, 1) == "no package index could be reached"
    assert pinned.explain("ERROR: No space left on device\n", 1) == "No space left on device"
    assert pinned.explain("Killed", 137) == "exit code 137"


def test_every_pin_has_its_hashes_and_no_address():
    for name in pinned.DEVELOPMENT:
        text = (ROOT / name).read_text()
        blocks = [
            block for block in text.replace("\\\n", " ").splitlines() if block and not block.lstrip().startswith("#")
        ]
        assert all("==" in block and "--hash=sha256:" in block for block in blocks), name
        assert not any(word in text for word in ("://", "--index-url", "--find-links", "--trusted-host")), name
