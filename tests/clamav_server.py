"""A throw-away clamd that knows one signature, over TCP and a unix socket; killed and started as you like."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.servers import LOOPBACK, free_ports, wait_until

MALICE = b"this-is-malice-for-the-tests-of-prejeto"
NAME = "Prejeto.Test.Malice"
MOST_BYTES = 1024 * 1024


@dataclass(slots=True)
class Clamd:
    """A daemon whose files lie in a folder. It takes no more than a mebibyte."""

    folder: Path
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def socket(self) -> str:
        return str(self.folder / "clamd.sock")

    def start(self) -> None:
        command = [clamd_binary(), f"--config-file={self.folder / 'clamd.conf'}"]
        with (self.folder / "output.log").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        wait_until(self.answers, f"clamd does not start:\n{(self.folder / 'output.log').read_text()}")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=2) as line:
                line.sendall(b"zPING\0")
                return line.recv(16) == b"PONG\0"
        except OSError:
            return False


@contextmanager
def clamav_server() -> Iterator[Clamd]:
    folder = Path(tempfile.mkdtemp(prefix="clamd-", dir="/tmp"))
    clamd = Clamd(folder)
    try:
        (folder / "signatures").mkdir()
        (folder / "signatures" / "test.ndb").write_text(f"{NAME}:0:*:{MALICE.hex()}\n", encoding="ascii")
        (folder / "clamd.conf").write_text(settings(clamd), encoding="ascii")
        clamd.start()
        yield clamd
    finally:
        clamd.kill()
        shutil.rmtree(folder, ignore_errors=True)


def settings(clamd: Clamd) -> str:
    lines = {
        "Foreground": "yes",
        "DatabaseDirectory": clamd.folder / "signatures",
        "TCPSocket": clamd.port,
        "TCPAddr": LOOPBACK,
        "LocalSocket": clamd.socket,
        "StreamMaxLength": MOST_BYTES,
        "MaxFileSize": MOST_BYTES // 2,
        "AlertExceedsMax": "yes",
        "ConcurrentDatabaseReload": "no",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def clamd_binary() -> str:
    found = shutil.which("clamd", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    if not found:
        pytest.fail("ClamAV is missing: apt-get install clamav-daemon")
    return found
