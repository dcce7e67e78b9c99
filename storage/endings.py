"""How jobs end: done; given up, for a reason that the document says; or cancelled, for a person wants otherwise.

Every function works inside the caller's transaction.
"""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.states import State
from models.tables.work import JobTable
from storage import audit, ledger
from storage.aside import take_up
from storage.columns import clean, word
from storage.database import now
from storage.notices import NO_STATES, note

NOT_JOINED = "not_joined"


def end_job(session: Session, job: JobTable, status: str) -> None:
    """The job is over, as `done`, `failed` or `cancelled`; a password that was typed for it goes."""
    job.status, job.ended_at = status, now(session)
    job.worker = job.leased_until = job.password = None


def give_up(session: Session, job: JobTable, code: str, message: str, *, actor: Actor, state: State) -> State:
    """The job is over without a reading: its document says why, and the audit trail too. The state it is in now.

    Documents that were only to be joined are all in review as they were, whatever `state` says of one that was read.
    """
    org_id, document_id = job.organisation_id, job.document_id
    state, event = (State.IN_REVIEW, "join_failed") if job.joining else (state, f"document_{state}")
    ledger.change_state(session, org_id, document_id, state, actor=actor, cause=code)
    document = ledger.find_document(session, org_id, document_id, lock=True)
    document.error_code, document.error_message = word(code), clean(message)
    abandon_job(session, job, "failed", actor=actor)
    if state in NO_STATES:
        note(session, org_id, NO_STATES[state], document_id=document_id)
    audit.record(session, org_id, event, actor=actor, document_id=document_id, after={"code": code})
    return state


def cancel_queued(session: Session, org_id: str, document_id: str, *, actor: Actor) -> None:
    """A job that nobody has claimed yet is cancelled."""
    queued = and_(JobTable.document_id == document_id, JobTable.status == "queued")
    mine = select(JobTable).where(JobTable.organisation_id == org_id, queued)
    for job in session.scalars(mine.with_for_update(key_share=True)):
        abandon_job(session, job, "cancelled", actor=actor)


def abandon_job(session: Session, job: JobTable, status: str, *, actor: Actor) -> None:
    """The job is over and not done: documents that were set aside to be joined by it are taken up again."""
    for document_id in (job.joining or "").split():
        document = ledger.find_document(session, job.organisation_id, document_id, lock=True)
        take_up(session, document, actor=actor, cause=NOT_JOINED)
    end_job(session, job, status)
