"""The bill of materials: every package that the portal runs on, by version and hashes, as CycloneDX."""

import tomllib
from pathlib import Path

from . import portal
from .place import Place

SPECIFICATION = "1.6"


def write(place: Place) -> Path:
    """Read the lock file; the same lock file of the same version gives the same bytes."""
    target = place.root / "build" / f"bsp-portal-{read_version(place.root)}.cdx.json"
    target.parent.mkdir(exist_ok=True)
    command = [place.python, "-m", "cyclonedx_py", "requirements", "requirements.txt", "--pyproject", "pyproject.toml"]
    command += ["--spec-version", SPECIFICATION, "--output-format", "JSON", "--output-file", target]
    portal.run(place, "sbom", [*command, "--output-reproducible", "--validate"])
    return target


def read_version(root: Path) -> str:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
