"""How much memory the processes that read documents take, seen from outside, by `/proc`.

Where there is no `/proc` (not Linux), nothing is measured and the peak is 0.
"""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_EVERY_SECONDS = 0.02
_PROC = Path("/proc")


class PeakMemory:
    """Watches the largest descendant of this process. A context manager; `reset` begins anew."""

    def __init__(self, parent: int) -> None:
        self.bytes = 0
        self._parent = parent
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def reset(self) -> int:
        """The peak since the last time, in bytes."""
        peak, self.bytes = self.bytes, 0
        return peak

    def _watch(self) -> None:
        while not self._stopped.wait(_EVERY_SECONDS):
            largest = max((resident_bytes(process) for process in descendants(self._parent)), default=0)
            self.bytes = max(self.bytes, largest)


def descendants(parent: int) -> set[int]:
    """The processes below one, at any depth."""
    parents = {int(path.name): _parent_of(path) for path in _PROC.glob("[0-9]*")}
    found: set[int] = set()
    level = {parent}
    while level:
        level = {process for process, above in parents.items() if above in level} - found
        found |= level
    return found


def resident_bytes(process: int) -> int:
    """Memory a process holds; 0 when it is gone."""
    return 1024 * int(_status(_PROC / str(process)).get("VmRSS", "0 kB").split()[0])


def _parent_of(path: Path) -> int:
    return int(_status(path).get("PPid", "0"))


def _status(path: Path) -> dict[str, str]:
    try:
        lines = (path / "status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
