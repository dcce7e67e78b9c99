"""A work pool of two machines: it grows and shrinks while documents flow, and each document is captured once.

What was seen is written to `build/pool-trial.md`.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from threading import Event

import pytest

from flows.samples.writing import SampleDocument, make_sample
from storage.jobs import queue_depth
from tests.soak.judging import find_faults
from tests.trials.machines import Machine, bridge, machine
from tests.trials.pools import Pool, open_pool

SEED = 3
AHEAD = 8  # documents that wait, so that there is work from the first machine to the last
PATIENCE_SECONDS = 240.0
HEARING_SECONDS = 60.0
REPORT = Path("build/pool-trial.md")

pytestmark = pytest.mark.trial


@pytest.fixture
def machines() -> Iterator[tuple[Machine, Machine]]:
    with bridge(), machine(1) as first, machine(2) as second:
        yield first, second


@pytest.fixture
def pool(machines: tuple[Machine, Machine], tmp_path: Path) -> Iterator[Pool]:  # noqa: ARG001 - on their bridge
    with open_pool(tmp_path) as pool:
        yield pool


def test_a_pool_grows_and_shrinks_and_captures_each_document_once(
    pool: Pool, machines: tuple[Machine, Machine]
) -> None:
    (first, second), seen = machines, list[str]()
    pool.deploy(limit=1)
    with handing_in(pool) as sent:
        on_first = pool.start_worker(first)
        note(
            seen,
            "The first machine claims, from the start of its worker",
            lambda: pool.machines_at_work() == {first.name},
        )
        pool.deploy(limit=2)
        on_second = pool.start_worker(second)
        note(
            seen,
            "The second claims, from a larger limit and its worker",
            lambda: second.name in pool.machines_at_work(),
        )
        lapsed = pool.crashes()
        stop(on_second, seen)
        note(seen, "Its worker was stopped, and its drain is gone", lambda: not second.processes())
        assert second.name not in pool.machines_at_work()
        assert pool.crashes() == lapsed, "a drain that was stopped kept its leases"
        pool.deploy(limit=1)
        pool.start_worker(second)
        on_first.kill()
        note(seen, "The worker of the first was killed, and its drain is gone", lambda: not first.processes())
        assert pool.crashes() == lapsed, "a drain whose worker was killed kept its leases"
        note(seen, "The one drain has moved to the second machine", lambda: pool.machines_at_work() == {second.name})
        second.cut_power()
        pool.deploy(limit=2)
        pool.start_worker(first)
        note(seen, "The second lost its power, and the first works", lambda: pool.machines_at_work() == {first.name})
    note(seen, "What is left is captured", pool.is_idle)
    seen.append(f"{len(sent)} documents; {pool.crashes()} of them were in hand when the power was cut.")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# Trial of the pool\n\n" + "".join(f"- {line}\n" for line in seen), encoding="utf-8")
    assert find_faults(pool, sent) == []


def stop(worker: Popen[bytes], seen: list[str]) -> None:
    """As a service manager does: SIGTERM, and SIGKILL where that is not heard, for Prefect misses it now and then."""
    worker.terminate()
    try:
        worker.wait(HEARING_SECONDS)
    except TimeoutExpired:
        worker.kill()
        seen.append(f"The worker did not end within {HEARING_SECONDS:.0f} s of SIGTERM, and was killed.")


@contextmanager
def handing_in(pool: Pool) -> Iterator[list[SampleDocument]]:
    """Documents arrive until the block ends, a few ahead of the drains; all that came are in the list."""
    sent, over = list[SampleDocument](), Event()

    def hand_in() -> None:
        for number in count():
            while queue_depth(pool.house).ready >= AHEAD:
                if over.wait(0.2):
                    return
            name, content, _ = make_sample(SEED, number)
            pool.receive(content, name)
            sent.append(SampleDocument(name, content))

    with ThreadPoolExecutor(1) as beside:
        sending = beside.submit(hand_in)
        try:
            yield sent
        finally:
            over.set()
        sending.result()


def note(seen: list[str], what: str, happened: Callable[[], bool]) -> None:
    """Wait for it, and write down how long that took."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < PATIENCE_SECONDS, f"waited in vain: {what}; {seen}"
        time.sleep(0.1)
    seen.append(f"{what}: {time.monotonic() - began:.1f} s.")
