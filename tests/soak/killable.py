"""Servers that are killed and started again over the same data: PostgreSQL, SeaweedFS, Dovecot."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.children import Child
from storage.s3_store import S3Access
from tests.dovecot_settings import NOBODY
from tests.journeys.premises import kill_group, wait_until
from tests.mail_server import Dovecot, dovecot, prepare, write_settings
from tests.servers import (
    S3_KEY,
    S3_SECRET,
    answers_http,
    answers_sql,
    free_ports,
    not_root,
    postgres_binaries,
    s3_identities_file,
    weed_command,
)


@dataclass(frozen=True, slots=True)
class Servers:
    """What a house of the large form and its mailbox live on."""

    postgres: Child
    postgres_url: str
    seaweedfs: Child
    s3: S3Access
    dovecot: Child
    mail_server: Dovecot

    @property
    def children(self) -> list[Child]:
        return [self.postgres, self.seaweedfs, self.dovecot]


@contextmanager
def killable_servers() -> Iterator[Servers]:
    """All three, in a folder of their own; what is left of them is ended at the end."""
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir="/tmp"))
    folder.chmod(0o755)
    started: list[Child] = []
    try:
        postgres, url = _postgres(folder / "postgres")
        seaweedfs, access = _seaweedfs(folder / "seaweedfs")
        server = _mail_server(folder / "dovecot")
        servers = Servers(postgres, url, seaweedfs, access, _dovecot(server), server)
        for child in servers.children:
            started.append(child)
            child.start()
            wait_until(child.healthy, f"{child.name} to start")
        yield servers
    finally:
        for child in started:
            kill_group(child)
        shutil.rmtree(folder, ignore_errors=True)


def _postgres(folder: Path) -> tuple[Child, str]:
    folder.mkdir()
    binaries, as_whom = postgres_binaries(), not_root()
    if as_whom:
        shutil.chown(folder, as_whom["user"], as_whom["group"])
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    initialise = [str(binaries / "initdb"), "-D", str(folder / "data"), *options]
    subprocess.run(initialise, check=True, capture_output=True, cwd=folder, **as_whom)
    port = free_ports(1)[0]
    options = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-F"]
    command = [*_as("postgres"), str(binaries / "postgres"), "-D", str(folder / "data"), *options]
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return _child("postgres", command, folder, lambda: answers_sql(url)), url


def _seaweedfs(folder: Path) -> tuple[Child, S3Access]:
    folder.mkdir()
    ports = free_ports(8)
    s3_identities_file(folder)
    command = weed_command(Path(sys.executable).with_name("weed"), folder, ports)
    access = S3Access(f"127.0.0.1:{ports[0]}", S3_KEY, S3_SECRET, secure=False)
    child = _child("seaweedfs", command, folder, lambda: answers_http(ports[0]))
    child.environment = {**os.environ, "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}
    return child, access


def _mail_server(folder: Path) -> Dovecot:
    folder.mkdir()
    port, plain_port = free_ports(2)
    server = Dovecot(folder, port, plain_port)
    prepare(server)
    write_settings(server)
    return server


def _dovecot(server: Dovecot) -> Child:
    """A killed one leaves sockets behind, which are taken away before the next start."""
    start = f"rm -rf {server.folder}/run && exec {dovecot()} -F -c {server.folder}/dovecot.conf"
    return _child("dovecot", [*_as(str(NOBODY)), "sh", "-c", start], server.folder, server.greets)


def _as(user: str) -> list[str]:
    """Run as somebody else, when we are root."""
    if os.getuid() != 0:
        return []
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def _child(name: str, command: list[str], folder: Path, healthy: Callable[[], bool]) -> Child:
    return Child(name, command, dict(os.environ), folder / f"{name}.output", healthy)
