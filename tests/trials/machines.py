"""Machines for a trial: each with a network and a host name of its own, joined by a bridge.

The trial itself runs in a network namespace that holds nothing but the bridge (`unshare --net`), so that nothing of
this reaches the outside, and all of it is gone with the last process.
"""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.servers import wait_until

HUB = "10.77.0.1"


@dataclass(frozen=True, slots=True)
class Machine:
    """A network of its own, which lives as long as its first process."""

    name: str
    pid: int
    programs: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def run(self, command: list[str], environment: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
        """Start a program on this machine."""
        inside = ["nsenter", "--net", "--uts", "--target", str(self.pid), "--", *command]
        with log.open("ab") as output:
            program = subprocess.Popen(inside, env=dict(environment), stdout=output, stderr=output, cwd=log.parent)
        self.programs.append(program)
        return program

    def processes(self) -> list[int]:
        """All that runs on it, but for its first process."""
        found = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return [pid for pid in found if pid != self.pid and network_of(pid) == network_of(self.pid)]

    def cut_power(self) -> None:
        """Everything on it dies at once."""
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        for program in self.programs:
            program.wait()
        wait_until(lambda: not self.processes(), f"{self.name} does not die")


def network_of(pid: int) -> str | None:
    """None for a process that has ended."""
    try:
        return str(Path(f"/proc/{pid}/ns/net").readlink())
    except OSError:
        return None


@contextmanager
def bridge() -> Iterator[None]:
    """The address HUB, for the servers, and what machines are plugged into."""
    if os.getuid() != 0:
        pytest.fail("A trial makes network namespaces: run `make pool-trial` as root.")
    if not is_alone():
        pytest.fail("A trial has a network of its own: run it by `make pool-trial`.")
    ip("link set lo up")
    ip("link add hub type bridge")
    ip(f"address add {HUB}/24 dev hub")
    ip("link set hub up")
    yield
    ip("link delete hub")


def is_alone() -> bool:
    """Whether this network has nothing but its loopback."""
    shown = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True)
    return len(shown.stdout.splitlines()) == 1


@contextmanager
def machine(number: int) -> Iterator[Machine]:
    """A machine on the bridge, until the block ends; all that runs on it dies with it."""
    name = f"machine-{number}"
    first = subprocess.Popen(["unshare", "--net", "--uts", "sh", "-c", f"hostname {name}; exec sleep infinity"])
    found = Machine(name, first.pid)
    wait_until(lambda: network_of(first.pid) != network_of(os.getpid()), "the network namespace")
    try:
        plug_in(found, number)
        yield found
    finally:
        found.cut_power()
        first.kill()
        first.wait()


def plug_in(found: Machine, number: int) -> None:
    inside = ["nsenter", "--net", "--target", str(found.pid), "--"]
    ip(f"link add plug{number} type veth peer name eth0 netns {found.pid}")
    ip(f"link set plug{number} master hub up")
    ip(f"address add 10.77.0.{10 + number}/24 dev eth0", inside)
    ip("link set eth0 up", inside)
    ip("link set lo up", inside)


def ip(words: str, inside: list[str] | None = None) -> None:
    subprocess.run([*(inside or []), "ip", *words.split()], check=True)
