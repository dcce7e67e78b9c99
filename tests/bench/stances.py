"""How pages come out that lie wrong: `python -m tests.bench.stances`.

Generated pages are scanned in all four directions, and skewed by odd degrees to both sides, and read by the real front
end. Printed are the share that comes upright and the skew that is left, in degrees.
"""

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.bench.papers import digital_papers
from tests.bench.reading import set_up
from tests.extractors.lying import Outcome, read_lying

DEGREES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
ROOM = 0.1  # degrees that may be left
Stance = tuple[int, float]  # quarter turns and degrees, both clockwise


def stances(
    pages: Annotated[int, typer.Option(min=1, help="Pages that are turned in all four directions.")] = 24,
    skewed: Annotated[int, typer.Option(min=0, help="Of these, pages that are skewed by each angle.")] = 4,
) -> None:
    """Read pages that lie wrong, and tell how they came out."""
    set_up()
    contents = [paper.content for paper in digital_papers(pages)]
    tasks = list(_tasks(contents, skewed))
    outcomes = [(stance, _read(content, stance)) for content, stance in track(tasks, "Reading")]
    console = Console()
    quarters = [(stance, outcome) for stance, outcome in outcomes if not stance[1]]
    console.print(_table("Turned by quarters", quarters, lambda stance: f"{90 * stance[0]}°"))
    if skewed:
        odd = [(stance, outcome) for stance, outcome in outcomes if stance[1]]
        console.print(_table("Skewed", odd, lambda stance: f"{abs(stance[1])}°"))
    for stance, outcome in outcomes:
        if not outcome.upright:
            console.print(f"not upright: lay {stance}, left {outcome.residual}, rotation {outcome.page.rotation}")


def _tasks(contents: Sequence[bytes], skewed: int) -> Iterator[tuple[bytes, Stance]]:
    yield from ((content, (turns, 0.0)) for content in contents for turns in range(4))
    for content in contents[:skewed]:
        yield from ((content, (0, sign * degrees)) for degrees in DEGREES for sign in (1, -1))


def _read(content: bytes, stance: Stance) -> Outcome:
    return read_lying(content, turns=stance[0], degrees=stance[1])


def _table(title: str, outcomes: Sequence[tuple[Stance, Outcome]], name: Callable[[Stance], str]) -> Table:
    table = Table("lay", "pages", "upright", "skew left, median", "most", f"within {ROOM}°", title=title)
    rows = dict.fromkeys(name(stance) for stance, _ in outcomes)
    for row in [*rows, "all"]:
        table.add_row(row, *_cells([outcome for stance, outcome in outcomes if row in {name(stance), "all"}]))
    return table


def _cells(outcomes: Sequence[Outcome]) -> Iterator[str]:
    left = [abs(outcome.residual) for outcome in outcomes if outcome.upright and outcome.residual is not None]
    yield str(len(outcomes))
    yield f"{len(left) / len(outcomes):.3f}"
    yield f"{median(left):.2f}" if left else "-"
    yield f"{max(left):.2f}" if left else "-"
    yield f"{sum(skew <= ROOM for skew in left) / len(outcomes):.3f}"


if __name__ == "__main__":
    typer.run(stances)
