"""What `prejeto ingest` shows: a bar while it runs on a terminal, a line per file, a sum."""

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from flows.ingesting import Outcome

COLOURS = {"received": "green", "duplicate": "yellow", "refused": "red"}


def print_outcomes(outcomes: Iterable[Outcome], total: int) -> bool:
    """A line per file; False when all of them were refused."""
    console = Console(highlight=False, soft_wrap=True)
    counts: Counter[str] = Counter()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Handing in", total=total)
        for outcome in outcomes:
            counts[outcome.outcome] += 1
            colour = COLOURS[outcome.outcome]
            console.print(f"[{colour}]{outcome.outcome:9}[/] {escape(str(outcome.path))} {escape(_detail(outcome))}")
            progress.advance(task)
    console.print(", ".join(f"{counts[name]} {name}" for name in COLOURS))
    return total == 0 or counts["refused"] < total


def _detail(outcome: Outcome) -> str:
    return outcome.reason or (outcome.document_id or "")
