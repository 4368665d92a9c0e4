"""System packages: looked for as files, so that any way of installing them counts; apt is asked once, if at all."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import postgres
from .trouble import Trouble, say

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")

# In English, so that a lock which another program holds is known by its complaint.
APT_ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
LOCKED = "Could not get lock"
PATIENCE_SECONDS, PAUSE_SECONDS = 300, 5


@dataclass(frozen=True)
class Need:
    """A thing the portal needs, how to see that it is there, and the Debian packages that bring it."""

    what: str
    packages: tuple[str, ...]
    found: Callable[[], bool]


def has_program(*names: str) -> bool:
    return any(shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/bin:/usr/local/bin") for name in names)


def has_library(*names: str) -> bool:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_font(start: str) -> bool:
    """True if a font file whose name starts so is installed."""
    return any(
        name.startswith(start)
        for folder in FONT_FOLDERS
        for _, _, names in os.walk(os.path.expanduser(folder))
        for name in names
    )


POSTGRES = Need("PostgreSQL 15 or newer", ("postgresql",), lambda: postgres.find_programs() is not None)
REDIS = Need("redis-server", ("redis-server",), lambda: has_program("redis-server"))
NEEDS = (
    Need("Python's venv", ("python3-venv",), lambda: importlib.util.find_spec("ensurepip") is not None),
    POSTGRES,
    REDIS,
    Need("Pango", ("libpango-1.0-0",), lambda: has_library("libpango-1.0.so.0", "libpango-1.0.dylib")),
    Need("PangoFT2", ("libpangoft2-1.0-0",), lambda: has_library("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")),
    Need(
        "HarfBuzz subsetting",
        ("libharfbuzz-subset0",),
        lambda: has_library("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
    ),
    Need("the font Liberation Sans", ("fonts-liberation2",), lambda: has_font("LiberationSans-Regular")),
    Need("the font Noto Sans", ("fonts-noto-core",), lambda: has_font("NotoSans-Regular")),
    Need("a font for Chinese", ("fonts-noto-cjk",), lambda: has_font("NotoSansCJK")),
    Need("a font for Arabic", ("fonts-hosny-amiri",), lambda: has_font("Amiri-Regular")),
)
TEST_NEEDS = (
    Need("Chromium", ("chromium-headless-shell",), lambda: has_program("chromium-headless-shell", "chromium")),
    Need("pdftotext", ("poppler-utils",), lambda: has_program("pdftotext")),
    Need("qpdf", ("qpdf",), lambda: has_program("qpdf")),
)


def list_missing(needs: Iterable[Need]) -> list[Need]:
    return [need for need in needs if not need.found()]


def ensure(*, for_tests: bool) -> None:
    """See that every system package is there, by apt if that is allowed."""
    given = {need for variable, need in (("DATABASE_URL", POSTGRES), ("REDIS_URL", REDIS)) if os.environ.get(variable)}
    needs = [need for need in (NEEDS + TEST_NEEDS if for_tests else NEEDS) if need not in given]
    if not (missing := list_missing(needs)):
        return
    install(missing)
    if still := list_missing(missing):
        raise Trouble(
            f"{' and '.join(need.what for need in still)} could not be found after installing; "
            f"install {' '.join(_packages(still))} by hand and run this again."
        )


def install(missing: list[Need]) -> None:
    """One ``apt-get update`` and one ``apt-get install``; Trouble if apt is absent, forbidden or fails."""
    names = _packages(missing)
    cure = f"install it (Debian: apt-get install {' '.join(names)}) and run this again"
    what = ", ".join(need.what for need in missing)
    if os.environ.get("BSP_NO_APT") == "1":
        raise Trouble(f"Missing: {what}, and BSP_NO_APT=1 forbids installing; {cure}.")
    if shutil.which("apt-get") is None:
        raise Trouble(f"Missing: {what}; {cure}.")
    prefix = _as_root()
    if prefix is None:
        raise Trouble(f"Missing: {what}, and only root may install packages; {cure}.")
    say(f"system packages: installing {' '.join(names)} (apt-get update, then install)")
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names],
    ):
        done = _run_apt([*prefix, *command])
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            reason = next((line for line in lines if line.startswith("E:")), lines[-1] if lines else "no reason given")
            raise Trouble(f"{' '.join(command[:2])} failed ({reason}); {cure}.")
    say("system packages: installed")


def _run_apt(command: list[str]) -> subprocess.CompletedProcess:
    """Run it; while another program holds one of apt's locks, as on a machine that has just started, wait for it.

    apt itself waits for dpkg's lock alone, and only if it is told so.
    """
    ends_at, is_told = time.monotonic() + PATIENCE_SECONDS, False
    while True:
        done = subprocess.run(
            command,
            env=os.environ | APT_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if not done.returncode or LOCKED not in done.stderr or time.monotonic() >= ends_at:
            return done
        if not is_told:
            say("system packages: another program is installing packages; waiting for it, five minutes at most")
            is_told = True
        time.sleep(PAUSE_SECONDS)


def _as_root() -> list[str] | None:
    """The words to put before a command so that it runs as root; None if we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    if asked or sys.stdin.isatty():
        return ["sudo", "env", *(f"{name}={value}" for name, value in APT_ENVIRONMENT.items())]
    return None


def _packages(needs: Iterable[Need]) -> list[str]:
    return [name for need in needs for name in need.packages]
