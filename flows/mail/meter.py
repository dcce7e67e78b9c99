"""IMAP connections whose answers are bounded: a server that is broken or hostile fills no memory and no time.

`imaplib` reads as much as a server announces, for as long as it takes. Here every command has an allowance of bytes
and of seconds; what exceeds it breaks the connection. For what is large, the seconds grow with the bytes that come: a
server has to keep up a rate, however much it announced.
"""

import socket
import ssl
import time
from imaplib import IMAP4
from io import BufferedReader
from typing import cast

from flows.mail.line import Line

MEBIBYTE = 1024 * 1024
LONGEST_LINE = 1_000_000
CHUNK = 256 * 1024
FEW_BYTES = 16 * MEBIBYTE
FEW_SECONDS = 60.0
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0  # of silence, at most


class TooMuch(Exception):
    """A server exceeded what a command may answer."""


class TooSlow(Exception):
    """A server exceeded the time that a command may take."""


class Metered(IMAP4):
    """A connection over a `line`, with TLS from the first byte when there is a `context`."""

    def __init__(self, host: str, port: int, line: Line, context: ssl.SSLContext | None) -> None:
        self._line = line
        self._context = context
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Connect, before the server's greeting is read."""
        super().open(host, port, timeout)
        self.allow(seconds=ANSWER_SECONDS)

    def allow(self, most_bytes: int = FEW_BYTES, seconds: float = FEW_SECONDS, rate: float = float("inf")) -> None:
        """What the next command may answer; every `rate` bytes that come give it a second more."""
        self.left_bytes, self.until, self.rate = most_bytes, time.monotonic() + seconds, rate
        self.sock.settimeout(ANSWER_SECONDS)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:  # noqa: ARG002 - the library's name
        connected = self._line.connect(self.host, self.port, CONNECT_SECONDS)
        if self._context is None:
            return connected
        return self._context.wrap_socket(connected, server_hostname=self.host)

    def read(self, size: int) -> bytes:
        if size > self.left_bytes:
            raise TooMuch
        parts, wanted = [], size
        while wanted and (part := self._some(wanted)):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def readline(self) -> bytes:
        line = b""
        while not line.endswith(b"\n") and (part := self._some(CHUNK, b"\n")):
            line += part
            if len(line) > LONGEST_LINE:
                raise TooMuch
        return line

    def _some(self, most: int, end: bytes = b"") -> bytes:
        """What is there by now, up to and with `end`; nothing when the connection has ended."""
        left_seconds = self.until - time.monotonic()
        if left_seconds <= 0:
            raise TooSlow
        self.sock.settimeout(min(ANSWER_SECONDS, left_seconds))
        file = cast(BufferedReader, self.file)
        there = file.peek(1)
        stop = there.find(end) + 1 if end else 0
        part = file.read(min(most, stop or len(there), CHUNK)) if there else b""
        self.left_bytes -= len(part)
        self.until += len(part) / self.rate
        if self.left_bytes < 0:
            raise TooMuch
        return part
