"""Where a document goes whose reading failed, and who must act."""

import pytest

from models.errors import (
    DamagedDocument,
    EngineCrashed,
    EngineMissing,
    LimitExceeded,
    ObjectCorrupt,
    PasswordNeeded,
    PrejetoError,
    ScannerUnavailable,
    StorageError,
    StorageUnavailable,
)
from models.states import State
from models.tables.work import JobTable
from storage.audit import list_audit
from storage.database import now
from storage.documents import load_document, load_history, request_reading
from storage.house import House
from storage.jobs import MAX_CRASHES, claim_job, fail_job, finish_capture
from tests.storage.samples import CLERK, claim, invoice, receive


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (PasswordNeeded("It is locked; type its password."), State.WAITING),
        (DamagedDocument("It cannot be opened."), State.QUARANTINED),
        (LimitExceeded("It has too many pages."), State.QUARANTINED),
        (EngineMissing("Tesseract is not installed."), State.FAILED),
        (ObjectCorrupt("The original was changed."), State.FAILED),
    ],
)
def test_who_must_act_decides_where_it_goes(house: House, org: str, error: PrejetoError, state: State) -> None:
    document_id = receive(house, org)
    assert fail_job(house, claim(house), error) is state
    document = load_document(house, org, document_id)
    assert (document.state, document.error_code, document.error_message) == (state, error.code, str(error))
    assert load_history(house, org, document_id)[-1].cause == error.code
    assert list_audit(house, org).rows[0].event == f"document_{state}"
    assert claim_job(house, "worker", 60) is None


def test_outages_put_a_job_off_and_consume_nothing(house: House, org: str) -> None:
    document_id = receive(house, org)
    for _ in range(3 * MAX_CRASHES):
        assert fail_job(house, claim(house), StorageUnavailable("away")) is State.RECEIVED
        assert claim_job(house, "worker", 60) is None
        make_available(house)
    assert claim(house).crashes == 0
    assert load_document(house, org, document_id).state is State.READING


def test_a_document_that_was_put_off_says_why_until_it_is_taken(house: House, org: str) -> None:
    document_id = receive(house, org)
    fail_job(house, claim(house), ScannerUnavailable("The virus scanner does not answer."))
    assert load_document(house, org, document_id).error_message == "The virus scanner does not answer."
    make_available(house)
    claim(house)
    taken = load_document(house, org, document_id)
    assert (taken.error_code, taken.error_message) == (None, None)


def test_wrong_access_to_the_store_puts_every_job_off_and_fails_none(house: House, org: str) -> None:
    receive(house, org)
    for _ in range(2 * MAX_CRASHES):
        assert fail_job(house, claim(house), StorageError("The object store refuses.")) is State.RECEIVED
        make_available(house)


def test_pauses_grow(house: House, org: str) -> None:
    receive(house, org)
    pauses = []
    for _ in range(9):
        fail_job(house, claim(house), StorageUnavailable("away"))
        with house.session() as session:
            pauses.append((session.query(JobTable).one().available_at - now(session)).total_seconds())
        make_available(house)
    assert 4 < pauses[0] <= 5
    assert 9 < pauses[1] <= 10
    assert 299 < pauses[-1] <= 300


def test_a_document_that_crashes_the_engine_again_and_again_fails(house: House, org: str) -> None:
    receive(house, org)
    states = []
    for _ in range(MAX_CRASHES):
        states.append(fail_job(house, claim(house), EngineCrashed("The engine was killed.")))
        make_available(house)
    assert states == [State.RECEIVED, State.RECEIVED, State.FAILED]


def test_a_new_reading_takes_the_error_away(house: House, org: str) -> None:
    document_id = receive(house, org)
    fail_job(house, claim(house), EngineMissing("Tesseract is not installed."))
    request_reading(house, org, document_id, actor=CLERK, cause="retry")
    finish_capture(house, claim(house), invoice(), State.IN_REVIEW, "fields_unsure")
    document = load_document(house, org, document_id)
    assert (document.state, document.error_code, document.error_message) == (State.IN_REVIEW, None, None)


def make_available(house: House) -> None:
    """Time passes."""
    with house.session(write=True) as session:
        session.query(JobTable).update({JobTable.available_at: now(session)})
