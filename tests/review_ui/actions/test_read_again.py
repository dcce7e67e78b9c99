"""Trying again what could not be read."""

from models.errors import DamagedDocument
from models.states import State
from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_failed, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def test_a_failed_document_is_queued_again(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_failed(seeded, "bad.pdf", DamagedDocument("It is torn."))
    answer = clerk.post(f"/documents/{document_id}/retry", back="/")
    assert answer.headers["location"] == "/"
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.RECEIVED


def test_an_auditor_starts_no_reading(seeded: Seeded, auditor: Persona) -> None:
    document_id = add_failed(seeded, "bad.pdf", DamagedDocument("It is torn."))
    assert auditor.post(f"/documents/{document_id}/retry").status_code == 403


def test_the_outsider_starts_no_reading(seeded: Seeded, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert outsider.post(f"/documents/{document_id}/retry").status_code == 404
