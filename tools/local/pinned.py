"""The virtual environment ``.venv`` and the pinned Python packages in it, installed again only when a pin changed."""

import hashlib
import subprocess
import sys
from pathlib import Path

from .place import Place
from .trouble import Trouble, say

RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")


def pins_digest(root: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def works(python: Path) -> bool:
    """True if this interpreter starts, is new enough and has pip: a half-made environment has not."""
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def ensure(place: Place, *, for_tests: bool) -> None:
    """
    Make ``.venv`` if it is missing or broken and install what the pins say. The stamp is written last, so a run
    killed half-way installs again.
    """
    folder = place.root / ".venv"
    if not works(place.python):
        say("python: making .venv")
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], place, "venv", "remove .venv and run this again")
    names = DEVELOPMENT if for_tests else RUNTIME
    stamp = folder / ("bsp-development" if for_tests else "bsp-runtime")
    wanted = pins_digest(place.root, names)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("python: installing the pinned packages")
    command = [str(place.python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--require-hashes", *(word for name in names for word in ("-r", str(place.root / name)))]
    _run(command, place, "pip", "see that a package index can be reached and .venv be written, and run this again")
    stamp.write_text(wanted)
    if for_tests:
        (folder / "bsp-runtime").write_text(pins_digest(place.root, RUNTIME))


# What pip writes before its last sentence, which then only says that nothing was found.
UNREACHABLE = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError")


def explain(said: str, code: int) -> str:
    """Why pip or venv failed, in its own words unless they hide that no package index could be reached."""
    if any(name in said for name in UNREACHABLE):
        return "no package index could be reached"
    lines = [line for line in said.splitlines() if line.startswith(("ERROR", "Error"))]
    return lines[0].removeprefix("ERROR: ") if lines else f"exit code {code}"


def _run(command: list[str], place: Place, step: str, cure: str) -> None:
    log = place.log(step)
    with log.open("w") as output:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False).returncode
    if code:
        reason = explain(log.read_text(errors="replace"), code)
        raise Trouble(f"The step {step} failed ({reason}); {cure}; everything it said is in {log}.")
