"""A private Redis for this checkout, on a unix socket; it only wakes workers, so nothing of it is kept on disk."""

import os
import shutil
import socket
import subprocess
import time

from .place import Place
from .trouble import Trouble, say

START_SECONDS = 10


class Redis:
    """The broker of one instance."""

    def __init__(self, place: Place):
        self.socket = place.sockets / "redis.sock"
        self.folder = place.state / "redis"

    def start(self) -> None:
        if self._ask("PING") == "+PONG":
            return
        program = shutil.which("redis-server", path=os.environ.get("PATH", "") + ":/usr/bin:/usr/local/bin")
        if program is None:
            raise Trouble("redis-server is missing; install the package redis-server and run this again.")
        # File names without folders: Redis before 7 splits its arguments at spaces, and the project may have one.
        command = [program, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        command += ["--daemonize", "yes", "--logfile", "redis.log", "--pidfile", "redis.pid"]
        subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while self._ask("PING") != "+PONG":
            if time.monotonic() > deadline:
                raise Trouble(f"Redis does not start; its log is {self.folder / 'redis.log'}.")
            time.sleep(0.1)
        say("redis: started")

    def stop(self) -> bool:
        """Stop the server if it runs; True if it did."""
        if self._ask("PING") != "+PONG":
            return False
        self._ask("SHUTDOWN NOSAVE")
        deadline = time.monotonic() + START_SECONDS
        while self._ask("PING") == "+PONG" and time.monotonic() < deadline:
            time.sleep(0.1)
        say("redis: stopped")
        return True

    def _ask(self, command: str) -> str:
        """One inline command; the first line of the answer, empty if nobody answers."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(200).decode(errors="replace").split("\r\n", 1)[0]
        except OSError:
            return ""
