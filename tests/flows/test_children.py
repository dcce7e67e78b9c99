"""Children are started again when they die, and stopped when they do not listen."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.children import Child


def child(folder: Path, program: str) -> Child:
    return Child("child", [sys.executable, "-c", program], os.environ, folder / "child.log", lambda: True, 0.3)


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Child]:
    """It writes a line, and pays no heed to SIGTERM."""
    ignoring = "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"
    sleeper = child(tmp_path, ignoring)
    sleeper.start()
    yield sleeper
    if sleeper.process and sleeper.process.poll() is None:
        sleeper.process.kill()
        sleeper.process.wait()


def test_dead_child_is_started_again_a_little_later(tmp_path: Path) -> None:
    dying = child(tmp_path, "raise SystemExit(3)")
    dying.watch()
    first = dying.process
    assert first is not None
    first.wait()
    dying.watch()
    assert (dying.process, dying.deaths) == (None, 1)
    dying.next_start = time.monotonic()
    dying.watch()
    assert dying.process is not None
    assert dying.process.pid != first.pid
    dying.process.wait()


def test_child_that_does_not_listen_is_killed(sleeper: Child) -> None:
    while "here" not in sleeper.log_file.read_text(encoding="utf-8"):
        time.sleep(0.02)
    sleeper.stop()
    assert sleeper.process is not None
    assert sleeper.process.returncode == -9


def test_stopping_what_is_not_running_does_nothing(tmp_path: Path) -> None:
    child(tmp_path, "").stop()
