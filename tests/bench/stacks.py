"""How files with several invoices are told apart: `python -m tests.bench.stacks`.

Generated invoices for one buyer are joined to files of every arrangement and read. Counted are the files that are
split at every border unasked, those that a person is asked about, rightly or not, and those split wrongly, of which
there must be none. Documents that are one, of those and of a folder of corpora, must never be split. Degraded ones
take long.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from extractors.extraction import extract_one
from extractors.reading import read_document
from extractors.stacks.finding import Stack, find_stack
from flows.papers.making import Series
from flows.papers.stacking import Arrangement, make_stack
from flows.training.documents import read_corpora
from flows.transcripts import PATIENT
from models.page_ranges import PageRange
from tests.bench.reading import set_up

SEED = 301
CORPORA = ("scan", "real", "xmlpdf", "sroie")
COLUMNS = (
    "files",
    "borders",
    "borders found",
    "split right",
    "split wrong",
    "asked right",
    "asked wrong",
    "nothing said",
)


def stacks(
    count: Annotated[int, typer.Option(help="Files of each arrangement.")] = 25,
    degraded: Annotated[float, typer.Option(help="Share that is scanned, copied or photographed.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Of the series.")] = SEED,
    corpora: Annotated[Path | None, typer.Option(help="Folder of corpora, whose documents are one each.")] = None,
    kept: Annotated[Path | None, typer.Option(help="Transcripts of the corpora that need not be made again.")] = None,
) -> None:
    """Make, read and part stacks, and tell what came of them."""
    set_up()
    series = Series(seed=seed, degraded=degraded)
    counts: dict[str, Counter[str]] = {}
    places = [(arrangement, number) for arrangement in Arrangement for number in range(count)]
    for arrangement, number in track(places, "Reading"):
        paper = make_stack(series, number, arrangement)
        transcript = read_document(paper.content, paper.name, limits=PATIENT).transcript
        _count(counts.setdefault(arrangement, Counter()), find_stack(transcript, extract_one), paper.ranges)
    for name, stack in _corpora(corpora, kept) if corpora else ():
        _count(counts.setdefault(name, Counter()), stack, ())
    Console().print(_table(counts))


def _corpora(root: Path, kept: Path | None) -> Iterator[tuple[str, Stack | None]]:
    """What is found in documents of several pages; an e-invoice in them says nothing."""
    for name in CORPORA:
        for transcript, _ in read_corpora(root, (name,), kept=kept):
            if len(transcript.pages) > 1:
                yield name, find_stack(transcript, extract_one)


def _count(counts: Counter[str], stack: Stack | None, truth: tuple[PageRange, ...]) -> None:
    found = {part.first for part in stack.ranges[1:]} if stack else set()
    borders = {part.first for part in truth[1:]}
    done = "nothing said" if stack is None else "split" if stack.sure else "asked"
    is_right = "right" if found == borders else "wrong"
    counts[done if stack is None else f"{done} {is_right}"] += 1
    counts.update({"files": 1, "borders": len(borders), "borders found": len(borders & found)})


def _table(counts: dict[str, Counter[str]]) -> Table:
    table = Table("arrangement", *COLUMNS, title="Files with several invoices, and such with one")
    for name, found in counts.items():
        table.add_row(name, *(str(found[column]) for column in COLUMNS))
    return table


if __name__ == "__main__":
    typer.run(stacks)
