"""A small SMTP server on loopback that keeps what it is given; it refuses people whose address begins with a word."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(slots=True)
class Post:
    """The mails that came, and how it answers: `unknown@` is refused for good, `busy` refuses everything for now."""

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    busy: bool = False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    post: Post


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.say("220 here")
        recipient = ""
        for raw in self.rfile:
            line = raw.decode().strip()
            command = line.split(" ")[0].upper()
            if command == "QUIT":
                return self.say("221 bye")
            if command == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                self.say(self.answer(recipient))
            elif command == "DATA":
                self.say("354 go on")
                self.keep(recipient)
                self.say("250 kept")
            else:
                self.say("250 well")
        return None

    def answer(self, recipient: str) -> str:
        if self.server.post.busy:
            return "451 later"
        return "550 nobody here" if recipient.startswith("unknown@") else "250 well"

    def keep(self, recipient: str) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        message = message_from_bytes(b"".join(lines), EmailMessage, policy=policy.default)
        self.server.post.mails.append((recipient, message))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def letter_server() -> Iterator[Post]:
    """Serve until the block ends."""
    post = Post()
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.post, post.port = post, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
