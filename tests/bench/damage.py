"""What is read of photos and poor scans: `python -m tests.bench.damage --corpora FOLDER`.

Generated pages are damaged in every way that `flows.papers.damage` knows, till receipts are photographed 520 pixels
wide, and all are read by the real front end. Printed are the share of the page's words that were read, and of the
values that are known to stand on it, as `prejeto legible` counts them by the `score.py` of the folder.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from extractors.pixels import Pixels, resized
from extractors.reading import read_document
from extractors.text_layer import read_text_layer
from flows.corpora import Corpora
from flows.legible import values_read
from flows.papers.damage import DAMAGES
from flows.samples.writing import make_sample, turn_of
from flows.transcripts import PATIENT
from models.page import Page
from tests.bench.papers import SEED
from tests.bench.reading import set_up
from tests.extractors import papers
from tests.extractors.receipts import PRINTED, draw_receipt

_DPI, _QUALITY, _RECEIPT_PIXELS = 200, 88, 520
_RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to damage: a digital PDF, and its row of a manifest."""

    content: bytes
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read of one damaged page, and the steps that it took."""

    words: int
    of_words: int
    values: Mapping[str, bool]
    path: tuple[str, ...]


def damage(
    corpora: Annotated[Path, typer.Option(help="Folder whose score.py says what is equal.")] = Path(
        "../shared/corpora"
    ),
    pages: Annotated[int, typer.Option(min=1, help="Pages that are damaged in each way.")] = 6,
    kind: Annotated[list[str] | None, typer.Option(help="Only this damage; more than once for several.")] = None,
) -> None:
    """Read damaged pages, and tell how much of them was read."""
    set_up()
    scorer = Corpora(corpora).scorer()
    subjects = list(_subjects(pages + 1))
    table = Table("damage", "words read", "values read", "steps taken", title=f"{pages} pages each")
    for name in track(kind or [*DAMAGES, _RECEIPT], "Reading"):
        table.add_row(name, *_cells([_read(name, subjects, number, scorer) for number in range(pages)]))
    Console().print(table)


def _subjects(number: int) -> Iterator[Subject]:
    digital = (place for place in range(8 * number) if turn_of(place)[1] == "digital_pdf")
    for _, place in zip(range(number), digital, strict=False):
        _, content, row = make_sample(SEED, place)
        yield Subject(content, row)


def _read(name: str, subjects: list[Subject], number: int, scorer: Any) -> Outcome:
    subject = _as_receipt(subjects[number]) if name == _RECEIPT else subjects[number]
    picture = papers.encoded(_picture(name, subject, subjects[number + 1], number), "JPEG", quality=_QUALITY)
    (page,) = read_document(picture, limits=PATIENT).transcript.pages
    known, read = _words(read_text_layer(subject.content)[0]), _words(page)
    values = values_read(subject.row, [page], scorer)
    return Outcome((known & read).total(), known.total(), values, page.path)


def _picture(name: str, subject: Subject, back: Subject, number: int) -> Pixels:
    page = papers.picture(subject.content, dpi=_DPI)
    grain = np.random.default_rng(number)
    if name == _RECEIPT:
        narrow = resized(page, _RECEIPT_PIXELS / page.shape[1])
        return DAMAGES["noisy"](narrow, narrow, grain)
    return DAMAGES[name](page, papers.picture(back.content, dpi=_DPI), grain)


def _as_receipt(subject: Subject) -> Subject:
    truth = {key: value for key, value in subject.row["truth"].items() if key in PRINTED}
    return Subject(draw_receipt(subject.row["truth"]), {**subject.row, "truth": truth})


def _words(page: Page) -> Counter[str]:
    """The words of a page, whatever their case and marks."""
    return Counter(text for word in page.words if (text := re.sub(r"\W", "", word.text.casefold())))


def _cells(outcomes: list[Outcome]) -> Iterator[str]:
    words, of_words = (sum(getattr(one, key) for one in outcomes) for key in ("words", "of_words"))
    read = [read for one in outcomes for read in one.values.values()]
    steps = Counter(step for one in outcomes for step in one.path)
    yield f"{words / of_words:.3f}"
    yield f"{sum(read)} of {len(read)}"
    yield ", ".join(f"{step} {count}" for step, count in steps.items())


if __name__ == "__main__":
    typer.run(damage)
