"""Rejecting with a reason, and bringing back."""

from models.states import State
from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def state_of(seeded: Seeded, document_id: str) -> State:
    return load_document(seeded.house, seeded.organisation_id, document_id).state


def test_a_rejection_keeps_its_reason(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert (
        clerk.post(f"/documents/{document_id}/reject", reason="Paid already", expected_version="1").status_code == 303
    )
    assert state_of(seeded, document_id) is State.REJECTED
    assert "Paid already" in clerk.get(f"/documents/{document_id}/history").text
    assert "Paid already" in clerk.get(f"/documents/{document_id}").text


def test_a_rejection_without_reason_is_refused(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.post(f"/documents/{document_id}/reject", reason="  ", expected_version="1").status_code == 422
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_a_rejected_document_comes_back(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.post(f"/documents/{document_id}/reject", reason="Not ours", expected_version="1")
    assert "Bring back into review" in approver.get(f"/documents/{document_id}").text
    assert approver.post(f"/documents/{document_id}/reopen").status_code == 303
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_a_booked_document_cannot_be_rejected(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    approver.approve(document_id)
    assert approver.post(f"/documents/{document_id}/reject", reason="Too late", expected_version="1").status_code == 409


def test_a_reviewer_does_not_reopen(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.post(f"/documents/{document_id}/reject", reason="Not ours", expected_version="1")
    assert clerk.post(f"/documents/{document_id}/reopen").status_code == 403


def test_the_outsider_rejects_nothing(seeded: Seeded, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert outsider.post(f"/documents/{document_id}/reject", reason="Mine", expected_version="1").status_code == 404
