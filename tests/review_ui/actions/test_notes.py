"""Notes, questions to colleagues and labels, as plain forms."""

import re

from storage.labels import add_label
from tests.review_ui.houses import SETUP, Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def colleague_id(page: str, name: str) -> str:
    found = re.search(rf'<option value="(\w+)">{name}@example.test</option>', page)
    assert found is not None
    return found[1]


def test_a_note_is_written_shown_and_taken_back(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.post(f"/documents/{document_id}/notes", text="<b>Called them</b>").status_code == 303
    page = approver.get(f"/documents/{document_id}").text
    assert "&lt;b&gt;Called them&lt;/b&gt;" in page
    assert "/remove" not in page, "it is another's"
    note = re.search(r"/notes/(\w+)/remove", clerk.get(f"/documents/{document_id}").text)
    assert note is not None
    assert approver.post(f"/documents/{document_id}/notes/{note[1]}/remove").status_code == 403
    assert clerk.post(f"/documents/{document_id}/notes/{note[1]}/remove").status_code == 303
    assert "Called them" not in clerk.get(f"/documents/{document_id}").text


def test_a_colleague_is_asked_and_answers(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    asked = colleague_id(clerk.get(f"/documents/{document_id}").text, "approver")
    clerk.post(f"/documents/{document_id}/notes", text="Is this yours?", asked=asked)
    assert f'href="/documents/{document_id}#notes"' in approver.get("/").text
    assert f'href="/documents/{document_id}#notes"' not in clerk.get("/").text
    page = approver.get(f"/documents/{document_id}").text
    assert "reviewer@example.test asks approver@example.test" in page
    assert "not answered yet" in page
    question = re.search(r"/notes/(\w+)/answer", page)
    assert question is not None
    assert approver.post(f"/documents/{document_id}/notes/{question[1]}/answer", text="Yes").status_code == 303
    assert "not answered yet" not in clerk.get(f"/documents/{document_id}").text


def test_an_empty_note_is_refused_and_outsiders_write_none(
    seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.post(f"/documents/{document_id}/notes", text=" ").status_code == 422
    assert auditor.post(f"/documents/{document_id}/notes", text="x").status_code == 403
    assert outsider.post(f"/documents/{document_id}/notes", text="x").status_code == 404
    assert "note-text" not in auditor.get(f"/documents/{document_id}").text


def test_labels_are_put_on_and_taken_off(seeded: Seeded, clerk: Persona, auditor: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    label = add_label(seeded.house, seeded.organisation_id, "Rent", "green", actor=SETUP)
    assert clerk.post(f"/documents/{document_id}/labels", put=label).status_code == 303
    assert 'class="label label-green">Rent' in auditor.get(f"/documents/{document_id}").text
    clerk.post(f"/documents/{document_id}/labels", take=label)
    assert 'class="label label-green">Rent' not in auditor.get(f"/documents/{document_id}").text
