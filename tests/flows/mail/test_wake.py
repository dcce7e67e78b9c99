"""Waking a thread that waits: at once, from any thread, and never into a file that is somebody else's."""

import os
import threading
import time
from pathlib import Path

from flows.mail.wake import Wake


def test_a_wait_ends_when_somebody_rings_or_rang_before() -> None:
    wake, began = Wake(), time.monotonic()
    wake.ring()
    wake.wait(10)
    threading.Timer(0.1, wake.ring).start()
    wake.wait(10)
    assert time.monotonic() - began < 5
    wake.close()


def test_a_wait_ends_in_time() -> None:
    wake, began = Wake(), time.monotonic()
    wake.wait(0.1)
    assert 0.05 < time.monotonic() - began < 5
    wake.close()


def test_ringing_many_times_blocks_nobody() -> None:
    wake = Wake()
    for _ in range(100_000):
        wake.ring()
    wake.close()


def test_ringing_after_the_end_writes_into_no_file_that_has_its_number_now(tmp_path: Path) -> None:
    wake = Wake()
    number = wake._write
    wake.close()
    with (tmp_path / "file").open("wb") as file:
        os.dup2(file.fileno(), number)
        wake.ring()
        os.close(number)
    assert (tmp_path / "file").read_bytes() == b""
