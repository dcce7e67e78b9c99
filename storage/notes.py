"""Notes on documents, and questions to colleagues: a note that asks somebody, until somebody answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed, NotFound, StateConflict
from models.notices import Notice
from models.tables.base import new_id
from models.tables.decisions import NoteTable
from models.tables.people import MembershipTable, UserTable
from storage import audit
from storage.columns import clean
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.ledger import find_document
from storage.notices import note
from storage.roles import Action, may

LONGEST = 4000
TWICE = timedelta(seconds=30)
"""Within this time the same words of the same person are one form that was sent twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note as screens show it. `asked` is who is asked, None for a plain note; `answered_at` when that was answered.

    `answers_id` is the question that it answers.
    """

    id: str
    at: datetime
    author_id: str
    author: str
    text: str
    asked_id: str | None = None
    asked: str | None = None
    answered_at: datetime | None = None
    answers_id: str | None = None

    @property
    def is_open(self) -> bool:
        return self.asked_id is not None and self.answered_at is None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be asked."""

    id: str
    name: str


def list_colleagues(house: House, org_id: str, *, without: str = "") -> tuple[Colleague, ...]:
    """Who works on documents in the organisation, by name; not the person who asks."""
    mine = and_(MembershipTable.user_id == UserTable.id, MembershipTable.organisation_id == org_id)
    statement = select(UserTable.id, UserTable.name, UserTable.email, MembershipTable.role).join(MembershipTable, mine)
    with house.session() as session:
        rows = session.execute(statement).all()
    able = [row for row in rows if may(row.role, Action.CORRECT) and row.id != without]
    found = (Colleague(row.id, row.name or row.email) for row in able)
    return tuple(sorted(found, key=lambda colleague: (colleague.name.casefold(), colleague.id)))


def add_note(house: House, org_id: str, document_id: str, text: str, *, actor: Actor) -> str:
    """Keep a note; its id. InvalidInput when there is nothing in it, or too much. A form sent twice keeps one."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        if twin := _twin(session, org_id, document_id, text, actor=actor, asked_id=None):
            return twin
        return _add(session, org_id, document_id, text, actor=actor, event="note_added").id


def ask_colleague(house: House, org_id: str, document_id: str, asked_id: str, text: str, *, actor: Actor) -> str:
    """Ask somebody of the organisation about a document; the id. InvalidInput when they cannot work on it."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        mine = and_(MembershipTable.organisation_id == org_id, MembershipTable.user_id == asked_id)
        if not may(session.scalar(select(MembershipTable.role).where(mine)), Action.CORRECT):
            raise InvalidInput("Choose a colleague who works on documents.", "asked")
        if twin := _twin(session, org_id, document_id, text, actor=actor, asked_id=asked_id):
            return twin
        note(session, org_id, Notice.ASKED, document_id=document_id, user_id=asked_id, by=actor.id)
        return _add(session, org_id, document_id, text, actor=actor, event="question_asked", asked_id=asked_id).id


def answer_question(house: House, org_id: str, document_id: str, question_id: str, text: str, *, actor: Actor) -> str:
    """Answer a question, whoever was asked; the answer's id. StateConflict when it was answered meanwhile."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        question = _find(session, org_id, document_id, question_id)
        if twin := _twin(session, org_id, document_id, text, actor=actor, answers_id=question_id):
            return twin
        if question.asked_id is None or question.answered_at is not None:
            raise StateConflict("This question was answered meanwhile; look at it again.")
        answer = _add(
            session, org_id, document_id, text, actor=actor, event="question_answered", answers_id=question.id
        )
        question.answered_at = now(session)
        return answer.id


def remove_note(house: House, org_id: str, document_id: str, note_id: str, *, actor: Actor) -> None:
    """Take back a note of one's own; the audit trail keeps that it was there. NotAllowed for another's.

    A question whose answer is taken back is open again; a question that was answered stays, for its answer's sake.
    """
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        row = _find(session, org_id, document_id, note_id)
        if row.actor_id != actor.id:
            raise NotAllowed("Another person wrote this; only they can take it back.")
        if row.answered_at is not None:
            raise StateConflict("This question was answered; it stays beside its answer.")
        if row.answers_id is not None:
            _find(session, org_id, document_id, row.answers_id).answered_at = None
        session.delete(row)
        audit.record(session, org_id, "note_taken_back", actor=actor, document_id=document_id)


def list_notes(house: House, org_id: str, document_id: str) -> tuple[NoteRow, ...]:
    """The notes of a document, the oldest first; those of an erased document are gone."""
    asked = aliased(UserTable)
    names = (UserTable.name, UserTable.email, asked.name, asked.email)
    statement = select(NoteTable, *names).outerjoin(UserTable, UserTable.id == NoteTable.actor_id)
    statement = statement.outerjoin(asked, asked.id == NoteTable.asked_id).where(_of(org_id, document_id))
    with house.session() as session:
        rows = session.execute(statement.order_by(NoteTable.at, NoteTable.id)).tuples()
        found = (_shown(session, row, name or email, asks or asks_mail) for row, name, email, asks, asks_mail in rows)
        return tuple(note for note in found if note)


def documents_asked_of(org_id: str, user_id: str) -> Select[Any]:
    """The ids of the documents about which somebody is asked, for lists: `DocumentTable.id.in_(...)`."""
    mine = and_(NoteTable.organisation_id == org_id, NoteTable.asked_id == user_id)
    return select(NoteTable.document_id).where(mine, NoteTable.answered_at.is_(None))


def list_asked(house: House, org_id: str, user_id: str, most: int = 20) -> tuple[str, ...]:
    """The documents about which somebody is asked, those that wait longest first."""
    mine = and_(NoteTable.organisation_id == org_id, NoteTable.asked_id == user_id, NoteTable.answered_at.is_(None))
    statement = select(NoteTable.document_id).where(mine).order_by(NoteTable.at, NoteTable.id).limit(most)
    with house.session() as session:
        return tuple(dict.fromkeys(session.scalars(statement)))


def _twin(
    session: Session, org_id: str, document_id: str, text: str, *, actor: Actor, **links: str | None
) -> str | None:
    """The id of what this person just wrote in the same words, to the same end; None when they did not."""
    mine = and_(NoteTable.actor_id == actor.id, NoteTable.at > now(session) - TWICE)
    same = [getattr(NoteTable, name) == value for name, value in ({"answers_id": None} | links).items()]
    for row in session.scalars(select(NoteTable).where(_of(org_id, document_id), mine, *same)):
        if unseal(session, org_id, document_id, row.content, f"note:{row.id}") == _written(text):
            return row.id
    return None


def _written(text: str) -> str:
    return (clean(text) or "").strip()


def _add(
    session: Session, org_id: str, document_id: str, text: str, *, actor: Actor, event: str, **links: str
) -> NoteTable:
    written = _written(text)
    if not 0 < len(written) <= LONGEST:
        raise InvalidInput(f"Write something, of up to {LONGEST} characters.", "text")
    row = NoteTable(id=new_id(), organisation_id=org_id, document_id=document_id, actor_id=actor.id, **links)
    row.content, row.at = seal(session, org_id, document_id, written, f"note:{row.id}"), now(session)
    session.add(row)
    session.flush()
    after = {"note": written, **links}
    audit.record(session, org_id, event, actor=actor, document_id=document_id, after=after)
    return row


def _find(session: Session, org_id: str, document_id: str, note_id: str) -> NoteTable:
    found = session.scalar(select(NoteTable).where(_of(org_id, document_id), NoteTable.id == note_id))
    if found is None:
        raise NotFound("There is no such note.")
    return found


def _of(org_id: str, document_id: str) -> Any:
    return and_(NoteTable.organisation_id == org_id, NoteTable.document_id == document_id)


def _shown(session: Session, row: NoteTable, author: str | None, asked: str | None) -> NoteRow | None:
    text = unseal(session, row.organisation_id, row.document_id, row.content, f"note:{row.id}")
    if text is None:
        return None
    return NoteRow(
        id=row.id,
        at=row.at,
        author_id=row.actor_id,
        author=author or row.actor_id,
        text=text,
        asked_id=row.asked_id,
        asked=asked,
        answered_at=row.answered_at,
        answers_id=row.answers_id,
    )
