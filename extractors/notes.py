"""What is noted while one document is read: warnings, the way each page took, and the seconds of each step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from models.page import Word


@dataclass(slots=True)
class Notes:
    """Filled while reading, then copied into the transcript. Warnings are machine words, each noted once.

    `path` holds the words of the page at hand: its warnings, and what else is told by `took`. `seen` is what was read
    on parts of pages, by the digest of their picture: a letterhead stands on all of them.
    """

    reading_seconds: float
    started: float = field(default_factory=time.monotonic)
    slowest_page: float = 0.0
    path: tuple[str, ...] = ()
    seen: dict[bytes, tuple[Word, ...]] = field(default_factory=dict)
    _warnings: dict[str, None] = field(default_factory=dict)
    _seconds: dict[str, float] = field(default_factory=dict)

    def warn(self, word: str) -> None:
        self._warnings[word] = None
        self.took(word)

    def took(self, word: str) -> None:
        self.path = (*self.path, word)

    def next_page(self) -> None:
        self.path = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(self._warnings)

    @property
    def seconds(self) -> dict[str, float]:
        return {step: round(spent, 4) for step, spent in self._seconds.items()}

    @property
    def seconds_left(self) -> float:
        return self.reading_seconds - (time.monotonic() - self.started)

    @property
    def out_of_time(self) -> bool:
        """Whether a page as slow as the slowest would end too late, so that what was read would be lost with it."""
        return self.seconds_left <= self.slowest_page

    def put_down(self) -> "Notes":
        """The notes while nobody reads: the time left is what is left now, whenever they are taken up."""
        return replace(self, reading_seconds=self.seconds_left)

    def taken_up(self) -> "Notes":
        return replace(self, started=time.monotonic())

    @contextmanager
    def page(self) -> Iterator[None]:
        """Around the recognition of one page, to learn how long one takes on this machine, today."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.slowest_page = max(self.slowest_page, time.monotonic() - before)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        before = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - before
