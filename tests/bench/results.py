"""What was measured last of each figure, in `bench/results.json`: one list, committed with the change that moved it.

A run replaces the figures that it measured and leaves the others as they stand, each with its own time and machine.
"""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TARGET = Path("bench/results.json")
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: `value` in `unit`, of `n` things measured, beside its `peer`. It should keep between its bars."""

    name: str
    value: float
    unit: str
    n: int
    peer: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def keeps_bar(self) -> bool:
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def bar(self) -> str:
        """What it should keep, in words; empty when nothing."""
        marks = ((">=", self.least), ("<=", self.most))
        return " ".join(f"{mark} {edge:g}" for mark, edge in marks if edge is not None)


def write_results(results: Iterable[Result], target: Path = TARGET) -> None:
    """Put figures in their place in the list, which is sorted by name."""
    known = {row["name"]: row for row in load_results(target)}
    known |= {result.name: _row(result) for result in results}
    rows = ",\n".join(json.dumps(known[name], ensure_ascii=False) for name in sorted(known))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


def load_results(target: Path = TARGET) -> list[dict[str, Any]]:
    """The rows of the list; none when nothing was measured yet."""
    rows: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8")) if target.exists() else []
    return rows


def _row(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "value": round(result.value, _DIGITS),
        "unit": result.unit,
        "n": result.n,
        "peer": result.peer,
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
    }


def machine() -> str:
    """Processor, cores and Python; no name that would tell whose machine it is."""
    return f"{processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def processor(table: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name as Linux tells it; empty elsewhere."""
    lines = table.read_text(encoding="utf-8", errors="replace").splitlines() if table.exists() else []
    return next(
        (value.strip() for name, _, value in (line.partition(":") for line in lines) if "model name" in name), ""
    )
