"""Places for large mails: only so many are in memory at a time, and one organisation never holds more than one place.

A place is held while its mail is fetched and kept, so a server that is slow keeps others of its own organisation
waiting, and nobody else. Small mails need none.
"""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

LARGE_AT_ONCE = 3
LOOK_SECONDS = 0.5  # between two looks whether somebody who waits is still to go on


class Places:
    """The places of a process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._holders: set[str] = set()

    def take(self, org_id: str, goes_on: Callable[[], bool]) -> bool:
        """Wait for a place; False when one is not to go on any more."""
        with self._changed:
            while org_id in self._holders or len(self._holders) >= LARGE_AT_ONCE:
                if not goes_on():
                    return False
                self._changed.wait(LOOK_SECONDS)
            self._holders.add(org_id)
            return True

    def give_back(self, org_id: str) -> None:
        with self._changed:
            self._holders.discard(org_id)
            self._changed.notify_all()


class Place:
    """A place that is taken when it is needed, and given back at the end of the `with` block."""

    def __init__(self, places: Places, org_id: str) -> None:
        self._places = places
        self._org_id = org_id
        self._taken = False

    def take(self, goes_on: Callable[[], bool]) -> bool:
        self._taken = self._taken or self._places.take(self._org_id, goes_on)
        return self._taken

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._taken:
            self._places.give_back(self._org_id)
