"""
Format templates: one element or tag a line, two blanks a level, at most 120 columns where Django lets a line be broken.

Line breaks in templates are nothing (core/template_loader.py), so breaking a line never changes the page. The answer
depends on what is written, not on how it was broken before. A blank at which a line has to be broken is written
``{{ " " }}``. Letters and the printed report stay as they are.
Run: python -m tools.template_format [--check] [file ...]
"""

import sys
from pathlib import Path

from core.template_loader import AS_WRITTEN

from .layout import format_source

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def project_files() -> list[Path]:
    files = sorted(TEMPLATES.rglob("*.html"))
    return [path for path in files if path.relative_to(TEMPLATES).parts[0] not in AS_WRITTEN]


def bring_into_form(path: Path, *, write: bool) -> bool:
    """Whether the file was not in form."""
    source = path.read_text(encoding="utf-8")
    formatted = format_source(source)
    if formatted != source and write:
        path.write_text(formatted, encoding="utf-8")
    return formatted != source


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    paths = [Path(name) for name in arguments if name != "--check"] or project_files()
    changed = [path for path in paths if bring_into_form(path, write=not check)]
    for path in changed:
        print(f"{path}: {'not formatted; run python -m tools.template_format' if check else 'formatted'}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
