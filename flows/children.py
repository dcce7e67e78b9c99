"""Processes that one process starts, watches, starts again when they die, and stops cleanly."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.logs import log, warn

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
SETTLED_SECONDS = 60.0
LOG_BYTES = 10_000_000
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process. What it says goes to `log_file`; `healthy` tells whether it does its work yet.

    A child runs in a session of its own, so that Ctrl-C reaches only its parent; when the parent is killed the
    system ends the child (Linux).
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log_file: Path
    healthy: Callable[[], bool]
    stop_seconds: float = 7.0
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    next_start: float = field(default=0.0)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".1.log"))
        with self.log_file.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603 - a command of ours
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )
        self.started_at = time.monotonic()
        log("child_started", child=self.name, pid=self.process.pid)

    def watch(self) -> None:
        """Start it again when it died, a little later each time."""
        if self.process and self.process.poll() is not None:
            self._note_death(self.process.returncode)
        if self.process is None and time.monotonic() >= self.next_start:
            self.start()

    def _note_death(self, status: int) -> None:
        lasted = time.monotonic() - self.started_at
        self.deaths = 1 if lasted > SETTLED_SECONDS else self.deaths + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.deaths - 1))
        warn("child_died", child=self.name, status=status, deaths=self.deaths, again_in=pause)
        self.process, self.next_start = None, time.monotonic() + pause

    def ask_to_end(self) -> None:
        if self.process and self.alive:
            self.process.terminate()

    def stop(self, seconds: float | None = None) -> None:
        """Ask it to end, and wait, for `stop_seconds` when not told; kill it when it does not."""
        if self.process is None or not self.alive:
            return
        self.ask_to_end()
        try:
            self.process.wait(self.stop_seconds if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            warn("child_killed", child=self.name)
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        log("child_stopped", child=self.name)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
