"""A process of the test's own is watched, so that what other tests left running does not count."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from flows.memory import PeakMemory, descendants, resident_bytes

HELD = 60_000_000
_INNER = f"import time; held = bytearray({HELD}); time.sleep(30)"
_OUTER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_INNER!r}])"
_PATIENCE_SECONDS = 20


@pytest.fixture
def parent() -> Iterator[int]:
    """A process with one child, which holds much memory."""
    with subprocess.Popen([sys.executable, "-c", _OUTER]) as process:
        yield process.pid
        for child in descendants(process.pid):
            subprocess.run(["kill", str(child)], check=False)
        process.kill()


def test_the_peak_of_a_child_is_seen_until_it_is_reset(parent: int) -> None:
    with PeakMemory(parent) as memory:
        ends = time.monotonic() + _PATIENCE_SECONDS
        while memory.bytes < HELD and time.monotonic() < ends:
            time.sleep(0.05)
        assert memory.reset() > HELD
    assert memory.reset() >= 0


def test_descendants_are_found(parent: int) -> None:
    ends = time.monotonic() + _PATIENCE_SECONDS
    while not descendants(parent) and time.monotonic() < ends:
        time.sleep(0.05)
    assert len(descendants(parent)) == 1


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert resident_bytes(2**22 + 1) == 0
