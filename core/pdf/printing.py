"""HTML to an accessible, archivable PDF (docs/design/security.md#printing).

With ``pdf_child`` the only user of WeasyPrint.

The work is done in a child process without environment, network or writable disk, within limits of memory and time, so
that a text that is too large or a fault of the layout engine cannot harm the worker that ordered it.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core.errors import RuleBroken

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]
# The child counts its own seconds of work, 120 at most; this ends one that only waits. A busy machine needs longer by
# the clock for the same text, which is therefore no measure of it.
WALL_SECONDS = 600
FOLDER_PREFIX = "bsp-print-"
ABANDONED_SECONDS = 3600
LIMIT_SENTENCES = {
    "bytes": _("The text is too large to be printed: it is larger than 5 megabytes. Shorten it and try again."),
    "rows": _("The text is too large to be printed: it has more than 5,000 table rows. Shorten it and try again."),
    "pages": _("The text is too large to be printed: it has more than 600 pages. Shorten it and try again."),
    "nesting": _(
        "The text cannot be printed: its parts are nested more than 60 levels deep. Simplify it and try again."
    ),
    "memory": _(
        "The text is too large to be printed: printing it needs more than 2 gigabytes of memory. Shorten it and "
        "try again."
    ),
    "time": _(
        "The text is too large to be printed: printing it takes more than 120 seconds. Shorten it and try again."
    ),
}
MAXIMUM_BYTES = 5_000_000


class PdfRefused(RuleBroken):
    """The text breaks a limit of the printer. Printing it again unchanged is of no use."""


class PdfFailed(Exception):
    """The printer ended without a file for a reason outside the text. A second try may succeed."""


@dataclass(frozen=True)
class PrintedFile:
    """A finished PDF.

    ``refused_urls``: addresses that the text asked for and did not get. ``missing_letters``: one complaint for each
    letter that no type face has. ``software``: versions of the programs that shape the bytes of a file.
    """

    pdf: bytes
    pages: int
    refused_urls: tuple[str, ...]
    missing_letters: tuple[str, ...]
    software: dict[str, str]


def render(
    html: str,
    *,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    created: date,
    identifier: str,
    link_labels: Mapping[str, str] | None = None,
    wall_seconds: float = WALL_SECONDS,
) -> PrintedFile:
    """Print ``html`` as tagged PDF/A-2a with the marks of PDF/UA-1. Same arguments, same bytes.

    ``assets``: what ``bsp-asset:<name>`` answers with; every other address is refused.
    ``created``: the only date that enters the file. ``identifier``: first half of the file's identifier.
    ``link_labels``: anchor to words that tell where a link leads.
    Raises PdfRefused when a limit is broken, PdfFailed when the child fails.
    """
    if len(html.encode()) > MAXIMUM_BYTES:
        raise PdfRefused(LIMIT_SENTENCES["bytes"])
    order = {
        "html": html,
        "stylesheets": list(stylesheets),
        "assets": {name: base64.b64encode(content).decode() for name, content in assets.items()},
        "created": created.isoformat(),
        "identifier": identifier,
        "link_labels": dict(link_labels or {}),
        "parent": os.getpid(),
    }
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder:
        answer = _run_child(order, folder, wall_seconds)
        if limit := answer.get("limit"):
            raise PdfRefused(LIMIT_SENTENCES[limit])
        for url in answer["refused_urls"]:
            logger.warning("The printer refused to fetch %s.", url[:200])
        return PrintedFile(
            pdf=Path(folder, "printed.pdf").read_bytes(),
            pages=answer["pages"],
            refused_urls=tuple(answer["refused_urls"]),
            missing_letters=tuple(answer["missing_letters"]),
            software={**software_versions(), "pango": str(answer["pango"])},
        )


def sweep_folders() -> None:
    """Remove what killed printers left behind on this machine; no printer works for an hour."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        try:
            is_abandoned = time.time() - folder.lstat().st_mtime > ABANDONED_SECONDS
        except FileNotFoundError:
            continue  # its printer has just removed it
        if is_abandoned:
            shutil.rmtree(folder, ignore_errors=True)


def _run_child(order: dict, folder: str, wall_seconds: float) -> dict:
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell, nothing from outside
            [sys.executable, "-m", "core.pdf.child", folder],
            input=json.dumps(order).encode(),
            capture_output=True,
            cwd=PROJECT,
            env=_environment(folder),
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfRefused(LIMIT_SENTENCES["time"]) from error
    if child.returncode:
        complaint = child.stderr.decode(errors="replace")[-2000:]
        raise PdfFailed(f"The printing child ended with code {child.returncode}: {complaint}")
    return json.loads(child.stdout)


def _environment(folder: str) -> dict[str, str]:
    """Nothing of the worker's environment (it holds secrets) but where fontconfig finds its rules.

    The child may write below ``folder`` only, so its temporary files go there as well.
    """
    kept = {name: os.environ[name] for name in ("FONTCONFIG_FILE", "FONTCONFIG_PATH") if name in os.environ}
    return {"LANG": "C.UTF-8", "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1", **kept}


def software_versions() -> dict[str, str]:
    """Packages that shape the bytes of a file."""
    return {name: version(name) for name in ("weasyprint", "pydyf", "pikepdf", "fonttools")}
