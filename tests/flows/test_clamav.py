"""A real clamd is asked; what it finds, refuses or does not answer becomes an error of the house."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from flows import clamav
from flows.clamav import ask_scanner, refuse_malware
from models.errors import LimitExceeded, MalwareFound, ScannerUnavailable
from tests.clamav_server import MALICE, MOST_BYTES, NAME, Clamd, clamav_server
from tests.extractors import papers
from tests.servers import LOOPBACK, free_ports


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    with clamav_server() as clamd:
        yield clamd


@pytest.fixture(params=["tcp", "unix"])
def address(request: pytest.FixtureRequest, clamd: Clamd) -> str:
    return clamd.address if request.param == "tcp" else clamd.socket


def ask(address: str, content: bytes) -> None:
    asyncio.run(refuse_malware(address, content))


def test_a_harmless_file_passes(address: str) -> None:
    ask(address, papers.pdf())


def test_what_is_found_is_named(address: str) -> None:
    with pytest.raises(MalwareFound, match=NAME):
        ask(address, b"MZ" + bytes(300_000) + MALICE)


def test_it_is_found_in_archives_and_mails_too(address: str) -> None:
    packed = papers.archive(("a.bin", MALICE))
    for content in (packed, papers.mail(("packed.zip", packed)).as_bytes()):
        with pytest.raises(MalwareFound):
            ask(address, content)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 8 * MOST_BYTES])
def test_a_file_larger_than_the_daemon_takes_is_told_apart_from_an_outage(address: str, size: int) -> None:
    for _ in range(20):
        with pytest.raises(LimitExceeded, match="virus scanner"):
            ask(address, bytes(size))


def test_a_file_that_the_daemon_takes_and_would_not_scan_does_not_pass(address: str) -> None:
    with pytest.raises(LimitExceeded):
        ask(address, bytes(MOST_BYTES - 1))


def test_the_daemon_tells_its_version(address: str) -> None:
    assert asyncio.run(ask_scanner(address)).startswith("ClamAV ")


def test_a_daemon_that_is_not_there_is_an_outage(clamd: Clamd) -> None:
    for address in (f"{LOOPBACK}:{free_ports(1)[0]}", str(clamd.folder / "nobody.sock")):
        with pytest.raises(ScannerUnavailable, match="waits"):
            ask(address, b"content")


def test_a_daemon_that_falls_silent_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamav, "PATIENCE_SECONDS", 0.2)
    with socket.create_server((LOOPBACK, 0)) as silent, pytest.raises(ScannerUnavailable):
        ask(f"{LOOPBACK}:{silent.getsockname()[1]}", b"content")


def test_a_daemon_that_dies_while_it_listens_is_an_outage() -> None:
    async def hang_up() -> None:
        async def once(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        async with await asyncio.start_server(once, LOOPBACK, 0) as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(ScannerUnavailable):
                await refuse_malware(f"{LOOPBACK}:{port}", bytes(4_000_000))

    asyncio.run(hang_up())
