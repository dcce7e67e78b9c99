"""Labels of an organisation, and the documents that bear them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, delete, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotFound
from models.tables.base import new_id
from models.tables.decisions import DocumentLabelTable, LabelTable
from storage import audit
from storage.columns import clean
from storage.database import insert_new, now
from storage.house import House
from storage.ledger import find_document

LONGEST_NAME = 60
MOST = 100
TAKEN = "There is a label of this name already."


class Colour(StrEnum):
    """What a label can be told by beside its name; the screen says which shade that is, by day and by night."""

    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label as screens show it."""

    id: str
    name: str
    colour: Colour


def list_labels(house: House, org_id: str) -> tuple[LabelRow, ...]:
    """The labels of an organisation, by name."""
    statement = select(LabelTable).where(LabelTable.organisation_id == org_id)
    with house.session() as session:
        return tuple(_row(row) for row in session.scalars(statement.order_by(LabelTable.name, LabelTable.id)))


def add_label(house: House, org_id: str, name: str, colour: str, *, actor: Actor) -> str:
    """A new label; its id. InvalidInput for a name that is blank, too long or taken, and for an unknown colour."""
    named, coloured = _name(name), _colour(colour)
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        if len(session.scalars(select(LabelTable.id).where(LabelTable.organisation_id == org_id)).all()) >= MOST:
            raise InvalidInput(f"There are at most {MOST} labels.", "name")
        _refuse_taken(session, org_id, named)
        row = LabelTable(id=new_id(), organisation_id=org_id, name=named, colour=coloured, created_at=now(session))
        session.add(row)
        audit.record(session, org_id, "label_added", actor=actor, after={"name": named, "colour": coloured})
        return row.id


def change_label(house: House, org_id: str, label_id: str, name: str, colour: str, *, actor: Actor) -> None:
    """Another name or colour, on all documents that bear it. InvalidInput as above, NotFound."""
    named, coloured = _name(name), _colour(colour)
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        row = _find(session, org_id, label_id)
        before = {"name": row.name, "colour": row.colour}
        if row.name != named:
            _refuse_taken(session, org_id, named)
        row.name, row.colour = named, coloured
        after = {"name": named, "colour": coloured}
        if after != before:
            audit.record(session, org_id, "label_changed", actor=actor, before=before, after=after)


def remove_label(house: House, org_id: str, label_id: str, *, actor: Actor) -> None:
    """The label is gone from all documents. NotFound."""
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        row = _find(session, org_id, label_id)
        session.execute(delete(DocumentLabelTable).where(_worn(org_id), DocumentLabelTable.label_id == label_id))
        session.delete(row)
        audit.record(session, org_id, "label_removed", actor=actor, before={"name": row.name, "colour": row.colour})


def put_label(house: House, org_id: str, document_id: str, label_id: str, *, actor: Actor) -> None:
    """Put a label on a document; twice is once. NotFound when the organisation lacks either."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        label = _find(session, org_id, label_id)
        values = {"document_id": document_id, "label_id": label_id, "organisation_id": org_id, "at": now(session)}
        if insert_new(session, DocumentLabelTable, values):
            after = {"label": label.name}
            audit.record(session, org_id, "label_put", actor=actor, document_id=document_id, after=after)


def take_label(house: House, org_id: str, document_id: str, label_id: str, *, actor: Actor) -> None:
    """Take a label off a document; nothing when it bears none. NotFound as above."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        label = _find(session, org_id, label_id)
        worn = and_(DocumentLabelTable.document_id == document_id, DocumentLabelTable.label_id == label_id)
        gone = delete(DocumentLabelTable).where(_worn(org_id), worn).returning(DocumentLabelTable.label_id)
        if session.scalar(gone) is not None:
            before = {"label": label.name}
            audit.record(session, org_id, "label_taken", actor=actor, document_id=document_id, before=before)


def list_worn(house: House, org_id: str, document_id: str) -> tuple[tuple[LabelRow, bool], ...]:
    """The labels of an organisation, by name, and whether a document bears each."""
    on_it = and_(DocumentLabelTable.label_id == LabelTable.id, DocumentLabelTable.document_id == document_id)
    statement = select(LabelTable, DocumentLabelTable.document_id.is_not(None)).outerjoin(DocumentLabelTable, on_it)
    mine = statement.where(LabelTable.organisation_id == org_id).order_by(LabelTable.name, LabelTable.id)
    with house.session() as session:
        return tuple((_row(row), worn) for row, worn in session.execute(mine).tuples())


def documents_with_label(org_id: str, label_id: str) -> Select[Any]:
    """The ids of the documents that bear a label, for lists: `DocumentTable.id.in_(documents_with_label(...))`."""
    worn = and_(_worn(org_id), DocumentLabelTable.label_id == label_id)
    return select(DocumentLabelTable.document_id).where(worn)


def _worn(org_id: str) -> Any:
    return DocumentLabelTable.organisation_id == org_id


def _find(session: Session, org_id: str, label_id: str) -> LabelTable:
    found = session.scalar(select(LabelTable).where(LabelTable.organisation_id == org_id, LabelTable.id == label_id))
    if found is None:
        raise NotFound("There is no such label.")
    return found


def _refuse_taken(session: Session, org_id: str, name: str) -> None:
    same = and_(LabelTable.organisation_id == org_id, LabelTable.name == name)
    if session.scalar(select(LabelTable.id).where(same)) is not None:
        raise InvalidInput(TAKEN, "name")


def _name(name: str) -> str:
    cleaned = " ".join((clean(name) or "").split())
    if not 0 < len(cleaned) <= LONGEST_NAME or not cleaned.isprintable():
        raise InvalidInput(f"A label has a name of up to {LONGEST_NAME} characters.", "name")
    return cleaned


def _colour(colour: str) -> str:
    if colour not in set(Colour):
        raise InvalidInput("There is no such colour.", "colour")
    return Colour(colour).value


def _row(row: LabelTable) -> LabelRow:
    return LabelRow(row.id, row.name, Colour(row.colour))
