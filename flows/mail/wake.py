"""Waking a thread that waits for a socket, a time, or for us."""

import os
import select
import threading
from contextlib import suppress


class Wake:
    """A pipe whose reading end is ready once somebody called `ring`."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._lock = threading.Lock()
        self._closed = False

    def ring(self) -> None:
        """End the wait that goes on, or the next one; nothing once it is closed, for the number may be a file's now."""
        with self._lock, suppress(BlockingIOError):  # the pipe is full: it rings already
            if not self._closed:
                os.write(self._write, b".")

    def wait(self, seconds: float, also: int | None = None) -> None:
        """Until somebody rings, the time is over, or the descriptor `also` can be read."""
        poll = select.poll()
        poll.register(self._read, select.POLLIN)
        if also is not None:
            poll.register(also, select.POLLIN)
        poll.poll(seconds * 1000)
        with suppress(BlockingIOError):
            os.read(self._read, 4096)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            os.close(self._read)
            os.close(self._write)
