"""Undo after deciding: one button, on the page that opens next and on the document's own."""

from models.states import State
from storage.bookings import export_bookings
from storage.documents import list_documents, load_document
from tests.review_ui.houses import SETUP, Seeded, add_paper, finish, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def state_of(seeded: Seeded, document_id: str) -> State:
    return load_document(seeded.house, seeded.organisation_id, document_id).state


def test_an_approval_is_undone_from_the_next_document(seeded: Seeded, approver: Persona) -> None:
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    page = approver.get(approver.approve(newer).headers["location"]).text
    assert f'action="/documents/{newer}/take-back"' in page
    assert 'data-key="z"' in page
    answer = approver.post(f"/documents/{newer}/take-back", expected_version="1")
    assert answer.headers["location"] == f"/documents/{newer}?done=taken_back"
    assert state_of(seeded, newer) is State.IN_REVIEW
    assert "Approval taken back" in approver.get(f"/documents/{newer}/history").text
    assert state_of(seeded, older) is State.IN_REVIEW


def test_the_last_approval_is_undone_from_the_inbox(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    page = approver.get(approver.approve(document_id).headers["location"]).text
    assert "That was the last document" in page
    assert f'action="/documents/{document_id}/take-back"' in page


def test_what_is_exported_offers_no_undo_and_can_be_voided(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    approver.approve(document_id)
    assert "Undo the approval" in approver.get(f"/documents/{document_id}").text
    export_bookings(seeded.house, seeded.organisation_id, actor=SETUP)
    page = approver.get(f"/documents/{document_id}").text
    assert "Undo the approval" not in page
    assert "Void the booking" in page
    assert approver.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 409


def test_a_reviewer_undoes_the_own_rejection(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    answer = clerk.post(f"/documents/{document_id}/reject", reason="Not ours", expected_version="1")
    assert answer.headers["location"] == f"/?decided={document_id}"
    assert "take-back" in clerk.get(answer.headers["location"]).text
    assert approver.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 403
    assert clerk.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 303
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_a_duplicate_is_set_aside_and_brought_back(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper())
    receive(seeded, "again.pdf")
    finish(seeded, Paper())
    document_id = list_documents(seeded.house, seeded.organisation_id).rows[0].id
    assert "Set aside as a duplicate" in clerk.get(f"/documents/{document_id}").text
    assert clerk.post(f"/documents/{document_id}/duplicate", expected_version="1").status_code == 303
    assert state_of(seeded, document_id) is State.DUPLICATE
    assert clerk.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 303
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_an_old_screen_neither_undoes_nor_rejects(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert approver.post(f"/documents/{document_id}/reject", reason="no", expected_version="7").status_code == 409
    approver.approve(document_id)
    assert approver.post(f"/documents/{document_id}/take-back", expected_version="7").status_code == 409


def test_who_may_not_decide_may_not_undo(
    seeded: Seeded, auditor: Persona, outsider: Persona, approver: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    approver.approve(document_id)
    assert auditor.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 403
    assert outsider.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 404
    assert "take-back" not in auditor.get(f"/documents/{document_id}").text
