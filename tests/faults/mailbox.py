"""A mail server that a fault test can make hang: it takes a letter, and may then never say so."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message


class Mailbox:
    """Listens on ``port`` of this machine, or on a free one.

    ``letters`` are those that came; while ``confirms`` is not set, whoever brought one is not told that it came.
    """

    def __init__(self, port: int = 0):
        self.letters: list[Message] = []
        self.confirms = threading.Event()
        self.confirms.set()
        mailbox = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self):
                mailbox.converse(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            allow_reuse_address = True

        self.server = Server(("127.0.0.1", port), Conversation)
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def converse(self, lines, answers) -> None:
        """As much of RFC 5321 as a letter needs."""

        def say(text: str) -> None:
            answers.write(f"{text}\r\n".encode())

        say("220 mailbox")
        for line in lines:
            match line[:4].strip().upper():
                case b"DATA":
                    say("354 go on")
                    self.letters.append(message_from_bytes(b"".join(iter(lines.readline, b".\r\n"))))
                    self.confirms.wait()
                    say("250 taken")
                case b"QUIT":
                    say("221 bye")
                    return
                case _:
                    say("250 ok")

    def close(self) -> None:
        self.confirms.set()
        self.server.shutdown()
        self.server.server_close()
