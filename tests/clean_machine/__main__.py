"""`make clean-trial`: what README promises, on a new Debian with git and make: the demonstration twice, then the tests.

Needs root and debootstrap. From outside, where a machine reaches its package registries in a way of its own:
CLEAN_TRIAL_OVERLAY, a folder whose files are laid over each new root; CLEAN_TRIAL_PASS, names of variables that are
passed in; CLEAN_TRIAL_ROOTS, where the bases made by debootstrap are kept.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.table import Table

from tests.clean_machine.demo import TrialFailed, try_demo
from tests.clean_machine.machine import CLERK, HOUSE, ROOT, Machine, Person, machine

LOGS = HOUSE / "build" / "clean-trial"
RELEASES = ("bookworm", "trixie")
COLUMNS = ("release", "who", "demo, first", "demo, again", "Ctrl-C", "make test")
CLOSING = re.compile(r"^=* ?(\d+ (?:passed|failed|error).*?) in [\d.]+s", re.MULTILINE)


class Who(StrEnum):
    ROOT = "root"
    USER = "user"


PEOPLE: dict[Who, Person] = {Who.ROOT: ROOT, Who.USER: CLERK}


def clean_trial(
    release: Annotated[list[str] | None, typer.Option(help="A Debian release; may be said again.")] = None,
    who: Annotated[list[Who] | None, typer.Option(help="Root or a user with sudo; may be said again.")] = None,
    tests: Annotated[bool, typer.Option(help="Run `make test` too.")] = True,
) -> None:
    """Try every release as everybody, print the table; exit status 1 when something was not as promised."""
    if os.getuid() != 0 or not shutil.which("debootstrap", path="/usr/sbin:/usr/bin"):
        raise SystemExit("The clean trial needs root and debootstrap: apt install debootstrap")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("The clean trial was told to stop."))
    LOGS.mkdir(parents=True, exist_ok=True)
    table, failures = Table(*COLUMNS), list[str]()
    for name in release or RELEASES:
        for one in who or Who:
            cells = [name, one.value]
            try:
                cells.extend(_trial(name, PEOPLE[one], tests, LOGS / f"{name}-{one.value}.log"))
            except (TrialFailed, subprocess.CalledProcessError) as failure:
                failures.append(f"{name} as {one.value}: {failure}")
            table.add_row(*cells)
    console = Console()
    console.print(table, *failures, f"What was printed there lies in {LOGS}.", sep="\n")
    raise SystemExit(1 if failures else 0)


def _trial(release: str, person: Person, tests: bool, log_file: Path) -> Iterator[str]:
    with machine(release, person) as made, log_file.open("wb") as log:
        yield f"{try_demo(made, person, log)[0]:.0f} s"
        again, stopping = try_demo(made, person, log)
        yield f"{again:.0f} s"
        yield f"{stopping:.1f} s"
        yield _run_tests(made, person, log, log_file) if tests else "not run"


def _run_tests(made: Machine, person: Person, log: BinaryIO, log_file: Path) -> str:
    began = time.monotonic()
    command, environment = made.entering(person, "cd prejeto && make test")
    status = subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    found = CLOSING.findall(log_file.read_text(encoding="utf-8", errors="replace"))
    result = f"{found[-1] if found else 'no result'} in {time.monotonic() - began:.0f} s"
    if status.returncode:
        raise TrialFailed(f"make test: {result}")
    return result


if __name__ == "__main__":
    typer.run(clean_trial)
