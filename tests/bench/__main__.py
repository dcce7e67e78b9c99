"""`make bench`: speed, each figure as a ratio against a peer in the same run.

Rounds alternate between ours and the peer. `--only NAME` (more than once) chooses measures, `--rounds N` how often.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from tests.bench.capturing import compare_browser, compare_capture
from tests.bench.ratios import Figure
from tests.bench.reading import compare_extraction, compare_scan, compare_words
from tests.bench.report import TARGET, print_report, write_report
from tests.bench.throughput import compare_jobs
from tests.bench.workers import compare_workers


class Name(StrEnum):
    WORDS = "words"
    SCAN = "scan"
    EXTRACTION = "extraction"
    CAPTURE = "capture"
    BROWSER = "browser"
    THROUGHPUT = "throughput"
    WORKERS = "workers"


MEASURES: dict[Name, tuple[Callable[[int], Iterator[Figure]], int]] = {
    Name.WORDS: (compare_words, 9),
    Name.SCAN: (compare_scan, 5),
    Name.EXTRACTION: (compare_extraction, 5),
    Name.CAPTURE: (compare_capture, 20),
    Name.BROWSER: (compare_browser, 20),
    Name.THROUGHPUT: (compare_jobs, 3),
    Name.WORKERS: (compare_workers, 3),
}


def bench(
    only: Annotated[list[Name] | None, typer.Option(help="Measure only this; may be said again.")] = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="Rounds, instead of each measure's own number.")] = None,
) -> None:
    """Measure, print the table, and write it to build/bench.md."""
    console, figures = Console(), list[Figure]()
    for name in only or Name:
        compare, usual = MEASURES[name]
        with console.status(f"{name} ..."):
            figures += compare(rounds or usual)
        write_report(figures)
    print_report(figures, console)
    console.print(f"Written to {TARGET}.")


if __name__ == "__main__":
    typer.run(bench)
