"""Write a series of generated documents as a corpus: `files/generated`, and `manifests/generated.jsonl`."""

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from flows.papers.making import Paper, Series, make_paper

MANIFEST = "generated"
Progress = Callable[[str, int, int], None]
"""Told the manifest, how many documents are written, and how many there will be."""


def write_papers(
    folder: Path,
    series: Series,
    count: int,
    *,
    jobs: int = 1,
    scorer: Path | None = None,
    progress: Progress = lambda _name, _done, _all: None,
) -> Path:
    """Write `count` documents and their manifest; returns its path. The same series gives the same bytes.

    A `scorer` is copied beside them as `score.py`.
    """
    files, manifests = folder / "files" / MANIFEST, folder / "manifests"
    files.mkdir(parents=True, exist_ok=True)
    manifests.mkdir(parents=True, exist_ok=True)
    if scorer:
        shutil.copyfile(scorer, folder / "score.py")
    path = manifests / f"{MANIFEST}.jsonl"
    with path.open("w", encoding="utf-8") as manifest:
        for done, paper in enumerate(_papers(series, count, jobs), 1):
            (files / paper.name).write_bytes(paper.content)
            if paper.paired:
                carrier = folder / paper.row["file_with_xml"]
                carrier.parent.mkdir(parents=True, exist_ok=True)
                carrier.write_bytes(paper.paired.pdf)
                (folder / paper.row["file_of_xml"]).write_bytes(paper.paired.xml)
            manifest.write(json.dumps(paper.row, ensure_ascii=False) + "\n")
            progress(MANIFEST, done, count)
    return path


def _papers(series: Series, count: int, jobs: int) -> Iterator[Paper]:
    """The documents in their order, made in `jobs` processes."""
    make = partial(make_paper, series)
    if jobs == 1:
        yield from map(make, range(count))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(make, range(count), chunksize=8)
