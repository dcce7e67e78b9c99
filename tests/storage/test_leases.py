"""One job, one holder: claims, leases, and workers that die or are paused."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest
from sqlalchemy import select

from models.errors import LeaseLost, PasswordNeeded, StateConflict, StorageUnavailable
from models.page import Transcript
from models.states import State
from models.tables.work import JobTable
from storage.documents import change_state, load_document, load_history, request_reading
from storage.house import House
from storage.jobs import (
    MAX_CRASHES,
    claim_job,
    fail_job,
    finish_capture,
    queue_depth,
    record_step,
    release_job,
    renew_lease,
    save_pages,
)
from storage.rows import Claim, QueueDepth
from tests.storage.samples import CLERK, claim, invoice, receive

ROOT = Path(__file__).parents[2]
PAUSED_WORKER = """
import sys
from models.states import State
from storage.house import House
from storage.jobs import claim_job, finish_capture
from tests.storage.samples import invoice
house = House.open(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3]))
claim = claim_job(house, "paused", 1)
print("claimed", flush=True)
sys.stdin.readline()
finish_capture(house, claim, invoice(), State.IN_REVIEW, "late")
"""


def test_jobs_are_claimed_oldest_first(house: House, org: str, other_org: str) -> None:
    arrived = [receive(house, org, b"1"), receive(house, other_org, b"2"), receive(house, org, b"3")]
    claims = [claim(house) for _ in arrived]
    assert [found.document_id for found in claims] == arrived
    assert [found.organisation_id for found in claims] == [org, other_org, org]
    assert claim_job(house, "worker", 60) is None


def test_a_claimed_document_is_being_read(house: House, org: str) -> None:
    document_id = receive(house, org)
    found = claim(house)
    assert (found.attempt, found.crashes, found.name, found.password) == (1, 0, "one.pdf", None)
    assert load_document(house, org, document_id).state is State.READING


def test_workers_at_once_never_hold_the_same_job(house: House, org: str) -> None:
    arrived = {receive(house, org, bytes([n])) for n in range(12)}
    claims: list[Claim] = []
    gate = threading.Barrier(4)

    def work(name: str) -> None:
        gate.wait()
        while found := claim_job(house, name, 60):
            claims.append(found)

    threads = [threading.Thread(target=work, args=(f"worker-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found.document_id for found in claims) == sorted(arrived)


def test_a_held_lease_is_not_claimable_and_a_lapsed_one_is(house: House, org: str) -> None:
    receive(house, org)
    first = claim(house, "slow", seconds=60)
    assert claim_job(house, "other", 60) is None
    renew_lease(house, first, -1)
    second = claim(house, "other")
    assert (second.job_id, second.attempt, second.crashes) == (first.job_id, first.attempt + 1, 1)
    causes = [step.cause for step in load_history(house, org, first.document_id)]
    assert causes == ["upload", "claimed", "lease_lapsed", "claimed"]


def test_a_renewed_lease_lasts(house: House, org: str) -> None:
    receive(house, org)
    held = claim(house, seconds=1)
    renewed = renew_lease(house, held, 60)
    assert renewed.leased_until > held.leased_until
    time.sleep(1.1)
    assert claim_job(house, "other", 60) is None


def test_a_worker_paused_past_its_lease_writes_nothing(house: House, org: str) -> None:
    document_id = receive(house, org)
    late = claim(house, "late", seconds=-1)
    claim(house, "in time")
    before = load_document(house, org, document_id)
    writes: list[Callable[[], object]] = [
        lambda: renew_lease(house, late, 60),
        lambda: release_job(house, late),
        lambda: record_step(house, late, "read", "1", {}),
        lambda: save_pages(house, late, Transcript("pdf"), []),
        lambda: finish_capture(house, late, invoice(), State.IN_REVIEW, "late"),
        lambda: fail_job(house, late, StorageUnavailable("late")),
    ]
    for write in writes:
        with pytest.raises(LeaseLost):
            write()
    assert load_document(house, org, document_id) == before


def test_a_late_worker_that_nobody_replaced_may_still_finish(house: House, org: str) -> None:
    document_id = receive(house, org)
    finish_capture(house, claim(house, seconds=-1), invoice(), State.IN_REVIEW, "fields_unsure")
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_a_released_job_is_claimed_at_once_and_costs_nothing(house: House, org: str) -> None:
    receive(house, org)
    for _ in range(2 * MAX_CRASHES):
        release_job(house, claim(house))
    again = claim(house)
    assert (again.crashes, again.attempt) == (0, 2 * MAX_CRASHES + 1)


def test_a_document_that_kills_its_workers_fails_with_a_reason(house: House, org: str) -> None:
    document_id = receive(house, org, b"killer")
    other = receive(house, org, b"harmless")
    for number in range(MAX_CRASHES):
        killed = claim(house, f"worker-{number}", seconds=-1)
        assert killed.document_id == document_id
    assert claim(house).document_id == other
    document = load_document(house, org, document_id)
    assert (document.state, document.error_code) == (State.FAILED, "worker_lost")
    assert claim_job(house, "worker", 60) is None
    request_reading(house, org, document_id, actor=CLERK, cause="retry")
    assert claim(house).crashes == 0


def test_a_job_whose_document_was_taken_elsewhere_does_not_block_the_queue(house: House, org: str) -> None:
    taken, other = receive(house, org, b"1"), receive(house, org, b"2")
    with house.session(write=True) as session:
        change_state(session, org, taken, State.REJECTED, actor=CLERK, cause="swept")
    assert claim(house).document_id == other
    assert claim_job(house, "worker", 60) is None
    assert load_document(house, org, taken).state is State.REJECTED


def test_the_depth_of_the_queue(house: House, org: str) -> None:
    for n in range(4):
        receive(house, org, bytes([n]))
    claim(house)
    fail_job(house, claim(house), StorageUnavailable("away"))
    assert queue_depth(house) == QueueDepth(ready=2, delayed=1, running=1)


def test_a_password_reaches_the_worker_and_is_not_kept(house: House, org: str) -> None:
    document_id = receive(house, org)
    assert fail_job(house, claim(house), PasswordNeeded("locked")) is State.WAITING
    request_reading(house, org, document_id, actor=CLERK, cause="password", password="geslo-ščž")
    with house.session() as session:
        sealed = [job.password for job in session.scalars(select(JobTable)) if job.password]
    assert len(sealed) == 1
    assert b"geslo" not in sealed[0]
    found = claim(house)
    assert found.password == "geslo-ščž"
    assert "geslo" not in repr(found)
    finish_capture(house, found, invoice(), State.IN_REVIEW, "fields_unsure")
    with house.session() as session:
        assert [job.password for job in session.scalars(select(JobTable))] == [None, None]


def test_a_document_is_not_read_twice_at_a_time(house: House, org: str) -> None:
    document_id = receive(house, org)
    with pytest.raises(StateConflict):
        request_reading(house, org, document_id, actor=CLERK, cause="retry")
    claim(house)
    with pytest.raises(StateConflict):
        request_reading(house, org, document_id, actor=CLERK, cause="retry")


def test_a_stopped_process_that_goes_on_after_its_lease_writes_nothing(
    house: House, org: str, database_url: str, tmp_path: Path
) -> None:
    document_id = receive(house, org)
    command = [
        sys.executable,
        "-c",
        PAUSED_WORKER,
        database_url,
        str(tmp_path / "objects"),
        house.vault.master_key.hex(),
    ]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=PIPE, stdout=PIPE, stderr=PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "claimed\n"
        os.kill(worker.pid, signal.SIGSTOP)
        time.sleep(1.1)
        finish_capture(house, claim(house), invoice(), State.IN_REVIEW, "in_time")
        os.kill(worker.pid, signal.SIGCONT)
        _, errors = worker.communicate("go on\n", timeout=60)
    assert "LeaseLost" in errors
    assert load_document(house, org, document_id).version == 1
    assert load_history(house, org, document_id)[-1].cause == "in_time"
