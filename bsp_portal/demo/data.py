"""The hand-written tables of the demonstration."""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str):
    """One table, read once; ``name`` is the file's without its ending."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
