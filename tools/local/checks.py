"""What ./bsp check runs before the tests: one line per check, the whole output of those that fail."""

import json
import os
import subprocess
from pathlib import Path

from .place import Place, process_environment
from .trouble import say

# What thinks without a database.
PURE_MODULES = ("bar_code.py", "document.py", "facts", "lints.py", "markup.py", "metrics", "narratives", "outline")
PURE_MODULES += ("phrasing", "references.py", "renderer.py", "snapshot_format.py", "terms.py")
# What changes records, and what decides who may and who sees: these rooms of the apps.
JUDGED_APPS = ("reference", "accounts", "partners", "needs", "exchange", "projects", "governance", "reports")
JUDGED_FILES = ("accounts/signing_in/credentials.py",)
JUDGED_ROOMS = ("actions", "policies", "models", "choices", "hooks", "hook_answers", "notices", "audiences")
JUDGED_ROOMS += ("panels", "chain")
# What a real installation sets: the deployment check must have nothing to say about it.
PRODUCTION = {
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "TRUSTED_PROXIES": "1",
}
DEMONSTRATION_ONLY = ("BSP_DEMO", "BSP_REQUIRE_MFA", "DEBUG", "MAIL_DIR", "BSP_ACCOUNTS_FILE")


def checks(place: Place) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command, environment of each check."""
    environment = process_environment(place)
    production = {name: value for name, value in environment.items() if name not in DEMONSTRATION_ONLY} | PRODUCTION
    python = str(place.python)
    manage = [python, "manage.py"]
    pure = [f"reports/{name}" for name in PURE_MODULES]
    return [
        ("ruff", [python, "-m", "ruff", "check", "."], environment),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."], environment),
        ("template format", [python, "-m", "tools.template_format", "--check"], environment),
        ("djlint", [python, "-m", "djlint", "templates", "--lint", "--quiet"], environment),
        (
            "import-linter",
            [python, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
            environment,
        ),
        ("mypy", [python, "-m", "mypy", "core", *judged_rooms(place.root), *JUDGED_FILES, *pure], environment),
        ("translation marks", [python, "tools/check_translation_marks.py"], environment),
        ("messages", [python, "tools/compile_messages.py"], environment),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], environment),
        ("deployment", [*manage, "check", "--deploy", "--fail-level", "DEBUG"], production),
    ]


def judged_rooms(root: Path) -> list[str]:
    """Files and folders of the judged rooms, app by app."""
    names = [f"{app}/{room}" for app in JUDGED_APPS for room in JUDGED_ROOMS]
    return [path for name in names for path in (name, f"{name}.py") if (root / path).exists()]


def run_checks(place: Place) -> list[str]:
    """The names of the checks that failed."""
    failed = [name for name, command, environment in checks(place) if not passes(place, name, command, environment)]
    if not audit(place):
        failed.append("pip-audit")
    return failed


def passes(place: Place, name: str, command: list[str], environment: dict[str, str]) -> bool:
    done = _call(place.root, command, environment)
    good = done.returncode == 0
    say(f"{name}: {'good' if good else 'FAILED'}")
    if not good:
        print(done.stdout + done.stderr, flush=True)
    return good


def audit(place: Place) -> bool:
    """Known holes in the pinned packages. Without a network nobody can be asked: that is said, and is no failure."""
    command = [str(place.python), "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["-r", "requirements.txt", "-r", "requirements-dev.txt", "--timeout", "15", "--format", "json"]
    holes, unknown, total = read_audit(_call(place.root, command, dict(os.environ)).stdout)
    if holes:
        say(f"pip-audit: FAILED\n{chr(10).join(holes)}")
    elif total == unknown:
        say("pip-audit: nobody who knows could be asked (no network, or no advisories there); not checked")
    else:
        say(f"pip-audit: no known hole in {total - unknown} of {total} packages, nothing known about {unknown}")
    return not holes


def read_audit(report: str) -> tuple[list[str], int, int]:
    """From pip-audit's JSON: the packages with known holes, how many could not be judged, how many there are."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        return [], 0, 0
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    return holes, sum("skip_reason" in package for package in packages), len(packages)


def _call(root: Path, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
