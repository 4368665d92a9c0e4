"""A trap for the printer: servers that count who comes, files with secrets, and a search through the PDF."""

from __future__ import annotations

import http.server
import io
import struct
import subprocess
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf

SECRET = "nightjar-over-the-marsh"
IMAGE_SIDE = 61  # no picture of the report has this width
# Names of PDF objects that carry files, run programs or lead out of the document.
FORBIDDEN_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/AF", "/JavaScript", "/JS", "/AA", "/OpenAction", "/URI", "/XFA"}
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition"}
FORBIDDEN_TYPES = {"/Filespec", "/F", "/EmbeddedFile"}


class CountingServer(http.server.ThreadingHTTPServer):
    """Counts every connection, whatever is asked; answers with a redirect where ``target`` is set."""

    def __init__(self, target: str = ""):
        self.connections = 0
        self.target = target
        super().__init__(("127.0.0.1", 0), Answer)

    def process_request(self, request, client_address):
        self.connections += 1
        super().process_request(request, client_address)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(302 if self.server.target else 200)
        if self.server.target:
            self.send_header("Location", self.server.target)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *arguments):
        """The test counts; nobody reads a log."""


@dataclass
class Canary:
    """The trap as a whole."""

    web: CountingServer
    turn: CountingServer
    file: Path
    image: Path

    @property
    def connections(self) -> int:
        return self.web.connections + self.turn.connections

    def fill(self, text: str) -> str:
        """A payload with the addresses of this trap."""
        for name, value in {
            "@web@": self.web.address,
            "@turn@": self.turn.address,
            "@port@": str(self.web.server_port),
            "@file@": str(self.file),
            "@image@": str(self.image),
        }.items():
            text = text.replace(name, value)
        return text

    def found_in(self, content: bytes) -> list[str]:
        """What a printed file must not hold: bytes of the planted files, attachments, scripts, ways out."""
        complaints = []
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for thing in pdf.objects:
                complaints += _complaints(thing)
            if pdf.attachments:
                complaints.append("an attachment")
            complaints += _secret_in(str(dict(pdf.docinfo)).encode(), "the description")
        complaints += _secret_in(content, "the file")
        words = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
        return complaints + _secret_in(words, "the printed words")


def _complaints(thing) -> list[str]:
    found: list[str] = []
    waiting = [thing]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Stream):
            found += _secret_in(_decoded(node), "a stream")
            if node.get("/Subtype") == "/Image" and int(node.Width) == IMAGE_SIDE:
                found.append("the planted picture")
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            found += [f"the key {key}" for key in node.keys() if key in FORBIDDEN_KEYS]  # noqa: SIM118
            if str(node.get("/S", "")) in FORBIDDEN_ACTIONS:
                found.append(f"the action {node.S}")
            if str(node.get("/Type", "")) in FORBIDDEN_TYPES:
                found.append(f"an object of type {node.Type}")
        elif isinstance(node, pikepdf.String):
            found += _secret_in(bytes(node), "a string") + _secret_in(str(node).encode(), "a string")
        # Indirect objects come on their own; here only what lies inside this one.
        inner = []
        if isinstance(node, pikepdf.Array):
            inner = list(node)
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            inner = list(node.values()) if isinstance(node, pikepdf.Dictionary) else [node[key] for key in node.keys()]  # noqa: SIM118
        waiting += [part for part in inner if isinstance(part, pikepdf.Object) and not part.is_indirect]
    return found


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # pictures have codings of their own; their bytes as they lie
        return stream.read_raw_bytes()


def _secret_in(content: bytes, place: str) -> list[str]:
    forms = (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode().hex().encode(), SECRET[::-1].encode())
    return [f"the secret in {place}"] if any(form in content for form in forms) else []


def png() -> bytes:
    """A picture of one colour, with the secret as its comment."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    lines = (b"\0" + b"\xc8\x14\x64" * IMAGE_SIDE) * IMAGE_SIDE
    head = struct.pack(">IIBBBBB", IMAGE_SIDE, IMAGE_SIDE, 8, 2, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"tEXt", b"Comment\0" + SECRET.encode()),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in parts)


def set_trap(folder: Path) -> Canary:
    """Start the servers and plant the files; the caller takes them away with ``clear``."""
    web = CountingServer()
    turn = CountingServer(target=f"http://{web.address}/turned")
    for server in (web, turn):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    canary = Canary(web, turn, folder / "planted.txt", folder / "planted.png")
    canary.file.write_text(f"{SECRET} " * 20)
    canary.image.write_bytes(png())
    return canary


def clear(canary: Canary) -> None:
    for server in (canary.web, canary.turn):
        server.shutdown()
        server.server_close()
