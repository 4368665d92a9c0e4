"""
Compile the interface's texts, locale/*/LC_MESSAGES/*.po to .mo, with Babel (no gettext programs needed).

A translation whose placeholders differ from the original's would break the page it stands on, so it fails the build;
uncertain ("fuzzy") translations are left out and the original is shown. Run: python tools/compile_messages.py
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_file(source: Path) -> list[str]:
    """Write the .mo beside the .po; what is wrong with it, as ``file:line: reason``, and then nothing is written."""
    language = source.parent.parent.name
    try:
        with source.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        return [f"{source}:{getattr(error, 'lineno', None) or 1}: {error}"]
    complaints = [
        f"{source}:{message.lineno}: {error}"
        for message, errors in catalog.check()
        if message.string and not message.fuzzy
        for error in errors
    ]
    if not complaints:
        draft = source.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(source.with_suffix(".mo"))
    return complaints


def main() -> int:
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    complaints = [line for source in sources for line in compile_file(source)]
    for line in complaints:
        print(line)
    if not complaints:
        print(f"{len(sources)} catalogues compiled")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
