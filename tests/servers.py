"""Real servers for the tests, on free loopback ports, gone when the test run is over.

A server that is not installed fails the test with what to install: a skipped test would prove nothing.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import urllib3

from storage.s3_store import S3Access

LOOPBACK = "127.0.0.1"
START_SECONDS = 60
S3_KEY, S3_SECRET = "testing", "testing-secret"


@contextmanager
def postgres_server(host: str = LOOPBACK) -> Iterator[str]:
    """A throw-away PostgreSQL; the address of its `postgres` database. It does not run as root."""
    with postgres_folder() as folder, postgres_over(folder, free_ports(1)[0], host) as url:
        yield url


@contextmanager
def postgres_folder() -> Iterator[Path]:
    """The folder of a server's data, gone at the end."""
    as_whom = not_root()
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        if as_whom:
            shutil.chown(folder, as_whom["user"], as_whom["group"])
        options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        initialise = [str(postgres_binaries() / "initdb"), "-D", str(folder / "data"), *options]
        subprocess.run(initialise, check=True, capture_output=True, cwd=folder, **as_whom)
        with (folder / "data" / "pg_hba.conf").open("a", encoding="utf-8") as guests:
            guests.write("host all all samenet trust\n")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_over(folder: Path, port: int, host: str = LOOPBACK) -> Iterator[str]:
    """The server while the block runs; it ends as by a crash, and another may follow over the same folder."""
    options = ["-p", str(port), "-k", str(folder), "-c", f"listen_addresses={host}", "-F"]
    command = [str(postgres_binaries() / "postgres"), "-D", str(folder / "data"), *options]
    url = f"postgresql://postgres@{host}:{port}/postgres"
    with running(command, folder, signal.SIGQUIT, lambda: answers_sql(url), **not_root()):
        yield url


@contextmanager
def s3_server(host: str = LOOPBACK) -> Iterator[S3Access]:
    """A throw-away SeaweedFS with one pair of keys; killed at the end, for it takes its time over a SIGTERM.

    A bucket takes one volume, not seven, of the hundred there are: tests have many small buckets.
    """
    weed = Path(sys.executable).with_name("weed")
    if not weed.exists():
        pytest.fail("SeaweedFS is missing: install the development dependencies (uv sync)")
    folder = Path(tempfile.mkdtemp(prefix="seaweedfs-", dir="/tmp"))
    ports = free_ports(8)
    try:
        s3_identities_file(folder)
        command, few = weed_command(weed, folder, ports, host), {**os.environ, "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}
        with running(command, folder, signal.SIGKILL, lambda: answers_http(ports[0], host), env=few):
            yield S3Access(f"{host}:{ports[0]}", S3_KEY, S3_SECRET, secure=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for left in (path for port in ports for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock")):
            left.unlink(missing_ok=True)


def weed_command(weed: Path, folder: Path, ports: list[int], host: str = LOOPBACK) -> list[str]:
    names = ("s3.port", "s3.port.grpc", "master.port", "master.port.grpc", "volume.port", "volume.port.grpc")
    numbers = [f"-{name}={port}" for name, port in zip((*names, "filer.port", "filer.port.grpc"), ports, strict=True)]
    places = [f"-dir={folder}", f"-ip={host}", f"-ip.bind={host}", "-s3", f"-s3.config={folder}/s3.json"]
    alone = ["-s3.port.lance=0"]  # by default on a fixed port, which two servers cannot share
    thrift = ["-master.volumeSizeLimitMB=32", "-volume.max=100", "-master.telemetry=false", "-s3.port.iceberg=0"]
    return [str(weed), "server", *places, *numbers, *thrift, *alone]


def s3_identities_file(folder: Path) -> None:
    keys = [{"accessKey": S3_KEY, "secretKey": S3_SECRET}]
    identities = {"identities": [{"name": "testing", "credentials": keys, "actions": ["Admin"]}]}
    (folder / "s3.json").write_text(json.dumps(identities))


def postgres_binaries() -> Path:
    """The folder of the newest PostgreSQL of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        pytest.fail("PostgreSQL is missing: apt-get install postgresql-15")
    return found[-1].parent


def not_root() -> dict[str, Any]:
    """How to start a program as somebody else when we are root; PostgreSQL asks for that."""
    if os.getuid() != 0:
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.fail("The user postgres is missing: apt-get install postgresql-15")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def running(
    command: list[str],
    folder: Path,
    stop: signal.Signals,
    ready: Callable[[], bool],
    seconds: float = START_SECONDS,
    **how: Any,
) -> Iterator[None]:
    """The program while the block runs; a failure shows the end of its log."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, **how)
    try:
        wait_until(lambda: ready() or process.poll() is not None, f"{command[0]} does not start", seconds)
        if process.poll() is not None:
            pytest.fail(f"{command[0]} ended:\n{log.read_text(errors='replace')[-2000:]}")
        yield
    finally:
        process.send_signal(stop)
        process.wait(timeout=START_SECONDS)


def wait_until(condition: Callable[[], bool], complaint: str, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(complaint)
        time.sleep(0.05)


def answers_sql(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def answers_http(port: int, host: str = LOOPBACK) -> bool:
    """Whether the S3 gateway can list buckets; it refuses us politely, for this is not signed."""
    try:
        return urllib3.request("GET", f"http://{host}:{port}/", retries=False, timeout=2).status == 403
    except urllib3.exceptions.HTTPError:
        return False


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
