"""Ask ClamAV's daemon about a file before anything of ours looks into it.

The whole file goes to clamd's INSTREAM. What the daemon finds, or says is too large to look
through, is an error of the document; a daemon that is away, or cannot answer, is an outage: documents wait for it.

Source: clamd(8).
"""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import suppress

from models.errors import LimitExceeded, MalwareFound, ScannerUnavailable

PATIENCE_SECONDS = 150.0  # clamd gives up on a file after 120 (MaxScanTime)
_CONNECT_SECONDS = 5.0
_CHUNK = 256 * 1024
_FOUND = re.compile(r"^stream: (.+) FOUND$")
_TOO_LARGE = ("INSTREAM size limit exceeded", "Heuristics.Limits.Exceeded")
_LONGEST_NAME = 100
_LONGEST_ANSWER = 64 * 1024


async def refuse_malware(address: str, content: bytes) -> None:
    """Nothing when clamd finds nothing. MalwareFound, LimitExceeded for what it does not scan, ScannerUnavailable."""
    answer = await _ask(address, "INSTREAM", content)
    if any(mark in answer for mark in _TOO_LARGE):
        raise LimitExceeded("The file is larger than the virus scanner takes. Raise its limits, or send it in parts.")
    if found := _FOUND.match(answer):
        name = "".join(char for char in found.group(1) if char.isprintable())[:_LONGEST_NAME]
        raise MalwareFound(f"The virus scanner found {name} in it, so it was not opened. Warn its sender.")
    if answer != "stream: OK":
        raise ScannerUnavailable("The virus scanner could not look at it; it is tried again.")


async def ask_scanner(address: str) -> str:
    """The version of the daemon and of its signatures. ScannerUnavailable."""
    return await _ask(address, "VERSION")


async def _ask(address: str, command: str, content: bytes | None = None) -> str:
    try:
        with await asyncio.to_thread(_connect, address) as line:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await _answer(line, command, content)
    except (OSError, TimeoutError) as error:
        raise ScannerUnavailable("The virus scanner does not answer; the document waits until it does.") from error


def _connect(address: str) -> socket.socket:
    line = _connect_unix(address) if address.startswith("/") else _connect_tcp(address)
    line.setblocking(False)
    return line


def _connect_tcp(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), _CONNECT_SECONDS)


def _connect_unix(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


async def _answer(line: socket.socket, command: str, content: bytes | None) -> str:
    """What the daemon says; also when it says so before it has heard everything, and hangs up."""
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        await loop.sock_sendall(line, f"z{command}\0".encode())
        for chunk in _chunks(content):
            await loop.sock_sendall(line, len(chunk).to_bytes(4, "big") + chunk)
    heard = b""
    while not heard.endswith(b"\0"):
        more = await loop.sock_recv(line, _CHUNK)
        if not more or len(heard) > _LONGEST_ANSWER:
            raise ConnectionError
        heard += more
    return heard.rstrip(b"\0").decode("utf-8", errors="replace")


def _chunks(content: bytes | None) -> Iterator[bytes]:
    """A file in pieces, and the empty one that ends it; none for a command without a file."""
    if content is not None:
        yield from (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))
        yield b""
