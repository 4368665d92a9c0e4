"""What people write is plain text: nothing invisible in it forges or reorders what others read."""

import re

# Control characters but tab and line feed; invisible characters that forge or reorder text.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\u2028\u2029]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES, _EMBEDDINGS = "\u2066\u2067\u2068", "\u202a\u202b\u202d\u202e"
_CLOSING = {"\u2069": _ISOLATES, "\u202c": _EMBEDDINGS}


def strip_controls(text: str) -> str:
    """Without control characters; bidirectional controls stay only if every one that opens is closed in its line."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line if _is_balanced(line) else BIDI.sub("", line) for line in text.split("\n"))


def _is_balanced(line: str) -> bool:
    open_controls: list[str] = []
    for character in BIDI.findall(line):
        if character not in _CLOSING:
            open_controls.append(character)
        elif not open_controls or open_controls.pop() not in _CLOSING[character]:
            return False
    return not open_controls
