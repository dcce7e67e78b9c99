"""What a person waits for the list of documents, filtered and searched, of an organisation with very many.

The real application answers over a real database, asked in this process: from the request until the whole page is
there. Everybody asks for something else, so that no answer is found ready.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from urllib.parse import urlencode

from starlette.testclient import TestClient

from review_ui.app import create_app
from review_ui.visitors import COOKIE
from storage import access
from tests.bench.effort import Effort
from tests.bench.ratios import seconds_of
from tests.bench.results import Result
from tests.bench.review.shares import p95
from tests.bench.workplaces import open_house_of, open_large_house
from tests.review_ui.houses import PASSWORD, Seeded, seed
from tests.storage.crowds import add_crowd, make_seller

MANY, FEWER, QUICK = 1_000_000, 100_000, 3_000
ROUNDS, QUICK_ROUNDS = 20, 2
WARM = 1  # rounds that do not count
MOST_MILLISECONDS = 150.0


def time_queue_on_postgresql(effort: Effort) -> Iterator[Result]:
    with open_large_house() as house:
        yield _time(seed(house), "review.queue_ms_p95_1m_postgresql", MANY, effort)


def time_queue_on_sqlite(effort: Effort) -> Iterator[Result]:
    with open_house_of() as house:
        yield _time(seed(house), "review.queue_ms_p95_100k_sqlite", FEWER, effort)


def _time(seeded: Seeded, name: str, documents: int, effort: Effort) -> Result:
    add_crowd(seeded.house, seeded.organisation_id, QUICK if effort.quick else documents)
    random, rounds = Random(documents), QUICK_ROUNDS if effort.quick else ROUNDS
    with entered(seeded) as client:
        all_rounds = [[_seconds(client, each) for each in addresses(random)] for _ in range(WARM + rounds)]
    took = [seconds for each in all_rounds[WARM:] for seconds in each]
    return Result(name, 1000 * p95(took), "ms", len(took), most=MOST_MILLISECONDS)


@contextmanager
def entered(seeded: Seeded) -> Iterator[TestClient]:
    """An approver who is signed in to the real application."""
    token = access.sign_in(seeded.house, "approver@example.test", PASSWORD)
    with TestClient(create_app(seeded.house), headers={"Cookie": f"{COOKIE}={token}"}) as client:
        yield client


def addresses(random: Random) -> list[str]:
    """What people ask for, in other words every time: filters, pages, and searches that find all, some and nothing."""
    trade, name, _ = make_seller(random).split()
    number, amount = f"{random.randint(0, 99999):05}", f"{random.randint(100, 900000) / 100:.2f}"
    asked: list[dict[str, str | int]] = [
        {},
        {"page": random.randint(2, 50)},
        {"state": "review"},
        {"state": "review", "page": random.randint(2, 20)},
        {"state": "reading"},
        {"state": "rejected"},
        {"state": "booked", "page": random.randint(2, 50)},
        {"q": number},
        {"q": name},
        {"q": f"{trade} {number[:3]}"},
        {"q": amount},
        {"q": "scan"},
        {"q": f"{name[:2]} {amount[:2]}"},
        {"q": f"zeppelin {number}"},
        {"state": "review", "q": trade},
        {"state": "review", "q": name},
        {"state": "booked", "q": number},
    ]
    lists = [f"/?{urlencode(each)}" for each in asked]
    return [*lists, "/bookings", f"/bookings?q={name}", f"/bookings?q={number}"]


def _seconds(client: TestClient, address: str) -> float:
    def ask() -> None:
        assert client.get(address).status_code == 200, address

    return seconds_of(ask)
