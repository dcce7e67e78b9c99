"""Leases on jobs: taking, holding and handing back, with the attempt number as the fence.

The jobs table is the only queue. A claim raises the job's attempt; every later write of that worker locks the job's
row and asks for this attempt, so that a worker that was paused past its lease, while another took over, writes
nothing. A lapsed lease is the sign of a dead worker: the job may be taken, and the death is counted. Organisations take
turns, each its oldest first (`storage/turns.py`).
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import LeaseLost
from models.messages import told
from models.page_ranges import PageRange, parse_ranges, written_ranges
from models.page_turns import parse_turns
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable
from models.tables.work import OPEN, JobTable
from storage import ledger
from storage.database import now
from storage.endings import abandon_job, give_up
from storage.house import House
from storage.keys import seal, unseal
from storage.rows import Claim, QueueDepth
from storage.turns import next_turn

T = TypeVar("T")

MAX_CRASHES = 3
WORKER_LOST = "worker_lost"
MAX_WORKER = 200


def add_job(
    session: Session,
    org_id: str,
    document_id: str,
    *,
    password: str | None = None,
    division: Sequence[PageRange] = (),
    joining: Sequence[str] = (),
) -> None:
    """Queue the reading of a document, its `division`, or `joining` it with others, inside the caller's transaction."""
    moment = now(session)
    job = JobTable(id=new_id(), organisation_id=org_id, document_id=document_id, status="queued")
    job.created_at = job.available_at = moment
    job.turn = next_turn(session, org_id)
    job.division = written_ranges(division) or None
    job.joining = " ".join(joining) or None
    if password is not None:
        job.password = seal(session, org_id, document_id, password, f"password:{job.id}")
    session.add(job)
    session.flush()


def claim_job(house: House, worker: str, lease_seconds: int) -> Claim | None:
    """Take the job whose turn it is of those that may be taken, its document to `reading`; None when there is none.

    A lapsed lease may be taken; a document over which three workers died goes to `failed` instead.
    """
    while _any_ready(house):
        with house.session(write=True) as session:
            job = _next(session)
            if job is None:
                return None
            if _still_worth_it(session, job, worker):
                return _take(session, job, worker[:MAX_WORKER], lease_seconds)
    return None


def renew_lease(house: House, claim: Claim, seconds: int) -> Claim:
    """Hold the job for `seconds` from now. LeaseLost when another worker has it."""
    with house.session(write=True) as session:
        job = fence(session, claim)
        job.leased_until = now(session) + timedelta(seconds=seconds)
        return dataclasses.replace(claim, leased_until=job.leased_until)


def release_job(house: House, claim: Claim) -> None:
    """Hand the job back, to be claimed at once; no attempt is consumed."""
    with house.session(write=True) as session:
        put_back(session, fence(session, claim), now(session), cause="released", actor=worker_actor(claim.worker))


def queue_depth(house: House) -> QueueDepth:
    """How many jobs of all organisations are ready, delayed and running; a lapsed lease counts as ready."""
    with house.session() as session:
        moment = now(session)
        held = and_(JobTable.status == "running", JobTable.leased_until > moment)
        later = and_(JobTable.status == "queued", JobTable.available_at > moment)
        counts = select(func.count().filter(_ready(moment)), func.count().filter(later), func.count().filter(held))
        ready, delayed, running = session.execute(counts.where(OPEN)).one()
        return QueueDepth(ready, delayed, running)


def fence(session: Session, claim: Claim) -> JobTable:
    """The claimed job, held until the transaction ends. LeaseLost when the claim does not hold it any more."""
    mine = and_(JobTable.id == claim.job_id, JobTable.organisation_id == claim.organisation_id)
    held = and_(mine, JobTable.attempt == claim.attempt, JobTable.status == "running")
    statement = select(JobTable).where(held).execution_options(populate_existing=True)
    job = session.scalar(statement.with_for_update(key_share=True))
    if job is None:
        raise LeaseLost("Another worker has this document now; nothing was written.")
    return job


def put_back(session: Session, job: JobTable, available_at: datetime, *, cause: str, actor: Actor) -> None:
    """The job waits to be claimed again, and its document is `received` again."""
    job.status, job.available_at = "queued", available_at
    job.worker = job.leased_until = None
    ledger.change_state(session, job.organisation_id, job.document_id, State.RECEIVED, actor=actor, cause=cause)


def worker_actor(worker: str) -> Actor:
    """A worker as the author of a change: the system, whichever machine it ran on."""
    return Actor("system", "worker", worker)


def _any_ready(house: House) -> bool:
    """A look without a lock, so that idle workers hold nobody up."""
    with house.session() as session:
        return session.scalar(_first(select(JobTable.id), now(session))) is not None


def _ready(moment: datetime) -> ColumnElement[bool]:
    waiting = and_(JobTable.status == "queued", JobTable.available_at <= moment)
    return or_(waiting, and_(JobTable.status == "running", JobTable.leased_until <= moment))


def _first(jobs: Select[tuple[T]], moment: datetime) -> Select[tuple[T]]:
    """The one of `jobs` whose turn it is."""
    ready = jobs.where(OPEN, _ready(moment))
    return ready.order_by(JobTable.turn, JobTable.created_at, JobTable.id).limit(1)


def _next(session: Session) -> JobTable | None:
    statement = _first(select(JobTable), now(session))
    return session.scalar(statement.with_for_update(skip_locked=True, key_share=True))


def _still_worth_it(session: Session, job: JobTable, worker: str) -> bool:
    """Count the death that a lapsed lease tells of; False when it was the last that is allowed.

    Also False when the document was taken elsewhere meanwhile: then there is nothing to read.
    """
    lapsed, actor = job.status == "running", worker_actor(worker)
    document = ledger.find_document(session, job.organisation_id, job.document_id, lock=True)
    if document.state != (State.READING if lapsed else State.RECEIVED):
        abandon_job(session, job, "cancelled", actor=actor)
        return False
    if not lapsed:
        return True
    job.crashes += 1
    if job.crashes < MAX_CRASHES:
        put_back(session, job, now(session), cause="lease_lapsed", actor=actor)
        return True
    message = told(f"Reading it stopped {MAX_CRASHES} workers; try again with more memory, or look at the file.")
    give_up(session, job, WORKER_LOST, message, actor=actor, state=State.FAILED)
    return False


def _take(session: Session, job: JobTable, worker: str, lease_seconds: int) -> Claim:
    org_id, document_id = job.organisation_id, job.document_id
    job.attempt += 1
    job.status, job.worker = "running", worker
    job.leased_until = now(session) + timedelta(seconds=lease_seconds)
    actor = worker_actor(worker)
    ledger.change_state(session, org_id, document_id, State.READING, actor=actor, cause="claimed")
    document: DocumentTable = ledger.find_document(session, org_id, document_id, lock=True)
    document.error_code = document.error_message = None
    return Claim(
        job_id=job.id,
        organisation_id=org_id,
        document_id=document_id,
        attempt=job.attempt,
        worker=worker,
        leased_until=job.leased_until,
        crashes=job.crashes,
        version=document.version,
        name=document.name,
        channel=document.channel,
        sha256=document.sha256,
        password=unseal(session, org_id, document_id, job.password, f"password:{job.id}"),
        division=parse_ranges(job.division or ""),
        joining=tuple((job.joining or "").split()),
        turns=parse_turns(document.turns or ""),
    )
