"""What the mail process has done so far: counts without names."""

import threading
from collections import Counter


class Totals:
    """Counts by outcome (`received`, `duplicate`, `refused`, `settled`), for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def add(self, outcome: str, count: int = 1) -> None:
        with self._lock:
            self._counts[outcome] += count

    def read(self) -> dict[str, int]:
        with self._lock:
            return dict(self._counts)
