"""The child process of the printer: reads an order from standard input, leaves ``printed.pdf`` in the folder given.

Answers one line of JSON: ``{"pages", "refused_urls", "missing_letters", "pango"}`` or, when a limit is broken,
``{"limit": name}``.
"""

import base64
import json
import logging
import signal
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from core.pdf import confinement

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 120
FILE_BYTES = 256 * 1024**2
MAXIMUM_ROWS = 5_000
MAXIMUM_PAGES = 600
MAXIMUM_NESTING = 60
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf"}


class LimitBroken(Exception):
    """The text is larger than the printer accepts; the argument names the limit."""


def asset_fetcher(assets: Mapping[str, bytes], refused: list[str]):
    """A WeasyPrint fetcher that answers ``bsp-asset:<name>`` from ``assets`` and notes and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            scheme, _, name = url.partition(":")
            if scheme != "bsp-asset" or name not in assets:
                refused.append(url)
                raise ValueError("Only the files that came with the order are served.")
            return URLFetcherResponse(url, assets[name], {"Content-Type": MEDIA_TYPES[Path(name).suffix]})

    return AssetFetcher(allow_redirects=False)


class MissingLetters(logging.Handler):
    """Gathers WeasyPrint's complaints about letters that no type face of the host has."""

    def __init__(self):
        super().__init__()
        self.complaints: list[str] = []

    def emit(self, record):
        if record.getMessage().startswith(".notdef"):
            self.complaints.append(record.getMessage())


def check_tree(root) -> None:
    """Raise LimitBroken for too many table rows or too deep nesting; walks without recursion."""
    rows, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAXIMUM_NESTING:
            raise LimitBroken("nesting")
        rows += element.tag == "tr"
        if rows > MAXIMUM_ROWS:
            raise LimitBroken("rows")
        waiting.extend((child, depth + 1) for child in element)


def print_order(order: dict, folder: Path) -> dict:
    """Lay out, write and finish the file; the answer for the parent."""
    # Imported only now: the limits on memory and time must hold while the layout engine loads.
    from weasyprint import CSS, HTML
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import FontConfiguration

    from core.pdf.finishing import finish

    missing_letters = MissingLetters()
    logging.getLogger("weasyprint").addHandler(missing_letters)
    refused: list[str] = []
    assets = {name: base64.b64decode(content) for name, content in order["assets"].items()}
    fetcher = asset_fetcher(assets, refused)
    dead_address = "bsp-asset:"
    html = HTML(string=order["html"], base_url=dead_address, url_fetcher=fetcher, media_type="print")
    check_tree(html.etree_element)
    fonts = FontConfiguration()
    stylesheets = [
        CSS(string=text, base_url=dead_address, url_fetcher=fetcher, font_config=fonts) for text in order["stylesheets"]
    ]
    document = html.render(
        font_config=fonts, stylesheets=stylesheets, presentational_hints=False, pdf_variant="pdf/a-2a"
    )
    if len(document.pages) > MAXIMUM_PAGES:
        raise LimitBroken("pages")
    document.metadata.attachments = []
    pdf = document.write_pdf(pdf_variant="pdf/a-2a", pdf_identifier=order["identifier"].encode())
    created = date.fromisoformat(order["created"])
    (folder / "printed.pdf").write_bytes(finish(pdf, created=created, link_labels=order["link_labels"]))
    return {
        "pages": len(document.pages),
        "refused_urls": refused,
        "missing_letters": missing_letters.complaints,
        "pango": pango.pango_version(),
    }


def out_of_time(_signal, _frame):
    raise LimitBroken("time")


def main() -> None:
    folder = Path(sys.argv[1])
    confinement.limit_resources(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS, file_bytes=FILE_BYTES)
    signal.signal(signal.SIGXCPU, out_of_time)
    order = json.load(sys.stdin.buffer)
    confinement.die_with_parent(order["parent"])
    confinement.leave_network()
    confinement.write_only_below(str(folder))
    logging.getLogger("weasyprint").addHandler(logging.StreamHandler(sys.stderr))
    try:
        answer = print_order(order, folder)
    except LimitBroken as broken:
        answer = {"limit": str(broken)}
    except MemoryError:
        answer = {"limit": "memory"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
