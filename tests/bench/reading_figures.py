"""What was read of the truth, what the reading costs beyond its engines, and a page with a text layer."""

from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median

from extractors.reading import read_document
from flows.reading_score import SCANNED, Tally, judge_scanned, tally
from flows.score import Run
from flows.transcripts import PATIENT
from tests.bench.effort import Effort
from tests.bench.engine_clock import engine_clock
from tests.bench.pages import Paper, digital_papers_of, scanned_papers_of
from tests.bench.ratios import seconds_of
from tests.bench.reading import set_up
from tests.bench.results import Result

PROCESSES = 2


def count_values(effort: Effort) -> Iterator[Result]:
    found = _judged(effort)
    yield Result("reading.truth_values_read", found.read / found.values, "of values", found.values, least=0.97)


def count_core(effort: Effort) -> Iterator[Result]:
    found = _judged(effort)
    share = found.core / found.documents
    yield Result("reading.core_values_all_read", share, "of documents", found.documents, least=0.90)


def compare_with_engines(effort: Effort) -> Iterator[Result]:
    """One document after the other in this process: all its time, and that which passed inside the engines."""
    set_up()
    papers = scanned_papers_of(effort)
    _read(papers[:1])
    with engine_clock() as clock:
        seconds = seconds_of(lambda: _read(papers))
    ratio, peer = seconds / clock.seconds, "the engines' own calls"
    yield Result("reading.overhead_vs_engines", ratio, "times their time", len(papers), peer, most=1.15)


def time_digital_pages(effort: Effort) -> Iterator[Result]:
    """Milliseconds a page, over all PDFs of the corpora that have a text layer; the median of rounds."""
    set_up()
    papers = digital_papers_of(effort)
    pages = _read(papers)
    rounds = [seconds_of(lambda: _read(papers)) for _ in range(effort.rounds)]
    yield Result("reading.digital_page_ms", 1000 * median(rounds) / pages, "ms", pages, most=40)


def _read(papers: Sequence[Paper]) -> int:
    """Read all in this process; how many pages they have."""
    return sum(len(read_document(paper.content, paper.name, limits=PATIENT).transcript.pages) for paper in papers)


@cache
def _judged(effort: Effort) -> Tally:
    """Both shares come from one reading of the corpora."""
    run = Run(jobs=PROCESSES)
    return tally([one for name in SCANNED for one in judge_scanned(effort.corpora, name, run, effort.every)])
