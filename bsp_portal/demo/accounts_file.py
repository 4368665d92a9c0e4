"""The file that tells the installer who may sign in: made fresh at each install, readable by its owner alone."""

import json
import os
import secrets
from pathlib import Path

from accounts import actions
from accounts.choices import Role, Scope
from accounts.models import User
from bsp_portal.demo.data import read

TOKEN_NAME = "Demonstration"  # noqa: S105 - a name, no secret


def make_passwords() -> dict[str, str]:
    """E-mail → a fresh password for every account that signs in."""
    return {entry["email"]: secrets.token_urlsafe(15) for entry in read("people")["sign_in"]}


def renew(passwords: dict[str, str]) -> None:
    """Give existing accounts these passwords."""
    for user in User.objects.filter(email__in=passwords):
        actions.set_password(user, by=None, password=passwords[user.email])


def describe(passwords: dict[str, str]) -> list[dict]:
    """One entry per account; an agency's gets a fresh token in the place of the former one."""
    users = {user.email: user for user in User.objects.filter(email__in=passwords)}
    return [
        {
            "login": entry["email"],
            "password": passwords[entry["email"]],
            "role": entry["role"],
            "scope": _scope(entry),
            "signatory": entry.get("signs", False),
            "token": _fresh_token(users[entry["email"]]) if entry["role"] == Role.AGENCY else None,
        }
        for entry in read("people")["sign_in"]
    ]


def write(path: Path, accounts: list[dict]) -> None:
    """Put the whole file in its place at once."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
        file.write("\n")
    unfinished.replace(path)


def _scope(entry) -> str:
    if entry["role"] == Role.AGENCY:
        return entry["ref"]
    return entry.get("country") or entry.get("region") or entry.get("mea") or "all"


def _fresh_token(user) -> str:
    for former in user.tokens.usable().filter(name=TOKEN_NAME):
        actions.revoke_token(former, by=None)
    _row, text = actions.create_token(user, by=None, name=TOKEN_NAME, scopes=Scope.values)
    return text
