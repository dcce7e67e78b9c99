"""Turning pages and having them read again, as a plain form."""

import pytest

from models.states import State
from storage.audit import list_audit
from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_paper, claim
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def test_a_page_is_turned_and_read_again_on_the_record(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(pages=3))
    address = f"/documents/{document_id}"
    assert "Turn and read again" in clerk.get(address).text
    answer = clerk.post(f"{address}/turn", page="1", turn="180", expected_version="1")
    assert answer.headers["location"] == f"{address}?done=turned"
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.RECEIVED
    assert claim(seeded).turns == {1: 2}
    (entry,) = (row for row in list_audit(seeded.house, seeded.organisation_id).rows if row.event == "pages_turned")
    assert (entry.before, entry.after, entry.document_id) == ({"turns": None}, {"turns": "2: 180°"}, document_id)
    assert "2: 180°" in clerk.get(f"{address}/history").text


def test_all_pages_are_turned(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(pages=2))
    clerk.post(f"/documents/{document_id}/turn", page="all", turn="90", expected_version="1")
    assert claim(seeded).turns == {0: 1, 1: 1}


def test_what_was_turned_on_the_screen_is_read_so_each_page_by_itself(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(pages=3))
    form = {"page": "all", "turn": "180", "turned": "0:90 2:180", "expected_version": "1"}
    clerk.send(f"/documents/{document_id}/turn", form)
    assert claim(seeded).turns == {0: 1, 2: 2}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"turned": "0:90 7:90", "expected_version": "1"}, 422),
        ({"turned": "0:45", "expected_version": "1"}, 422),
        ({"turned": "x", "expected_version": "1"}, 422),
        ({"page": "7", "turn": "90", "expected_version": "1"}, 422),
        ({"page": "0", "turn": "45", "expected_version": "1"}, 422),
        ({"page": "0", "turn": "90", "expected_version": "0"}, 409),
    ],
)
def test_what_makes_no_sense_or_is_old_is_refused(
    seeded: Seeded, clerk: Persona, form: dict[str, str], status: int
) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.send(f"/documents/{document_id}/turn", form).status_code == status
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.IN_REVIEW


def test_nobody_turns_what_another_has_open_nor_without_leave(
    seeded: Seeded, clerk: Persona, approver: Persona, auditor: Persona, outsider: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    address, form = f"/documents/{document_id}", {"page": "0", "turn": "90", "expected_version": "1"}
    approver.get(address)
    assert clerk.send(f"{address}/turn", form).status_code == 409
    assert auditor.send(f"{address}/turn", form).status_code == 403
    assert outsider.send(f"{address}/turn", form).status_code == 404
