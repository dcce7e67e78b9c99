"""What a worker grows by while it captures five hundred documents, itself and its readers."""

from collections.abc import Iterator

from flows.samples.writing import make_sample
from models.states import State
from tests.bench.effort import Effort
from tests.bench.papers import SEED
from tests.bench.results import Result
from tests.bench.workplaces import open_workplace
from tests.soak.memory import MemoryWatch, growth

FROM, TO = 100, 500
QUICK_FROM, QUICK_TO = 10, 40
MOST_MIB = 50.0


def measure_growth(effort: Effort) -> Iterator[Result]:
    """MiB from one document to a later one; digital, scanned and hybrid samples, one after the other."""
    first, last = (QUICK_FROM, QUICK_TO) if effort.quick else (FROM, TO)
    with open_workplace("prefect", "worker") as premises:
        worker = next(child for child in premises.children if child.name == "worker")
        memory = MemoryWatch(worker)
        for number in range(last):
            name, content, _ = make_sample(SEED, number)
            premises.wait_for(premises.receive(content, name), State.IN_REVIEW)
            memory.look()
    grown = growth(memory.family, first, last)
    assert grown is not None, "the worker captured too few documents"
    yield Result("reading.memory_growth_mb", grown, "MiB", last, f"document {first}", most=MOST_MIB)
