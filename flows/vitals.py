"""What a long-running process tells of itself: whether its loop turns, and whether it can do its work.

Alive is a process whose loop has turned lately. Ready is one that has begun and finds every part it needs; a part that
hangs is named as missing and holds up nobody.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial

from flows.questions import Question
from models.errors import PrejetoError, StorageError
from storage.house import House

HANGS_AFTER_SECONDS = 30.0
PATIENCE_SECONDS = 2.0
LATE = "it does not answer in time"

Check = Callable[[], None]


class Vitals:
    """Shared by the process and its monitor. The process calls `begin` once, `beat` at every turn, `end` at last."""

    def __init__(self) -> None:
        self._parts: dict[str, Question[str]] = {}
        self._phase = "it is starting"
        self._beaten = time.monotonic()

    def begin(self, checks: Mapping[str, Check]) -> None:
        """The work begins; each check raises an error of the house when its part is missing."""
        self._parts = {name: Question(partial(_fault_of, check), LATE) for name, check in checks.items()}
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
            part.begin()
        answers = {name: part.answer_by(until) for name, part in self._parts.items()}
        return found | {name: answer for name, answer in answers.items() if answer}


def _fault_of(check: Check) -> str:
    """What is wrong; empty when nothing is."""
    try:
        check()
    except PrejetoError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the part is missing, and the monitor says so
        return type(error).__name__
    return ""


def house_checks(house: House) -> dict[str, Check]:
    """The parts that every process needs: the database, with the schema of this program, and the object store."""
    return {"database": lambda: _refuse_schema(house), "objects": house.objects.check}


def _refuse_schema(house: House) -> None:
    fault = house.database.schema_fault()
    if fault:
        raise StorageError(fault)
