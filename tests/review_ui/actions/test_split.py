"""Splitting by hand after chosen pages, and joining again."""

from models.page_ranges import PageRange
from models.states import State
from storage.documents import load_document
from storage.jobs import claim_job, finish_split
from tests.review_ui.houses import LEASE, Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona
from tests.storage.samples import Part


def state_of(seeded: Seeded, document_id: str) -> State:
    return load_document(seeded.house, seeded.organisation_id, document_id).state


def test_a_document_is_split_after_the_chosen_pages_and_joined_again(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(pages=3))
    assert 'name="after"' in clerk.get(f"/documents/{document_id}").text
    answer = clerk.post(f"/documents/{document_id}/split", expected_version="1", after="2")
    assert answer.headers["location"] == f"/documents/{document_id}?done=split"
    claimed = claim_job(seeded.house, "test", LEASE)
    assert claimed is not None
    assert [(each.first, claimed.document_id) for each in claimed.division] == [(0, document_id), (2, document_id)]
    parts = [Part(f"{at}.pdf", b"page %d" % at, pages=PageRange(at, at)) for at in (0, 2)]
    finish_split(seeded.house, claimed, parts)
    assert "Join the parts again" in clerk.get(f"/documents/{document_id}").text
    assert clerk.post(f"/documents/{document_id}/join").status_code == 303
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_nothing_is_split_without_a_page_or_by_an_old_screen(
    seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona
) -> None:
    document_id = add_paper(seeded, Paper(pages=3))
    assert clerk.post(f"/documents/{document_id}/split", expected_version="1").status_code == 422
    assert clerk.post(f"/documents/{document_id}/split", expected_version="2", after="1").status_code == 409
    assert auditor.post(f"/documents/{document_id}/split", expected_version="1", after="1").status_code == 403
    assert outsider.post(f"/documents/{document_id}/split", expected_version="1", after="1").status_code == 404
    assert state_of(seeded, document_id) is State.IN_REVIEW


def test_one_page_cannot_be_split(seeded: Seeded, clerk: Persona) -> None:
    assert 'name="after"' not in clerk.get(f"/documents/{add_paper(seeded, Paper())}").text
