"""`make demo` as somebody does it who has just cloned the repository: at a terminal, in a browser, until Ctrl-C."""

import os
import pty
import re
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

import httpx

from models.states import State
from tests.clean_machine.machine import Machine, Person

FIRST_SECONDS, STOP_SECONDS = 1800.0, 30.0
ADDRESS = re.compile(r"^(http://\S+)\r?$", re.MULTILINE)
ROWS = re.compile(r'<tr id="row-[^"]+" class="state-(\w+)"')
READ = {State.IN_REVIEW, State.READY}
ACCOUNT = {"email": "clerk@example.com", "password": "four words in a row"}
WELCOME = {**ACCOUNT, "organisation_name": "Example", "password_again": ACCOUNT["password"]}
INTERRUPT = b"\x03"


class TrialFailed(Exception):
    """Something was not as README says."""


@dataclass
class Terminal:
    """The terminal a command runs at; all it prints goes to the log too."""

    process: int
    descriptor: int
    log: BinaryIO
    printed: bytearray = field(default_factory=bytearray)

    def read(self, seconds: float) -> bool:
        """Whether there is more to come; the command has ended otherwise."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return True
        try:
            part = os.read(self.descriptor, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        self.printed += part
        self.log.write(part)
        self.log.flush()
        return bool(part)

    def address(self) -> str:
        late = time.monotonic() + FIRST_SECONDS
        while not (found := ADDRESS.search(self.printed.decode(errors="replace"))):
            if not self.read(1.0):
                raise TrialFailed("make demo ended before it printed an address")
            if time.monotonic() > late:
                raise TrialFailed("make demo prints no address")
        return found[1]

    def interrupt(self) -> float:
        """Ctrl-C; the seconds until everything has stopped."""
        began = time.monotonic()
        os.write(self.descriptor, INTERRUPT)
        while self.read(1.0):
            if time.monotonic() > began + STOP_SECONDS:
                raise TrialFailed("make demo does not stop on Ctrl-C")
        return time.monotonic() - began


@contextmanager
def at_terminal(machine: Machine, person: Person, script: str, log: BinaryIO) -> Iterator[Terminal]:
    command, environment = machine.entering(person, script)
    process, descriptor = pty.fork()
    if not process:
        os.execvpe(command[0], command, environment)  # the child becomes the command
    try:
        yield Terminal(process, descriptor, log)
    finally:
        os.close(descriptor)  # hangs up, when it runs still
        os.waitpid(process, 0)


def try_demo(machine: Machine, person: Person, log: BinaryIO) -> tuple[float, float]:
    """Seconds until the address was told, with three samples captured, and until all had stopped after Ctrl-C."""
    began = time.monotonic()
    with at_terminal(machine, person, "cd prejeto && make demo", log) as terminal:
        address = terminal.address()
        seconds = time.monotonic() - began
        _see_samples(address)
        stopping = terminal.interrupt()
    if left := machine.left_behind():
        raise TrialFailed(f"left behind by make demo: {', '.join(left)}")
    return seconds, stopping


def _see_samples(address: str) -> None:
    """Sign up by the one-time link, or sign in with the account it made before; the list shows three samples, read."""
    url = httpx.URL(address)
    origin = str(url.copy_with(raw_path=b""))
    form, path = (WELCOME, url.path) if url.path.startswith("/welcome/") else (ACCOUNT, "/sign-in")
    with httpx.Client(base_url=origin, headers={"Origin": origin}, follow_redirects=True) as browser:
        browser.get(path).raise_for_status()
        states = ROWS.findall(browser.post(path, data=form).raise_for_status().text)
    if len(states) != 3 or not set(states) <= READ:
        raise TrialFailed(f"the list shows {states or 'nothing'} in place of three samples")
