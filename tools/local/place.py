"""Where a checkout keeps its state, and the environment its processes get."""

import hashlib
import json
import os
import pwd
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
SYSTEM_STATE = Path("/var/lib/bsp-portal")
SERVER_USER = "postgres"


@dataclass(frozen=True)
class Place:
    """The folders of one instance: ``portal`` (what people use) or ``test`` (thrown away at will)."""

    root: Path
    instance: str
    state: Path
    sockets: Path

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def accounts(self) -> Path:
        return self.state / "accounts.json"

    @property
    def python(self) -> Path:
        return self.root / ".venv" / "bin" / "python"

    def log(self, step: str) -> Path:
        return self.logs / f"{step}.log"

    def socket_url(self, role: str, database: str = "bsp") -> str:
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{database}"


def find_place(instance: str, root: Path = ROOT) -> Place:
    """
    Root keeps state under /var/lib, because PostgreSQL runs as another user who cannot enter every project folder;
    others keep it in ``.local``. Sockets need a short path without spaces: a path over 107 bytes cannot be bound,
    and PostgreSQL reads a comma as a separator.
    """
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
    if os.geteuid() == 0:
        state = SYSTEM_STATE / digest / instance
        return Place(root, instance, state, state / "sockets")
    return Place(root, instance, root / ".local" / instance, Path(f"/tmp/bsp-{os.getuid()}-{digest}-{instance}"))  # noqa: S108


def server_account() -> pwd.struct_passwd | None:
    """The user PostgreSQL runs as when we are root, if there is one; otherwise None, and it runs as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        return None


def make_folders(place: Place) -> None:
    """All folders of the instance, closed to others; as root, PostgreSQL's user can still pass to its own folder."""
    try:
        place.state.mkdir(parents=True, exist_ok=True)
        for folder in ("logs", "media", "mail", "static", "redis"):
            (place.state / folder).mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            for folder in (SYSTEM_STATE, place.state.parent, place.state):
                folder.chmod(0o711)
        else:
            (place.root / ".local").chmod(0o700)
        make_socket_folder(place.sockets)
    except OSError as error:
        raise Trouble(
            f"The folder {error.filename} cannot be made ({error.strerror}); give yourself the right to write there."
        ) from None


def make_socket_folder(folder: Path) -> None:
    """
    A folder only its owner enters: whoever can reach the sockets is trusted by PostgreSQL and Redis. In /tmp anybody
    may have made the name before, so what is found must be a real folder and ours.
    """
    server = server_account()
    owner = server.pw_uid if server else os.getuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.getuid()}:
            raise Trouble(f"{folder} belongs to somebody else; remove it and run this again.") from None
    if server:
        os.chown(folder, server.pw_uid, server.pw_gid)
    folder.chmod(0o700)


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 in one move, so that a killed run leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def read_secrets(place: Place) -> dict[str, str]:
    """The secrets of this installation, made fresh on first use."""
    path = place.state / "secrets.json"
    if not path.exists():
        write_private(path, json.dumps({"SECRET_KEY": secrets.token_hex(48)}))
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Trouble(f"{path} cannot be read; remove it and run this again (everyone signs in anew).") from None


def process_environment(place: Place, *, owner: bool = False, port: int = 8000) -> dict[str, str]:
    """
    The environment of every process we start. What the caller set wins; only PostgreSQL's own PG… variables are
    dropped, because they would lead its tools to another server.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if place.instance == "test":
        app_url = owner_url = place.socket_url("postgres")
    else:
        app_url, owner_url = place.socket_url("bsp_app"), place.socket_url("bsp_owner")
    if given := os.environ.get("DATABASE_URL"):
        app_url = owner_url = given
    owner_url = os.environ.get("DATABASE_OWNER_URL", owner_url)
    defaults = {
        "BSP_DEMO": "1",
        "BSP_REQUIRE_MFA": "0",
        "BSP_ACCOUNTS_FILE": str(place.accounts),
        "DJANGO_SETTINGS_MODULE": "bsp_portal.settings",
        "LANG": "C.UTF-8",
        "MAIL_DIR": str(place.state / "mail"),
        "MEDIA_ROOT": str(place.state / "media"),
        "PYTHONUNBUFFERED": "1",
        "REDIS_URL": f"redis+socket://{place.sockets}/redis.sock?virtual_host=0",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "STATIC_ROOT": str(place.state / "static"),
        **read_secrets(place),
    }
    chosen = {"DATABASE_URL": owner_url if owner else app_url, "DATABASE_OWNER_URL": owner_url}
    return defaults | environment | chosen
