"""Giving the password of a protected file: it is asked for on the file's page, used once and kept nowhere."""

import pytest
from sqlalchemy import select

from models.errors import PasswordNeeded
from models.states import State
from models.tables.work import JobTable
from storage.documents import load_document
from storage.jobs import claim_job, fail_job
from tests.review_ui.houses import Seeded, add_failed
from tests.review_ui.people import Persona

TYPED = " odpri se, Sezam "
ASKED = 'type="password"'


@pytest.fixture
def locked(seeded: Seeded) -> str:
    return add_failed(seeded, "locked.pdf", PasswordNeeded("The PDF opens only with a password."))


def test_the_page_asks_for_it(clerk: Persona, locked: str) -> None:
    html = clerk.get(f"/documents/{locked}").text
    assert "The PDF opens only with a password." in html
    assert ASKED in html


def test_it_reaches_the_worker_as_it_was_typed_and_goes_when_the_document_is_read(
    seeded: Seeded, clerk: Persona, locked: str
) -> None:
    assert clerk.post(f"/documents/{locked}/retry", password=TYPED).status_code == 303
    assert kept(seeded) == 1
    claimed = claim_job(seeded.house, "test", 60)
    assert claimed is not None
    assert claimed.password == TYPED
    assert TYPED not in repr(claimed)
    fail_job(seeded.house, claimed, PasswordNeeded("The password does not open the PDF."))
    assert kept(seeded) == 0


def test_a_wrong_one_says_so_and_is_asked_for_again(seeded: Seeded, clerk: Persona, locked: str) -> None:
    clerk.post(f"/documents/{locked}/retry", password=TYPED)
    claimed = claim_job(seeded.house, "test", 60)
    assert claimed is not None
    fail_job(seeded.house, claimed, PasswordNeeded("The password does not open the PDF."))
    html = clerk.get(f"/documents/{locked}").text
    assert "The password does not open the PDF." in html
    assert ASKED in html
    assert "Sezam" not in html


def test_the_history_tells_that_it_was_given_and_not_what_it_is(clerk: Persona, locked: str) -> None:
    clerk.post(f"/documents/{locked}/retry", password=TYPED)
    history = clerk.get(f"/documents/{locked}/history").text
    assert "Password given" in history
    assert "Sezam" not in history


def test_an_auditor_is_not_asked_and_cannot_give_it(seeded: Seeded, auditor: Persona, locked: str) -> None:
    assert ASKED not in auditor.get(f"/documents/{locked}").text
    assert auditor.post(f"/documents/{locked}/retry", password=TYPED).status_code == 403
    assert load_document(seeded.house, seeded.organisation_id, locked).state is State.WAITING


def test_the_outsider_cannot_give_it(outsider: Persona, locked: str) -> None:
    assert outsider.post(f"/documents/{locked}/retry", password=TYPED).status_code == 404


def kept(seeded: Seeded) -> int:
    """How many jobs hold a password, and none of them in the clear."""
    with seeded.house.session() as session:
        sealed = [job.password for job in session.scalars(select(JobTable)) if job.password]
    assert not any(TYPED.encode() in each for each in sealed)
    return len(sealed)
