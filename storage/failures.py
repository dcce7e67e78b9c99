"""When a reading fails: who must act decides where the document goes."""

from datetime import timedelta

from sqlalchemy.orm import Session

from models.errors import DocumentError, EngineError, PasswordNeeded, PrejetoError, StorageError
from models.states import State
from models.tables.work import JobTable
from storage import ledger
from storage.columns import clean, word
from storage.database import now
from storage.endings import give_up
from storage.house import House
from storage.leases import MAX_CRASHES, fence, put_back, worker_actor
from storage.rows import Claim
from storage.turns import next_turn

FIRST_DELAY_SECONDS = 5
MAX_DELAY_SECONDS = 300


def fail_job(house: House, claim: Claim, error: PrejetoError) -> State:
    """Say why the document could not be read, and return the state it is in now.

    PasswordNeeded waits for a person; other document errors are quarantined; outages, and a store or a key that
    refuses everything, put the job off and consume nothing (`received`, with the reason); a crashed engine counts as
    a death, and the third one fails; the rest fails. Documents that cannot be joined are in review as they were.
    """
    with house.session(write=True) as session:
        job = fence(session, claim)
        if _is_no_fault_of_the_document(error) and _may_try_again(job, error):
            return _defer(session, job, claim, error)
        actor, state = worker_actor(claim.worker), _resting_place(error)
        return give_up(session, job, error.code, str(error), actor=actor, state=state)


def _is_no_fault_of_the_document(error: PrejetoError) -> bool:
    """An outage; or the store's access or the master key is wrong, which would fail one document after the other."""
    return error.transient or type(error) is StorageError


def _may_try_again(job: JobTable, error: PrejetoError) -> bool:
    """An outage may always be waited out; a crash of the engine over this document only so often."""
    if isinstance(error, EngineError):
        job.crashes += 1
    return job.crashes < MAX_CRASHES


def _defer(session: Session, job: JobTable, claim: Claim, error: PrejetoError) -> State:
    delay = min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** min(job.deferrals, 10))
    job.deferrals += 1
    job.turn = next_turn(session, job.organisation_id)
    later = now(session) + timedelta(seconds=delay)
    document = ledger.find_document(session, job.organisation_id, job.document_id, lock=True)
    document.error_code, document.error_message = word(error.code), clean(str(error))
    put_back(session, job, later, cause=error.code, actor=worker_actor(claim.worker))
    return State.RECEIVED


def _resting_place(error: PrejetoError) -> State:
    if isinstance(error, PasswordNeeded):
        return State.WAITING
    return State.QUARANTINED if isinstance(error, DocumentError) else State.FAILED
