"""What a person waits for the list of documents, filtered and searched, of an organisation with very many.

The real application answers over a real database, asked in this process: from the request until the whole page is
there. Everybody asks for something else, so that no answer is found ready. Each kind of question is a figure of its
own beside the one of all.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from starlette.testclient import TestClient

from flows.web import keep_for_good
from review_ui.app import create_app
from review_ui.visitors import COOKIE
from storage import access
from storage.assigning import list_reviewers
from storage.house import House
from tests.bench.effort import Effort
from tests.bench.ratios import seconds_of
from tests.bench.results import Result
from tests.bench.review.questions import ask
from tests.bench.review.shares import p95
from tests.bench.workplaces import open_house_of, open_large_house
from tests.review_ui.houses import PASSWORD, Seeded, seed
from tests.storage.crowds import add_crowd

MANY, FEWER, QUICK = 1_000_000, 100_000, 3_000
ROUNDS, QUICK_ROUNDS = 20, 2
WARM = 1  # rounds that do not count
MOST_MILLISECONDS = 150.0


def time_queue_on_postgresql(effort: Effort) -> Iterator[Result]:
    with open_large_house() as house:
        yield from time_queue(house, "review.queue_ms_p95_1m_postgresql", MANY, effort)


def time_queue_on_sqlite(effort: Effort) -> Iterator[Result]:
    with open_house_of() as house:
        yield from time_queue(house, "review.queue_ms_p95_100k_sqlite", FEWER, effort)


def time_queue(house: House, name: str, documents: int, effort: Effort) -> Iterator[Result]:
    """Milliseconds of all that is asked, then of each kind apart."""
    count, rounds = (QUICK, QUICK_ROUNDS) if effort.quick else (documents, ROUNDS)
    took = time_questions(crowd(house, count), count, rounds)
    yield _result(name, [each for of_kind in took.values() for each in of_kind])
    yield from (_result(f"{name}.{kind}", of_kind) for kind, of_kind in took.items())


def crowd(house: House, documents: int) -> Seeded:
    """An organisation with so many documents; half of what waits is somebody's."""
    seeded = seed(house)
    people = [person.id for person in list_reviewers(house, seeded.organisation_id)]
    add_crowd(house, seeded.organisation_id, documents, people=[*people, *[None] * len(people)])
    return seeded


def time_questions(seeded: Seeded, documents: int, rounds: int) -> dict[str, list[float]]:
    """The seconds of every question, by its kind."""
    random, took = Random(documents), defaultdict[str, list[float]](list)
    with entered(seeded) as client:
        for number in range(WARM + rounds):
            for kind, addresses in ask(random, documents).items():
                seconds = [_seconds(client, address) for address in addresses]
                took[kind] += seconds if number >= WARM else []
    return took


def _result(name: str, took: list[float]) -> Result:
    return Result(name, 1000 * p95(took), "ms", len(took), most=MOST_MILLISECONDS)


@contextmanager
def entered(seeded: Seeded) -> Iterator[TestClient]:
    """An approver who is signed in to the real application, which has begun as the web process does."""
    token = access.sign_in(seeded.house, "approver@example.test", PASSWORD)
    with TestClient(create_app(seeded.house), headers={"Cookie": f"{COOKIE}={token}"}) as client:
        keep_for_good()
        yield client
        gc.unfreeze()


def _seconds(client: TestClient, address: str) -> float:
    def ask_it() -> None:
        assert client.get(address).status_code == 200, address

    return seconds_of(ask_it)
