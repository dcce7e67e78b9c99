"""What a worker holds while it reads one document after the other: itself, and with its readers."""

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from flows.children import Child
from flows.memory import descendants, resident_bytes
from tests.journeys.premises import logged_times

WARM_DOCUMENTS = 50
AT_EACH_END = 10  # documents whose median is the figure, for one may be large
MEBIBYTE = 1024 * 1024


@dataclass(slots=True)
class MemoryWatch:
    """MiB by the number of documents that the worker has captured; several looks at each."""

    worker: Child
    own: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    family: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def look(self) -> None:
        assert self.worker.process is not None
        pid, captured = self.worker.process.pid, logged_times(self.worker, "capture_ended")
        own = resident_bytes(pid) / MEBIBYTE
        self.own[captured].append(own)
        self.family[captured].append(own + sum(resident_bytes(child) for child in descendants(pid)) / MEBIBYTE)


def level(looks: dict[int, list[float]], first: int, last: int) -> float:
    """Median over the documents of this range, of each the least: what it holds when it rests. NaN for none."""
    rests = [min(found) for captured, found in looks.items() if first <= captured <= last]
    return median(rests) if rests else float("nan")


def growth(looks: dict[int, list[float]], warm: int = WARM_DOCUMENTS, last: int | None = None) -> float | None:
    """MiB from document `warm` to `last`, or to the end; None when the worker captured too few to tell."""
    end = min(max(looks, default=0), last or sys.maxsize)
    if end < warm + 2 * AT_EACH_END:
        return None
    return level(looks, end - AT_EACH_END + 1, end) - level(looks, warm, warm + AT_EACH_END - 1)
