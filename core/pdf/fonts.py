"""The type faces of the printed report. A face that the host replaces by another changes every line break."""

import hashlib
import subprocess
from functools import lru_cache
from pathlib import Path

REQUIRED_FAMILIES = (
    "Liberation Serif",
    "Liberation Sans",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Amiri",
    "Noto Naskh Arabic",
)


class FontMissing(Exception):
    """The host would set a required family in another face."""


def match(family: str) -> tuple[str, Path]:
    """The family and the file that fontconfig gives for ``family``."""
    answer = subprocess.run(  # noqa: S603 - fixed program, family names from this module
        ["fc-match", "-f", "%{family[0]}\n%{file}", family],  # noqa: S607 - fontconfig's place differs by host
        capture_output=True, text=True, check=True, timeout=30,
    ).stdout  # fmt: skip
    name, _newline, file = answer.partition("\n")
    return name, Path(file)


def require(families=REQUIRED_FAMILIES) -> None:
    """Raise FontMissing unless each family resolves to itself. Called when a printing worker starts."""
    try:
        found = {family: match(family)[0] for family in families}
    except (OSError, subprocess.SubprocessError) as error:
        raise FontMissing(f"The type faces cannot be looked up by fontconfig's fc-match: {error}") from error
    replaced = {family: name for family, name in found.items() if name != family}
    if replaced:
        words = ", ".join(f"{family} (would be {name})" for family, name in replaced.items())
        raise FontMissing(f"Install these type faces before printing: {words}.")


@lru_cache(maxsize=1)
def digests() -> dict[str, str]:
    """Family to the SHA-256 of its file, for the build manifest."""
    return {family: hashlib.sha256(match(family)[1].read_bytes()).hexdigest() for family in REQUIRED_FAMILIES}
