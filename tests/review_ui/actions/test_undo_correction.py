"""Taking back the last correction."""

from models.terms import Term
from storage.readings import load_invoice
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def test_the_last_correction_is_taken_back(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.edit(document_id, buyer_name="Wrong")
    answer = clerk.post(f"/documents/{document_id}/undo", expected_version="2")
    assert answer.headers["location"] == f"/documents/{document_id}?done=undone"
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert (invoice.text(Term.BUYER_NAME), version) == ("Example Trading Ltd", 3)


def test_there_is_nothing_to_undo_before_the_first_correction(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert f"/documents/{document_id}/undo" not in clerk.get(f"/documents/{document_id}").text
    assert clerk.post(f"/documents/{document_id}/undo", expected_version="1").status_code == 409


def test_undoing_an_old_screen_is_refused(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.edit(document_id, buyer_name="A")
    clerk.edit(document_id, buyer_name="B")
    assert clerk.post(f"/documents/{document_id}/undo", expected_version="2").status_code == 409
