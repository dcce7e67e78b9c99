"""Two workers on PostgreSQL and SeaweedFS, one of them killed every minute: each document is captured exactly once.

What a worker adds to a document beyond its reading, and what it grows by, is measured on the way. Environment:
`SOAK_WORKER_DOCUMENTS` (1000), `SOAK_KILL_SECONDS` (60), `SOAK_SEED` (1). What was seen is written to
`build/soak-workers.md`.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import fmean, quantiles

import pytest

from flows.samples.writing import SampleDocument, make_sample
from models.states import State
from storage.documents import count_states
from storage.jobs import queue_depth
from storage.s3_store import S3Access
from tests.forms import large_form
from tests.journeys.premises import Premises, logged_times, make_prefect_home
from tests.servers import wait_until
from tests.soak.judging import crashes_of, find_faults
from tests.soak.memory import MemoryWatch, growth, level
from tests.soak.overhead import reading_seconds, seconds_beyond_reading
from tests.soak.sabotage import Saboteur

DOCUMENTS = int(os.environ.get("SOAK_WORKER_DOCUMENTS", "1000"))
KILL_SECONDS = float(os.environ.get("SOAK_KILL_SECONDS", "60"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
WORKERS = 2
AHEAD = 20  # documents that wait, so that no worker is ever idle
SECONDS_EACH = 30.0  # a document may take, kills and all, before the run counts as stuck
READ_SECONDS = "300"  # on a busy machine no document is given up for being slow
MOST_SECONDS_BEYOND = 1.2
FROM, TO = 100, 500  # documents of a worker between which it may grow
MOST_GROWTH_MIB = 50.0
TICK_SECONDS = 0.2
REPORT = Path("build/soak-workers.md")

pytestmark = pytest.mark.soak


@pytest.fixture
def premises(tmp_path: Path, postgres: str, s3: S3Access) -> Iterator[Premises]:
    home = make_prefect_home(tmp_path / "first")
    form = large_form(postgres, s3, f"soak-{os.getpid()}")
    patient = replace(form, variables={**form.variables, "PREJETO_READ_SECONDS": READ_SECONDS})
    with Premises(tmp_path / "house", home, patient) as premises:
        yield premises


def hand_in(premises: Premises) -> list[SampleDocument]:
    """One after the other, a few ahead of the workers."""
    sent = []
    for number in range(DOCUMENTS):
        name, content, _ = make_sample(SEED, number)
        wait_until(lambda: queue_depth(premises.house).ready < AHEAD, "the workers stand still", AHEAD * SECONDS_EACH)
        premises.receive(content, name)
        sent.append(SampleDocument(name, content))
    return sent


def test_every_document_is_captured_once_while_a_worker_is_killed_every_minute(premises: Premises) -> None:
    premises.start("prefect")
    memory = MemoryWatch(premises.start("worker", "-steady"))
    saboteur = Saboteur([premises.start("worker", "-victim")], SEED, (KILL_SECONDS, KILL_SECONDS))
    began = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        sending = beside.submit(hand_in, premises)
        while not (sending.done() and are_done(premises)):
            assert time.monotonic() - began < DOCUMENTS * SECONDS_EACH, "the documents stand still"
            saboteur.tick()
            memory.look()
            time.sleep(TICK_SECONDS)
    beyond = seconds_beyond_reading(premises)
    report(premises, saboteur, memory, beyond, time.monotonic() - began)
    assert find_faults(premises, sending.result()) == []
    assert fmean(beyond) <= MOST_SECONDS_BEYOND
    if DOCUMENTS >= WORKERS * TO:  # with fewer, the steady worker does not see as many as the bar is about
        assert max(memory.own) >= TO
    assert (growth(memory.own, FROM, TO) or 0) <= MOST_GROWTH_MIB
    assert (growth(memory.family, FROM, TO) or 0) <= MOST_GROWTH_MIB


def are_done(premises: Premises) -> bool:
    counts = count_states(premises.house, premises.organisation)
    return not any(counts.get(state) for state in (State.RECEIVED, State.READING))


def report(premises: Premises, saboteur: Saboteur, memory: MemoryWatch, beyond: list[float], seconds: float) -> None:
    crashes, claims = crashes_of(premises)
    read, kills = fmean(reading_seconds(premises).values()), saboteur.kills.total()
    all_in = WORKERS * seconds / DOCUMENTS - read
    lines = [
        f"{DOCUMENTS} documents in {seconds:.0f} s by {WORKERS} workers, one of them killed {kills} times.",
        f"Claimed again {claims} times, {crashes} of them from a dead worker.",
        f"Reading took {read:.2f} s a document (mean).",
        f"From claim to record beyond the reading: {spread(beyond)}, of {len(beyond)} documents claimed once.",
        f"All in, kills and waiting too, {all_in:.2f} s of a worker a document beyond the reading.",
        f"The steady worker captured {logged_times(memory.worker, 'capture_ended')} documents.",
        *(told(name, looks) for name, looks in (("itself", memory.own), ("with its readers", memory.family))),
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# Soak of the workers\n\n" + "\n".join(f"- {line}" for line in lines) + "\n", encoding="utf-8")


def spread(seconds: list[float]) -> str:
    cuts = quantiles(seconds, n=20)
    return f"mean {fmean(seconds):.2f} s, median {cuts[9]:.2f}, 95 of 100 below {cuts[18]:.2f}"


def told(name: str, looks: dict[int, list[float]]) -> str:
    grown = growth(looks, FROM, TO)
    more = "too few documents to tell its growth" if grown is None else f"{grown:+.1f} MiB from document {FROM} to {TO}"
    end = max(looks)
    return f"Memory {name}: {level(looks, 1, 5):.0f} MiB at first, {level(looks, end - 4, end):.0f} at last; {more}."
