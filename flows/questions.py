"""Questions that may hang: asked in a thread of their own, so that nobody waits longer than they like."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Question(Generic[T]):
    """Asked by one thread at a time: one that hangs is not asked again meanwhile. `ask` raises nothing.

    >>> Question(lambda: "here", late="too late").answer_by(time.monotonic() + 5)
    'here'
    """

    def __init__(self, ask: Callable[[], T], late: T) -> None:
        self._ask = ask
        self._late = self._found = late
        self._lock = threading.Lock()
        self._thread = threading.Thread()

    def begin(self) -> threading.Thread:
        """Ask, unless it is being asked already."""
        with self._lock:
            if not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="question", daemon=True)
                self._thread.start()
            return self._thread

    def answer_by(self, moment: float) -> T:
        """The answer; `late` when it does not come by then (of the monotonic clock)."""
        thread = self.begin()
        thread.join(max(0.0, moment - time.monotonic()))
        return self._late if thread.is_alive() else self._found

    def _run(self) -> None:
        self._found = self._ask()
