"""What a list of documents may be narrowed by, and in which order it stands; each leads to an index.

What is to be looked at (`subjects`), who is to do it and when it is due are asked of documents in review only.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, not_, select
from sqlalchemy.orm import aliased

from models.doubts import field_subject
from models.states import State
from models.tables.documents import IN_REVIEW, DocumentTable
from models.tables.queue import DoubtTable
from models.tables.readings import ProjectionTable
from storage.projections import comparable
from storage.waiting import REVIEWED


class Assigned(StrEnum):
    """Whether a document is somebody's; a person's id stands for that person."""

    NOBODY = "nobody"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a list is narrowed by; nothing narrows nothing.

    `states` are those wanted, all but `without` when there are none. `subjects` are of doubts (`models/doubts.py`), all
    of which must be there. `seller` is an issuer's name, whatever its case and spaces. `assigned` is a person's id or
    one of `Assigned`. `due_by` is the last due date, `received_by` the last moment of arrival that is wanted.
    `settled`: no field may be missing or unsure.
    """

    states: Collection[State] = ()
    without: State | None = None
    subjects: tuple[str, ...] = ()
    seller: str = ""
    assigned: str = ""
    due_by: date | None = None
    received_by: datetime | None = None
    settled: bool = False

    @property
    def waits(self) -> bool:
        """Whether only documents in review are asked for."""
        return set(self.states) == set(REVIEWED) or bool(self.subjects or self.assigned or self.due_by or self.settled)


def in_order(org_id: str, narrowing: Narrowing) -> Select[tuple[str]]:
    """The ids of the documents that are wanted: the newest first, or by their due date where that narrows them."""
    if narrowing.due_by:
        found = select(DocumentTable.id).where(*conditions(org_id, narrowing))
        return found.order_by(DocumentTable.due_by, DocumentTable.received_at, DocumentTable.id)
    if not narrowing.subjects:
        found = select(DocumentTable.id).where(*conditions(org_id, narrowing))
        return found.order_by(DocumentTable.received_at.desc(), DocumentTable.id.desc())
    doubted = _doubted(org_id, narrowing.subjects)
    waits = set(narrowing.states or REVIEWED) == set(REVIEWED)  # as every document with a row does
    rest = [] if waits else [*in_states(narrowing.states)]
    if not (rest := [*rest, *_of_rows(org_id, narrowing)]):
        alone = doubted.with_only_columns(DoubtTable.document_id)
        return alone.order_by(DoubtTable.received_at.desc(), DoubtTable.document_id.desc())
    some = doubted.offset(0).subquery()  # the offset keeps it whole: the rest is no reason to look rows up one by one
    found = select(some.c.document_id).join(DocumentTable, DocumentTable.id == some.c.document_id)
    found = found.where(DocumentTable.organisation_id == org_id, and_(IN_REVIEW), *rest)
    return found.order_by(some.c.received_at.desc(), some.c.document_id.desc())


def conditions(org_id: str, narrowing: Narrowing) -> list[ColumnElement[bool]]:
    """What must hold for a row of documents."""
    rows = [*_with_doubts(org_id, narrowing.subjects), *_of_rows(org_id, narrowing)]
    return [DocumentTable.organisation_id == org_id, *_of_states(narrowing), *rows]


def in_states(states: Collection[State]) -> list[ColumnElement[bool]]:
    """A condition on the state only when there is one, and that of the partial indexes where it is theirs."""
    if set(states) == set(REVIEWED):
        return [and_(IN_REVIEW)]
    return [DocumentTable.state.in_(sorted(set(states)))] if states else []


def _of_states(narrowing: Narrowing) -> Iterator[ColumnElement[bool]]:
    if narrowing.waits:
        yield and_(IN_REVIEW)
    if not narrowing.waits or set(narrowing.states) != set(REVIEWED):
        yield from in_states(narrowing.states)
    if narrowing.without and not narrowing.waits:
        yield DocumentTable.state != narrowing.without


def _doubted(org_id: str, subjects: tuple[str, ...]) -> Select[tuple[str, datetime]]:
    """The documents in which all of these are doubted, by the index that has them in the order of their arrival."""
    found = select(DoubtTable.document_id, DoubtTable.received_at)
    for subject in subjects[1:]:
        other = aliased(DoubtTable)
        same = and_(other.received_at == DoubtTable.received_at, other.document_id == DoubtTable.document_id)
        found = found.join(other, and_(same, other.organisation_id == org_id, other.subject == subject))
    return found.where(DoubtTable.organisation_id == org_id, DoubtTable.subject == subjects[0])


def _with_doubts(org_id: str, subjects: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    for subject in subjects:
        other = aliased(DoubtTable)
        here = and_(other.organisation_id == org_id, other.subject == subject)
        yield exists().where(other.document_id == DocumentTable.id, here)


def _of_rows(org_id: str, narrowing: Narrowing) -> Iterator[ColumnElement[bool]]:
    """Conditions on what a document is besides its state and what is doubted in it."""
    if narrowing.settled:
        other = aliased(DoubtTable)
        any_field = and_(other.organisation_id == org_id, other.subject.startswith(field_subject("")))
        yield not_(exists().where(other.document_id == DocumentTable.id, any_field))
    if narrowing.seller:
        key = comparable(narrowing.seller) or ""
        theirs = and_(ProjectionTable.organisation_id == org_id, ProjectionTable.seller_key == key)
        yield DocumentTable.id.in_(select(ProjectionTable.document_id).where(theirs))
    if narrowing.assigned:
        yield _assigned(narrowing.assigned)
    if narrowing.due_by:
        yield DocumentTable.due_by <= narrowing.due_by
    if narrowing.received_by:
        yield DocumentTable.received_at <= narrowing.received_by


def _assigned(whom: str) -> ColumnElement[bool]:
    if whom == Assigned.NOBODY:
        return DocumentTable.assigned_to.is_(None)
    return DocumentTable.assigned_to.is_not(None) if whom == Assigned.SOMEBODY else DocumentTable.assigned_to == whom
