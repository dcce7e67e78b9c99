"""What further workers gain over one, on PostgreSQL and SeaweedFS: each has one document in hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flows.samples.writing import SampleDocument
from models.states import State
from storage.documents import count_states
from tests.bench.papers import digital_papers
from tests.bench.ratios import Figure, seconds_of
from tests.bench.workplaces import open_large_workplace
from tests.journeys.premises import Premises
from tests.servers import wait_until

COUNTS = (1, 2, 4)
DOCUMENTS = 24
PATIENCE_SECONDS = 600.0


def compare_workers(rounds: int) -> Iterator[Figure]:
    """From the first of a pile handed in to the last in review; one, two and four workers in turns."""
    papers = list(digital_papers((DOCUMENTS + max(COUNTS)) * len(COUNTS) * rounds))
    with open_large_workplace("prefect") as premises:
        times = {count: list[float]() for count in COUNTS}
        for _ in range(rounds):
            for count in COUNTS:
                times[count].append(_seconds_each(premises, count, papers))
    for count in COUNTS[1:]:
        ours, peer = tuple(times[count]), tuple(times[COUNTS[0]])
        yield Figure(f"workers.{count}", f"document of {DOCUMENTS}", f"{count} workers", "1 worker", ours, peer)


def _seconds_each(premises: Premises, count: int, papers: list[SampleDocument]) -> float:
    """Seconds a document, once each worker is warm by a first one."""
    with _workers(premises, count):
        _capture(premises, [papers.pop() for _ in range(count)])
        pile = [papers.pop() for _ in range(DOCUMENTS)]
        return seconds_of(lambda: _capture(premises, pile)) / DOCUMENTS


@contextmanager
def _workers(premises: Premises, count: int) -> Iterator[None]:
    started = [premises.start("worker", f"-{number}") for number in range(count)]
    yield
    for worker in started:
        worker.stop()


def _capture(premises: Premises, papers: Sequence[SampleDocument]) -> None:
    for paper in papers:
        premises.receive(paper.content, paper.name)
    wait_until(lambda: not _left(premises), "the pile is not captured", PATIENCE_SECONDS)


def _left(premises: Premises) -> bool:
    counts = count_states(premises.house, premises.organisation)
    return any(counts.get(state) for state in (State.RECEIVED, State.READING))
