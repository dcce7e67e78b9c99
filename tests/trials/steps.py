"""The steps of a trial, told as they end, and all of them as a table at last."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.trials.engine import Fault


@dataclass(slots=True)
class Step:
    """What is done; `seen` is filled while it is."""

    name: str
    seen: str = ""
    seconds: float = 0.0
    well: bool = False

    def require_none(self, faults: list[str]) -> None:
        """Fault when there are any."""
        if faults:
            raise Fault("; ".join(faults))


@dataclass(slots=True)
class Steps:
    done: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """A Fault ends the trial; what was seen until then stands in the table."""
        step, began = Step(name), time.monotonic()
        self.done.append(step)
        try:
            yield step
            step.well = True
        except Fault as fault:
            step.seen = str(fault)
            raise
        finally:
            step.seconds = time.monotonic() - began
            print(_line(step), file=sys.stderr, flush=True)  # noqa: T201 - the trial tells how it goes

    def table(self) -> str:
        seconds = sum(step.seconds for step in self.done)
        head = "| step | s | | seen |\n|---|---:|---|---|\n"
        return head + "\n".join(_line(step) for step in self.done) + f"\n| all | {seconds:.1f} | | |"


def _line(step: Step) -> str:
    return f"| {step.name} | {step.seconds:.1f} | {'ok' if step.well else 'FAULT'} | {step.seen} |"
