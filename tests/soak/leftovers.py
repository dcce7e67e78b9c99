"""What reading leaves behind: processes, also those whose parent is gone, and temporary files."""

import ctypes
import multiprocessing.forkserver
import os
import tempfile
import time
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from flows.memory import descendants, resident_bytes

_PR_SET_CHILD_SUBREAPER = 36
_OWN_TEMPORARY = "pymp-"  # of the fork server, for as long as it lives
PATIENCE_SECONDS = 30.0


def adopt_orphans() -> None:
    """From now on a process whose parent dies becomes a child of this one, and so is seen."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def use_temporary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process and the readers of a fresh fork server have their temporary files in `folder`."""
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    stop_fork_server()


def stop_fork_server() -> None:
    multiprocessing.forkserver._forkserver._stop()  # type: ignore[attr-defined] # what typeshed does not know


def processes_left(before: set[int]) -> set[int]:
    """Processes that were not there before and still live after a while; Python's own helper is none of them."""
    stop_fork_server()
    helper = resource_tracker._resource_tracker._pid  # type: ignore[attr-defined] # what typeshed does not know
    late = time.monotonic() + PATIENCE_SECONDS
    while left := {pid for pid in descendants(os.getpid()) - before - {helper} if resident_bytes(pid)}:
        if time.monotonic() > late:
            return left
        time.sleep(0.2)
    return set()


def files_left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(_OWN_TEMPORARY))
