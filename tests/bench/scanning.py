"""The front end over all scanned pages of the corpora, beside plain engines over the same pages, in turns.

Both have two cores. The documents are dealt into a few piles; ours and the peer do each pile in turn, so that a busy
machine slows both.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractors.sandbox import Reader
from tests.bench.effort import Effort
from tests.bench.front_end import patient_reader, read_all
from tests.bench.pages import Paper, scanned_papers_of, write_pictures
from tests.bench.peers import PROCESSES, bind_pictures, ocrmypdf_name, run_ocrmypdf, run_tesseract, tesseract_name
from tests.bench.ratios import seconds_of
from tests.bench.results import Result

PILES = 4
CLEAN = "A"

Peer = Callable[[], object]
Prepare = Callable[[Path, Sequence[Path]], Peer]


def compare_with_tesseract(effort: Effort) -> Iterator[Result]:
    ratio, pages = _ratio(scanned_papers_of(effort), _plain_pass)
    yield Result("reading.scanned_page_vs_tesseract", ratio, "times its time", pages, tesseract_name(), most=1.7)


def compare_clean_with_tesseract(effort: Effort) -> Iterator[Result]:
    ratio, pages = _ratio(scanned_papers_of(effort, CLEAN), _plain_pass)
    yield Result("reading.clean_page_vs_tesseract", ratio, "times its time", pages, tesseract_name(), most=1.3)


def compare_with_ocrmypdf(effort: Effort) -> Iterator[Result]:
    ratio, pages = _ratio(scanned_papers_of(effort), _searchable)
    yield Result("reading.scanned_page_vs_ocrmypdf", ratio, "times its time", pages, ocrmypdf_name(), most=0.45)


def compare_readers(effort: Effort) -> Iterator[Result]:
    """Two reading processes and one, on the same piles."""
    papers = scanned_papers_of(effort)
    two, one = 0.0, 0.0
    with patient_reader(2) as pair, patient_reader(1) as single:
        _warm(pair, papers)
        _warm(single, papers)
        for pile in deal(papers, PILES):
            two += seconds_of(lambda pile=pile: read_all(pair, pile))  # type: ignore[misc]
            one += seconds_of(lambda pile=pile: read_all(single, pile))  # type: ignore[misc]
    yield Result("reading.throughput_two_workers", one / two, "times as many", len(papers), "one worker", least=1.8)


def deal(papers: Sequence[Paper], piles: int) -> list[list[Paper]]:
    """Piles of like kind and size: neighbours in the corpora are alike."""
    return [list(papers[start::piles]) for start in range(min(piles, len(papers)))]


def _ratio(papers: Sequence[Paper], prepare: Prepare) -> tuple[float, int]:
    """Our time to the peer's over all piles, and how many pages these are."""
    ours, peers, pages = 0.0, 0.0, 0
    with patient_reader(PROCESSES) as reader:
        _warm(reader, papers)
        for pile in deal(papers, PILES):
            with tempfile.TemporaryDirectory(prefix="prejeto-bench-") as folder:
                pictures = write_pictures(pile, Path(folder))
                peer = prepare(Path(folder), pictures)
                ours += seconds_of(lambda pile=pile: read_all(reader, pile))  # type: ignore[misc]
                peers += seconds_of(peer)
                pages += len(pictures)
    return ours / peers, pages


def _warm(reader: Reader, papers: Sequence[Paper]) -> None:
    """The models are loaded before the clock starts."""
    read_all(reader, [papers[0]] * PROCESSES)


def _plain_pass(_folder: Path, pictures: Sequence[Path]) -> Peer:
    return lambda: run_tesseract(pictures)


def _searchable(folder: Path, pictures: Sequence[Path]) -> Peer:
    document = bind_pictures(pictures, folder / "pile.pdf")
    return lambda: run_ocrmypdf(document)
