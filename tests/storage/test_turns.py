"""Organisations take turns: one that sends a thousand documents holds nobody up, and none waits for ever."""

import threading
from collections import Counter
from random import Random
from typing import Any

import pytest
from sqlalchemy import Select, insert, select, text
from sqlalchemy.orm import Session

from models.errors import StorageUnavailable
from models.tables.base import new_id
from models.tables.documents import DocumentTable
from models.tables.work import JobTable
from storage.access import create_organisation
from storage.database import now
from storage.house import House
from storage.jobs import claim_job, fail_job
from storage.leases import _first
from storage.rows import Claim
from storage.turns import _turns_of, next_turn
from tests.storage.samples import SYSTEM, claim, receive
from tests.storage.test_failures import make_available

MANY = 3000  # jobs, for a database that plans by what it counted


def queue(house: House, org_id: str, jobs: int) -> None:
    """Documents that wait, one after the other, written in bulk."""
    with house.session(write=True) as session:
        moment = now(session)
        ids = [new_id() for _ in range(jobs)]
        document = {"organisation_id": org_id, "size": 1, "name": "a.pdf", "channel": "cli", "state": "received"}
        document |= {"received_at": moment, "changed_at": moment}
        session.execute(insert(DocumentTable), [{**document, "id": each, "sha256": each} for each in ids])
        job = {"organisation_id": org_id, "status": "queued", "created_at": moment, "available_at": moment}
        first = next_turn(session, org_id)
        session.execute(
            insert(JobTable), [{**job, "document_id": each, "turn": first + n} for n, each in enumerate(ids)]
        )


def test_a_single_document_waits_for_at_most_one_of_a_thousand_others(house: House, org: str, other_org: str) -> None:
    queue(house, org, 1000)
    single = receive(house, other_org)
    assert single in [claim(house).document_id for _ in range(2)]


def test_a_single_document_that_comes_later_is_next_too(house: House, org: str, other_org: str) -> None:
    queue(house, org, 100)
    for _ in range(50):
        claim(house)
    single = receive(house, other_org)
    assert single in [claim(house).document_id for _ in range(2)]


def test_each_organisation_is_served_oldest_first(house: House, org: str, other_org: str) -> None:
    arrived = {each: [receive(house, each, b"%d" % number) for number in range(5)] for each in (org, other_org)}
    claims = [claim(house) for _ in range(10)]
    for each in (org, other_org):
        assert [found.document_id for found in claims if found.organisation_id == each] == arrived[each]


def test_many_organisations_are_served_in_rounds(house: House) -> None:
    organisations = [create_organisation(house, f"O{number}", actor=SYSTEM) for number in range(12)]
    for number, organisation in enumerate(organisations):
        queue(house, organisation, 3 + number)
    for _ in range(3):
        assert Counter(claim(house).organisation_id for _ in organisations) == dict.fromkeys(organisations, 1)


def test_nobody_saves_up_turns_while_idle(house: House, org: str, other_org: str) -> None:
    queue(house, org, 30)
    for _ in range(20):
        claim(house)
    for number in range(10):
        receive(house, other_org, b"%d" % number)
    assert Counter(claim(house).organisation_id for _ in range(10)) == {org: 5, other_org: 5}


def test_a_job_that_was_put_off_lends_its_early_turn_to_nobody(house: House, org: str, other_org: str) -> None:
    queue(house, org, 30)
    fail_job(house, claim(house), StorageUnavailable("away"))
    for _ in range(19):
        claim(house)
    make_available(house)
    for number in range(10):
        receive(house, other_org, b"%d" % number)
    assert Counter(claim(house).organisation_id for _ in range(10)) == {org: 5, other_org: 5}


def test_after_an_outage_nobody_waits_for_all_that_was_put_off(house: House, org: str, other_org: str) -> None:
    queue(house, org, 30)
    put_off = [fail(house, claim(house)) for _ in range(20)]
    single = receive(house, other_org)
    make_available(house)
    order = [claim(house).document_id for _ in range(31)]
    assert single in order[:2]
    assert set(put_off) <= set(order)


def fail(house: House, found: Claim) -> str:
    fail_job(house, found, StorageUnavailable("away"))
    return found.document_id


@pytest.mark.parametrize("seed", range(4))
def test_whoever_has_documents_waiting_gets_an_equal_share(house: House, seed: int) -> None:
    """While two organisations wait, neither is served two documents more than the other, whatever came and went."""
    random, waiting, served = Random(seed), Counter[str](), Counter[str]()
    organisations = [create_organisation(house, f"O{number}", actor=SYSTEM) for number in range(4)]
    since = dict.fromkeys(organisations, served.copy())
    for number in range(160):
        if random.random() < 0.55 or not waiting.total():
            chosen = random.choices(organisations, weights=[8, 4, 2, 1])[0]
            if not waiting[chosen]:
                since[chosen] = served.copy()
            receive(house, chosen, b"%d" % number)
            waiting[chosen] += 1
        else:
            chosen = claim(house).organisation_id
            waiting[chosen] -= 1
            served[chosen] += 1
        assert_shares_are_equal([each for each in organisations if waiting[each]], served, since)


def assert_shares_are_equal(waiting: list[str], served: Counter[str], since: dict[str, Counter[str]]) -> None:
    """Counted from when both of a pair waited."""
    for one in waiting:
        for other in waiting:
            start = max(since[one], since[other], key=Counter.total)
            gained = [served[each] - start[each] for each in (one, other)]
            assert abs(gained[0] - gained[1]) <= 2


def test_workers_at_once_serve_everybody_once_and_evenly(house: House, org: str, other_org: str) -> None:
    queue(house, org, 60)
    queue(house, other_org, 10)
    order: list[tuple[str, str]] = []
    gate = threading.Barrier(4)

    def work() -> None:
        gate.wait()
        while found := claim_job(house, threading.current_thread().name, 60):
            order.append((found.organisation_id, found.document_id))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({document for _, document in order}) == len(order) == 70
    assert Counter(organisation for organisation, _ in order[: 20 + len(threads)])[other_org] == 10


def test_claims_and_arrivals_read_by_index(house: House, org: str, other_org: str) -> None:
    queue(house, org, MANY)
    queue(house, other_org, MANY)
    for _ in range(5):
        claim(house)
    with house.session(write=True) as session:
        session.execute(text("ANALYZE"))
    with house.session(write=True) as session:
        claiming = plan(session, _first(select(JobTable.id), now(session)))
        arriving = plan(session, _turns_of(org))
    assert "ix_jobs_open" in claiming
    assert {"ix_jobs_open_of", "ix_jobs_claimed"} <= set(arriving.replace("(", " ").split())
    for word in ("SCAN jobs\n", "Seq Scan", "SORT", "Sort", "TEMP B-TREE"):
        assert word not in claiming + arriving


def plan(session: Session, statement: Select[Any]) -> str:
    """What the database would do, in its own words."""
    dialect = session.get_bind().dialect
    rendered = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
    return "".join(f"{row[-1]}\n" for row in session.execute(text(f"{explain} {rendered}")))
