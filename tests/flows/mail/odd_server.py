"""An IMAP server on loopback with one mail, which is as slow as a test wants: one byte, a pause, one byte."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from models.mailboxes import MailboxSettings, Security

CAPABILITIES = b"* CAPABILITY IMAP4rev1\r\n"
FOLDER = b"* 1 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] good\r\n* OK [UIDNEXT 2] good\r\n"
MAIL_BYTES = 1000
ANSWERS = {
    b"CAPABILITY": CAPABILITIES,
    b"SELECT": FOLDER,
    b"EXAMINE": FOLDER,
    b"SEARCH": b"* SEARCH 1\r\n",
    b"IDLE": b"* 2 EXISTS\r\n+ idling\r\n",
    b"RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE %d)\r\n" % MAIL_BYTES,
}


@dataclass(slots=True)
class OddServer:
    """Drips the answer to everything that holds the word `slow`; the greeting's word is GREETING."""

    port: int
    slow: bytes
    pause: float
    ended: threading.Event = field(default_factory=threading.Event)
    connections: set[threading.Thread] = field(default_factory=set)

    def settings(self, username: str = "somebody") -> MailboxSettings:
        return MailboxSettings(
            name="Odd", host="127.0.0.1", port=self.port, security=Security.NONE, username=username, password="b"
        )


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        told: OddServer = self.server.told  # type: ignore[attr-defined] # set below
        told.connections.add(threading.current_thread())
        with suppress(OSError, IndexError):
            self.answer(told, b"GREETING", b"* OK " + b"hello" * 100 + b"\r\n")
            while line := self.rfile.readline():
                tag, said = line.split()[0], line.upper()
                if b"BODY.PEEK[]" in said:
                    answer = b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (MAIL_BYTES, b"x" * MAIL_BYTES)
                else:
                    answer = next((text for word, text in ANSWERS.items() if word in said), b"")
                self.answer(told, said, answer + tag + b" OK done\r\n")
        told.connections.discard(threading.current_thread())

    def answer(self, told: OddServer, said: bytes, answer: bytes) -> None:
        if told.slow not in said:
            self.wfile.write(answer)
            return
        for byte in answer:
            self.wfile.write(bytes([byte]))
            if told.ended.wait(told.pause):
                return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def odd_server(slow: bytes, pause: float) -> Iterator[OddServer]:
    with Server(("127.0.0.1", 0), Handler) as server:
        told = OddServer(server.server_address[1], slow, pause)
        server.told = told  # type: ignore[attr-defined] # for its handlers
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            told.ended.set()
            server.shutdown()
            thread.join()


def wait_until_left(server: OddServer, seconds: float) -> bool:
    """Whether everybody hung up in time."""
    until = time.monotonic() + seconds
    while server.connections and time.monotonic() < until:
        time.sleep(0.05)
    return not server.connections
