"""The whole front end, bytes to words, in the processes that read documents: one thread each, confined as always.

They are patient, so that a busy machine makes no page shorter.
"""

from collections.abc import Sequence
from concurrent.futures import Future

from extractors.limits import Limits
from extractors.reading import read_document
from extractors.sandbox import Reader
from flows.transcripts import PATIENT
from tests.bench.pages import Paper


def patient_reader(workers: int) -> Reader:
    return Reader(PATIENT, workers=workers)


def read_words(content: bytes, name: str, limits: Limits) -> int:
    """The words of a document, counted; runs in a reading process."""
    return sum(len(page.words) for page in read_document(content, name, limits=limits).transcript.pages)


def read_all(reader: Reader, papers: Sequence[Paper]) -> None:
    """Every document is read, as many at a time as the reader has processes; the largest ones first."""
    ordered = sorted(papers, key=lambda paper: -len(paper.content))
    running: list[Future[int]] = [
        reader._schedule(read_words, paper.content, paper.name, reader.limits) for paper in ordered
    ]
    for one in running:
        one.result()
