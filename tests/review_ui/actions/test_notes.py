"""Notes, questions to colleagues and labels, as plain forms."""

import re

from sqlalchemy import select

from models.tables.decisions import NoteTable
from storage.labels import add_label
from storage.notes import TWICE
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


def test_a_form_sent_twice_keeps_one(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    asked = colleague_id(clerk.get(f"/documents/{document_id}").text, "approver")
    for form in ({"text": "Called them"}, {"text": "Yours?", "asked": asked}):
        for _ in range(2):
            assert clerk.send(f"/documents/{document_id}/notes", form).status_code == 303
    approver.post(f"/documents/{document_id}/notes", text="Called them")
    page = clerk.get(f"/documents/{document_id}").text
    assert page.count('<p class="note-text">Called them</p>') == 2, "one of each person"
    assert page.count('<p class="note-text">Yours?</p>') == 1
    question = re.search(r"/notes/(\w+)/answer", page)
    assert question is not None
    for _ in range(2):
        sent = approver.post(f"/documents/{document_id}/notes/{question[1]}/answer", text="Yes")
        assert sent.status_code == 303
    assert clerk.get(f"/documents/{document_id}").text.count('<p class="note-text">Yes</p>') == 1
    assert clerk.post(f"/documents/{document_id}/notes/{question[1]}/answer", text="No").status_code == 409


def test_the_same_words_later_are_another_note(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.post(f"/documents/{document_id}/notes", text="Called them")
    with seeded.house.session(write=True) as session:
        for row in session.scalars(select(NoteTable)):
            row.at -= 2 * TWICE
    clerk.post(f"/documents/{document_id}/notes", text="Called them")
    assert clerk.get(f"/documents/{document_id}").text.count('<p class="note-text">Called them</p>') == 2


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
