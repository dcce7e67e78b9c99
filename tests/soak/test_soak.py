"""Documents flow while worker, Prefect and web are killed: each is captured exactly once, and nothing grows.

Two workers; one is killed again and again, the other lives on, so that its memory can be watched. Environment:
`SOAK_DOCUMENTS` (200), `SOAK_SEED` (1). What was seen is written to `build/soak.md`.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.samples.writing import SampleDocument, make_sample
from models.states import State
from storage.documents import count_states
from tests.journeys.premises import Premises, make_prefect_home
from tests.soak.judging import crashes_of, find_faults
from tests.soak.memory import MemoryWatch, growth, level
from tests.soak.sabotage import Saboteur
from tests.soak.sending import Sender

DOCUMENTS = int(os.environ.get("SOAK_DOCUMENTS", "200"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
SECONDS_EACH = 60.0  # a document may take, kills and all, before the run counts as stuck
MOST_GROWTH_MIB = 50.0
TICK_SECONDS = 0.2
ON_THE_WAY = (State.RECEIVED, State.READING)
REPORT = Path("build/soak.md")

pytestmark = pytest.mark.soak


@pytest.fixture
def premises(tmp_path: Path) -> Iterator[Premises]:
    home = make_prefect_home(tmp_path / "first")
    with Premises(tmp_path / "house", home) as premises:
        yield premises


def samples() -> list[SampleDocument]:
    made = [make_sample(SEED, number) for number in range(DOCUMENTS)]
    return [SampleDocument(name, content) for name, content, _ in made]


def test_every_document_is_captured_once_whatever_dies(premises: Premises) -> None:
    victims = [premises.start("prefect"), premises.start("worker", "-victim"), premises.start("web")]
    memory = MemoryWatch(premises.start("worker", "-steady"))
    sender, saboteur = Sender(premises), Saboteur(victims, SEED)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        sending = beside.submit(sender.send_all, samples())
        while not is_over(premises, sending):
            assert time.monotonic() - began < DOCUMENTS * SECONDS_EACH, "the documents stand still"
            saboteur.tick()
            memory.look()
            time.sleep(TICK_SECONDS)
    sending.result()
    report(premises, sender, saboteur, memory, time.monotonic() - began)
    assert find_faults(premises, sender.acknowledged.values()) == []
    assert (growth(memory.own) or 0) <= MOST_GROWTH_MIB
    assert (growth(memory.family) or 0) <= MOST_GROWTH_MIB


def is_over(premises: Premises, sending: Future[None]) -> bool:
    """All was sent and nothing is on its way; or sending failed."""
    counts = count_states(premises.house, premises.organisation)
    return sending.done() and not any(counts.get(state) for state in ON_THE_WAY)


def report(premises: Premises, sender: Sender, saboteur: Saboteur, memory: MemoryWatch, seconds: float) -> None:
    crashes, claims = crashes_of(premises)
    kills = ", ".join(f"{name} {times}" for name, times in sorted(saboteur.kills.items()))
    lines = [
        f"{len(sender.acknowledged)} documents in {seconds:.0f} s; killed: {kills or 'none'}.",
        f"Sending failed {sender.again} times; claimed again {claims} times, {crashes} of them from a dead worker.",
        f"The steady worker captured {max(memory.own)} documents.",
        *(told(name, looks) for name, looks in (("itself", memory.own), ("with its readers", memory.family))),
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# Soak\n\n" + "\n".join(f"- {line}" for line in lines) + "\n", encoding="utf-8")


def told(name: str, looks: dict[int, list[float]]) -> str:
    end, grown = max(looks), growth(looks)
    more = "too few documents to tell its growth" if grown is None else f"{grown:+.1f} MiB from document 50 to the end"
    return f"Memory {name}: {level(looks, 1, 5):.0f} MiB at first, {level(looks, end - 4, end):.0f} at last; {more}."
