"""Notes and questions: kept under the document's key, answered once, taken back by who wrote them."""

import pytest
from sqlalchemy import select

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed, NotFound, StateConflict
from models.tables.decisions import NoteTable
from models.tables.documents import DataKeyTable
from storage.access import Role
from storage.house import House
from storage.notes import (
    add_note,
    answer_question,
    ask_colleague,
    documents_asked_of,
    list_asked,
    list_colleagues,
    list_notes,
    remove_note,
)
from tests.storage.deciders import approvers
from tests.storage.reviewed import person
from tests.storage.samples import receive

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_a_note_is_kept_encrypted_and_gone_with_the_documents_key(house: House, org: str) -> None:
    ana, _ = approvers(house, org)
    document_id = receive(house, org)
    add_note(house, org, document_id, " Klical dobavitelja ", actor=ana)
    (note,) = list_notes(house, org, document_id)
    assert (note.text, note.author, note.is_open) == ("Klical dobavitelja", "ana@example.com", False)
    with house.session(write=True) as session:
        assert b"Klical" not in session.scalars(select(NoteTable.content)).one()
        key = session.get(DataKeyTable, document_id)
        assert key is not None
        key.wrapped = None
    assert list_notes(house, org, document_id) == ()


def test_a_question_is_open_until_it_is_answered(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    document_id = receive(house, org)
    question = ask_colleague(house, org, document_id, bojan.id, "Did you order this?", actor=ana)
    assert (list_asked(house, org, bojan.id), list_asked(house, org, ana.id)) == ((document_id,), ())
    assert asked_about(house, org, bojan) == {document_id}
    answer = answer_question(house, org, document_id, question, "Yes", actor=bojan)
    asked, answered = list_notes(house, org, document_id)
    assert (asked.asked, asked.is_open, answered.answers_id) == ("bojan@example.com", False, question)
    assert list_asked(house, org, bojan.id) == ()
    with pytest.raises(StateConflict):
        answer_question(house, org, document_id, question, "Again", actor=ana)
    with pytest.raises(StateConflict):
        remove_note(house, org, document_id, question, actor=ana)
    remove_note(house, org, document_id, answer, actor=bojan)
    assert list_asked(house, org, bojan.id) == (document_id,)


def asked_about(house: House, org: str, actor: Actor) -> set[str]:
    with house.session() as session:
        return set(session.scalars(documents_asked_of(org, actor.id)))


def test_only_who_wrote_it_takes_a_note_back(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    document_id = receive(house, org)
    note = add_note(house, org, document_id, "Mine", actor=ana)
    with pytest.raises(NotAllowed):
        remove_note(house, org, document_id, note, actor=bojan)
    remove_note(house, org, document_id, note, actor=ana)
    assert list_notes(house, org, document_id) == ()


def test_only_who_works_on_documents_of_the_organisation_is_asked(house: House, org: str, other_org: str) -> None:
    ana, bojan = approvers(house, org)
    outsider = person(house, other_org, Role.APPROVER, "outsider@example.com")
    auditor = person(house, org, Role.AUDITOR, "auditor@example.com")
    assert [colleague.id for colleague in list_colleagues(house, org, without=ana.id)] == [bojan.id]
    document_id = receive(house, org)
    for other in (outsider, auditor, Actor("user", "nobody", "Nobody")):
        with pytest.raises(InvalidInput):
            ask_colleague(house, org, document_id, other.id, "Well?", actor=ana)


def test_notes_of_other_organisations_are_out_of_reach(house: House, org: str, other_org: str) -> None:
    ana, _ = approvers(house, org)
    document_id = receive(house, org)
    note = add_note(house, org, document_id, "Ours", actor=ana)
    with pytest.raises(NotFound):
        add_note(house, other_org, document_id, "Theirs", actor=ana)
    with pytest.raises(NotFound):
        remove_note(house, other_org, document_id, note, actor=ana)
    assert list_notes(house, other_org, document_id) == ()


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_a_note_says_something(house: House, org: str, text: str) -> None:
    ana, _ = approvers(house, org)
    with pytest.raises(InvalidInput):
        add_note(house, org, receive(house, org), text, actor=ana)
