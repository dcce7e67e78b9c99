"""What a long-running process tells of itself: whether its loop turns, and whether it can do its work.

Alive is a process whose loop has turned lately. Ready is one that has begun and finds every part it needs. Parts are
asked in threads of their own, so that one that hangs is named as missing and holds up nobody.
"""

import threading
import time
from collections.abc import Callable, Mapping

from models.errors import PrejetoError, StorageError
from storage.house import House

HANGS_AFTER_SECONDS = 30.0
PATIENCE_SECONDS = 2.0

Check = Callable[[], None]


class Vitals:
    """Shared by the process and its monitor. The process calls `begin` once, `beat` at every turn, `end` at last."""

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}
        self._phase = "it is starting"
        self._beaten = time.monotonic()

    def begin(self, checks: Mapping[str, Check]) -> None:
        """The work begins; each check raises an error of the house when its part is missing."""
        self._parts = {name: _Part(check) for name, check in checks.items()}
        self._phase = ""
        self.beat()

    def beat(self) -> None:
        self._beaten = time.monotonic()

    def end(self) -> None:
        """No new work is taken from now on."""
        self._phase = "it is stopping"

    @property
    def alive(self) -> bool:
        return time.monotonic() - self._beaten < HANGS_AFTER_SECONDS

    def missing(self, patience: float = PATIENCE_SECONDS) -> dict[str, str]:
        """What keeps the process from its work: the part, and what is wrong with it. Empty when it is ready."""
        if self._phase:
            return {"process": self._phase}
        found = {} if self.alive else {"loop": "it does not turn"}
        until = time.monotonic() + patience
        for part in self._parts.values():
            part.ask()
        answers = {name: part.answer(until) for name, part in self._parts.items()}
        return found | {name: answer for name, answer in answers.items() if answer}


class _Part:
    """One part, asked by one thread at a time: a part that hangs is not asked again meanwhile."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._lock = threading.Lock()
        self._thread = threading.Thread()
        self._found = ""

    def ask(self) -> None:
        with self._lock:
            if not self._thread.is_alive():
                self._thread = threading.Thread(target=self._look, name="vitals", daemon=True)
                self._thread.start()

    def answer(self, until: float) -> str:
        """What is wrong; empty when nothing is."""
        thread = self._thread
        thread.join(max(0.0, until - time.monotonic()))
        return "it does not answer in time" if thread.is_alive() else self._found

    def _look(self) -> None:
        try:
            self._check()
        except PrejetoError as error:
            self._found = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the part is missing, and the monitor says so
            self._found = type(error).__name__
        else:
            self._found = ""


def house_checks(house: House) -> dict[str, Check]:
    """The parts that every process needs: the database, with the schema of this program, and the object store."""
    return {"database": lambda: _refuse_schema(house), "objects": house.objects.check}


def _refuse_schema(house: House) -> None:
    fault = house.database.schema_fault()
    if fault:
        raise StorageError(fault)
