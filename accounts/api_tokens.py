"""The form of an API token: ``bsp_<8 id>_<43 random>``. Only the SHA-256 of its secret part is ever stored."""

import hashlib
import re
import secrets
import string
from dataclasses import dataclass

ALPHABET = string.ascii_letters + string.digits
FORM = re.compile(r"bsp_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})", re.ASCII)


@dataclass(frozen=True)
class TokenText:
    """A token as its owner holds it; ``prefix`` finds the row, ``secret`` proves the right to it."""

    prefix: str
    secret: str

    def __str__(self):
        return f"bsp_{self.prefix}_{self.secret}"

    @property
    def secret_hash(self) -> str:
        return hashlib.sha256(self.secret.encode("ascii")).hexdigest()

    def matches(self, secret_hash: str) -> bool:
        """Compare in constant time."""
        return secrets.compare_digest(self.secret_hash, secret_hash)


def make() -> TokenText:
    """A fresh token; its secret holds 256 bits."""
    return TokenText(_random(8), _random(43))


def read(text: str) -> TokenText | None:
    """The token in ``text``, or None for anything that has not its form."""
    found = FORM.fullmatch(text)
    return TokenText(*found.groups()) if found else None


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(length))
