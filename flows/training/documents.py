"""The documents that the ranker is trained and calibrated with, read by the own reading; kept in a folder if wished.

Generated ones are made on the spot. Reading takes nearly all of the time that training takes, so several processes
read; what is kept is known by series and number and must be thrown away when the reading changes.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from extractors.reading import read_document
from flows.corpora import Corpora, known_rows
from flows.papers.making import Series, make_paper
from flows.transcripts import PATIENT, read_transcripts
from models.page import Transcript

Row = dict[str, Any]
_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Batch:
    """So many documents of a series, from its first."""

    series: Series
    count: int


def read_generated(batch: Batch, *, kept: Path | None = None, jobs: int = 1) -> Iterator[tuple[Transcript, Row]]:
    """The documents of a batch in their order, with the rows of their manifest."""
    read = partial(_read_paper, batch.series, kept)
    if jobs == 1:
        yield from map(read, range(batch.count))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, range(batch.count), chunksize=_CHUNK)


def read_corpora(
    root: Path, manifests: tuple[str, ...], *, kept: Path | None = None, jobs: int = 1
) -> Iterator[tuple[Transcript, Row]]:
    """The documents with known truth of a folder's manifests."""
    corpora = Corpora(root)
    rows = [row for name in manifests for row in known_rows(corpora.rows(name))]
    paths = [corpora.file(row) for row in rows]
    for row, transcript in zip(rows, read_transcripts(paths, kept=kept, jobs=jobs), strict=True):
        if transcript:
            yield transcript, row


def _read_paper(series: Series, kept: Path | None, number: int) -> tuple[Transcript, Row]:
    share = f"{series.degraded:.2f}".replace(".", "")
    place = kept / f"{series.side}-{series.seed}-{share}-{number:05d}.json" if kept else None
    if place and place.exists():
        data = json.loads(place.read_text(encoding="utf-8"))
        return Transcript.from_json(data["transcript"]), data["row"]
    paper = make_paper(series, number)
    transcript = read_document(paper.content, paper.name, limits=PATIENT).transcript
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps({"row": paper.row, "transcript": transcript.to_json()}), encoding="utf-8")
    return transcript, paper.row
