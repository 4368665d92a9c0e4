"""System packages: looked for as files, so that any way of installing them counts; apt is asked once, if at all."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import postgres
from .trouble import Trouble, say

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")


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
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends", *names],
    ):
        done = subprocess.run(
            [*prefix, *command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.strip()]
            reason = next((line for line in lines if line.startswith("E:")), lines[-1] if lines else "no reason given")
            raise Trouble(f"{' '.join(command[:2])} failed ({reason}); {cure}.")
    say("system packages: installed")


def _as_root() -> list[str] | None:
    """The words to put before a command so that it runs as root; None if we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    if asked or sys.stdin.isatty():
        return ["sudo", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def _packages(needs: Iterable[Need]) -> list[str]:
    return [name for need in needs for name in need.packages]
