"""Lessons: what approved documents teach about their issuers, and how the issuer of a document is found again.

A person's approval leaves a row without content, in its own transaction; a worker fills it later, once, however often
it tries. Voiding takes it away. What was learned is encrypted under the key of the document that taught it.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from models.lessons import Lesson, Record, Taught
from models.tables.documents import DocumentTable
from models.tables.lessons import LessonMarkTable, LessonTable, LessonTrialTable
from models.terms import Term
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.ledger import find_document

AT_ONCE = 500  # marks that are asked about in one statement


@dataclass(frozen=True, slots=True)
class Unlearned:
    """An approved document that nobody has learned from yet."""

    document_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What the lesson of one document says of another approved one: the terms in which they agree, and do not."""

    document_id: str
    other_id: str
    agreed: tuple[Term, ...]
    disagreed: tuple[Term, ...]


def note_approval(session: Session, document: DocumentTable) -> None:
    """A person approved a locked document: there is something to learn, in the caller's transaction."""
    forget_document(session, document)
    row = LessonTable(document_id=document.id, organisation_id=document.organisation_id, version=document.version)
    row.approved_at = now(session)
    session.add(row)
    session.flush()


def forget_document(session: Session, document: DocumentTable) -> None:
    """What a document taught is taken away, in the caller's transaction: its booking was voided, or it is erased."""
    org_id, own = document.organisation_id, document.id
    trials = or_(LessonTrialTable.document_id == own, LessonTrialTable.other_id == own)
    session.execute(delete(LessonTrialTable).where(LessonTrialTable.organisation_id == org_id, trials))
    marks = and_(LessonMarkTable.organisation_id == org_id, LessonMarkTable.document_id == own)
    session.execute(delete(LessonMarkTable).where(marks))
    session.execute(delete(LessonTable).where(LessonTable.organisation_id == org_id, LessonTable.document_id == own))


def has_lessons(house: House, org_id: str) -> bool:
    """Whether there is anything to learn or to remember at all."""
    with house.session() as session:
        mine = select(LessonTable.document_id).where(LessonTable.organisation_id == org_id)
        return session.scalar(mine.limit(1)) is not None


def load_unlearned(house: House, org_id: str, most: int) -> list[Unlearned]:
    """Approved documents to learn from, the newest first."""
    waiting = and_(LessonTable.organisation_id == org_id, LessonTable.content.is_(None))
    statement = select(LessonTable.document_id, LessonTable.version).where(waiting)
    with house.session() as session:
        rows = session.execute(statement.order_by(LessonTable.approved_at.desc(), LessonTable.document_id).limit(most))
        return [Unlearned(*row) for row in rows]


def save_lesson(
    house: House,
    org_id: str,
    source: Unlearned,
    lesson: Lesson,
    *,
    marks: Collection[str],
    trials: Sequence[Trial] = (),
) -> bool:
    """Keep what a document teaches, with the marks of its issuer; False when that was done, or taken away, before."""
    with house.session(write=True) as session:
        find_document(session, org_id, source.document_id, lock=True)
        waiting = and_(LessonTable.organisation_id == org_id, LessonTable.document_id == source.document_id)
        same = and_(waiting, LessonTable.version == source.version, LessonTable.content.is_(None))
        content = seal(session, org_id, source.document_id, lesson.to_json(), f"lesson:{source.version}")
        done = session.execute(update(LessonTable).where(same).values(content=content).returning(LessonTable.version))
        if done.first() is None:
            return False
        for digest in _digests(house, org_id, marks):
            session.add(LessonMarkTable(document_id=source.document_id, digest=digest, organisation_id=org_id))
        kept = _still_there(session, org_id, {trial.other_id for trial in trials} | {t.document_id for t in trials})
        for trial in trials:
            if {trial.document_id, trial.other_id} <= kept:
                session.merge(_trial_row(org_id, trial))
        return True


def recall(house: House, org_id: str, marks: Collection[str], *, most: int, without: str = "") -> list[Taught]:
    """Of the lessons that share marks with a document those with the most, the newest first; not its own."""
    with house.session() as session:
        shared = _shared_marks(session, org_id, _digests(house, org_id, marks))
        shared.pop(without, None)
        rows = _rows(session, org_id, LessonTable.document_id.in_(_most_shared(shared, most * 4)))
        rows.sort(key=lambda row: (-shared[row.document_id], *_newest(row)))
        return open_lessons(session, org_id, sorted(rows[:most], key=_newest))


def _shared_marks(session: Session, org_id: str, digests: Sequence[str]) -> Counter[str]:
    shared: Counter[str] = Counter()
    for start in range(0, len(digests), AT_ONCE):
        chunk = LessonMarkTable.digest.in_(digests[start : start + AT_ONCE])
        found = select(LessonMarkTable.document_id).where(LessonMarkTable.organisation_id == org_id, chunk)
        shared.update(session.scalars(found))
    return shared


def _most_shared(shared: Counter[str], most: int) -> list[str]:
    """The documents with the most marks in common; ids sort by time, so that the newest come first among equals."""
    ranked = sorted(shared.items(), key=lambda item: (item[1], item[0]), reverse=True)
    return [document_id for document_id, _ in ranked[:most]]


def load_taught(house: House, org_id: str) -> list[Taught]:
    """What all documents of an organisation taught, the newest approval first."""
    with house.session() as session:
        rows = _rows(session, org_id, LessonTable.content.is_not(None))
        return open_lessons(session, org_id, sorted(rows, key=_newest))


def _newest(row: LessonTable) -> tuple[float, str]:
    """The order of approvals, the newest first."""
    return -row.approved_at.timestamp(), row.document_id


def _rows(session: Session, org_id: str, chosen: ColumnElement[bool]) -> list[LessonTable]:
    mine = and_(LessonTable.organisation_id == org_id, LessonTable.content.is_not(None))
    return list(session.scalars(select(LessonTable).where(mine, chosen)))


def open_lessons(session: Session, org_id: str, rows: Iterable[LessonTable]) -> list[Taught]:
    """The lessons with what became of them; those of documents whose key was destroyed are gone."""
    found = []
    for row in rows:
        content = unseal(session, org_id, row.document_id, row.content, f"lesson:{row.version}")
        if content is not None:
            forgotten = frozenset((row.forgotten or "").split())
            records = _records(session, org_id, row.document_id)
            taught = Taught(
                lesson=Lesson.from_json(content), source=row.document_id, records=records, forgotten=forgotten
            )
            found.append(taught)
    return found


def _records(session: Session, org_id: str, document_id: str) -> dict[Term, Record]:
    records: dict[Term, Record] = {}
    mine = and_(LessonTrialTable.organisation_id == org_id, LessonTrialTable.document_id == document_id)
    for agreed, disagreed in session.execute(select(LessonTrialTable.agreed, LessonTrialTable.disagreed).where(mine)):
        for keys, record in ((agreed, Record(right=1)), (disagreed, Record(wrong=1))):
            for term in map(Term, keys.split()):
                records[term] = records.get(term, Record()) + record
    return records


def _still_there(session: Session, org_id: str, document_ids: set[str]) -> set[str]:
    mine = and_(LessonTable.organisation_id == org_id, LessonTable.document_id.in_(document_ids))
    return set(session.scalars(select(LessonTable.document_id).where(mine)))


def _trial_row(org_id: str, trial: Trial) -> LessonTrialTable:
    row = LessonTrialTable(document_id=trial.document_id, other_id=trial.other_id, organisation_id=org_id)
    row.agreed, row.disagreed = (" ".join(term.key for term in terms) for terms in (trial.agreed, trial.disagreed))
    return row


def _digests(house: House, org_id: str, marks: Collection[str]) -> list[str]:
    """Marks as they are kept: nobody without the master key can tell what they are, or try out what they might be."""
    key = house.vault.derive("issuer marks", org_id.encode())
    return sorted({hashlib.blake2b(mark.encode(), digest_size=16, key=key).hexdigest() for mark in marks})
