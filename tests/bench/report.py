"""The figures as tables on the screen and in `build/bench.md`: the seconds of rounds, then what is kept."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from tests.bench.ratios import Figure, Spread, spread
from tests.bench.results import Result

COLUMNS = ("measure", "ours", "peer", "ratio", "beyond the peer", "bar")
KEPT_COLUMNS = ("figure", "value", "of", "peer", "bar")
TARGET = Path("build/bench.md")


def print_report(figures: Sequence[Figure], results: Sequence[Result], console: Console) -> None:
    rounds = Table(*COLUMNS, title="Medians (least to most) of rounds in turns with a peer", show_lines=True)
    for figure in figures:
        rounds.add_row(*cells(figure), style="red" if not figure.keeps_bar else None)
    name, *others = KEPT_COLUMNS
    kept = Table(Column(name, no_wrap=True), *others, title="Figures")
    for result in results:
        kept.add_row(*kept_cells(result), style="red" if not result.keeps_bar else None)
    for table in (rounds, kept):
        if table.row_count:
            console.print(table)


def write_report(figures: Sequence[Figure], results: Sequence[Result], target: Path = TARGET) -> None:
    rounds = [[cell.replace("\n", ": ") for cell in cells(figure)] for figure in figures]
    kept = [kept_cells(result) for result in results]
    parts = ["# Bench", conditions(), _markdown(COLUMNS, rounds), _markdown(KEPT_COLUMNS, kept)]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else ""


def conditions() -> str:
    """What the seconds depend on; ratios depend on it less."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load at the end {busy}. Medians (least to most)."
    )


def cells(figure: Figure) -> list[str]:
    return [
        f"{figure.name}\none {figure.unit}",
        f"{figure.ours_is}\n{shown(spread(figure.ours))} s",
        f"{figure.peer_is}\n{shown(spread(figure.peer))} s",
        shown(figure.ratio),
        f"{_digits(figure.more.median)} s",
        "" if figure.bar is None else f"{figure.bar:g} s {'kept' if figure.keeps_bar else 'missed'}",
    ]


def kept_cells(result: Result) -> list[str]:
    kept = f"{result.bar} {'kept' if result.keeps_bar else 'missed'}" if result.bar else ""
    return [result.name, f"{_digits(result.value)} {result.unit}", str(result.n), result.peer, kept]


def shown(spread: Spread) -> str:
    """Three digits that say something, whatever the size.

    >>> shown(Spread(0.0123, 0.01, 1.5))
    '0.0123 (0.0100 to 1.50)'
    """
    return f"{_digits(spread.median)} ({_digits(spread.least)} to {_digits(spread.most)})"


def _digits(value: float) -> str:
    return f"{value:.{2 if abs(value) >= 1 else 3 if abs(value) >= 0.1 else 4}f}"
