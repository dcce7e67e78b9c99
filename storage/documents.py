"""Documents: receiving them, finding them, showing them, asking for a new reading.

The whole interface to documents in one place; see `receiving`, `listings` and `ledger` for how.
"""

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound, StateConflict
from models.page_turns import PageTurns, parse_turns, written_turns
from models.states import State
from models.tables.documents import DocumentTable, ObjectTable
from models.tables.work import StepResultTable
from storage import audit, ledger, splitting
from storage.house import House
from storage.leases import add_job
from storage.ledger import change_state, load_history
from storage.listings import count_states, list_documents, load_document, load_documents, neighbours
from storage.previews import STEP as PREVIEW
from storage.receiving import receive_document
from storage.rows import DocumentRow, Listing, PartRow, Receipt, StateChangeRow
from storage.unpacking import list_parts

__all__ = [
    "DocumentRow",
    "Listing",
    "PartRow",
    "Receipt",
    "StateChangeRow",
    "change_state",
    "count_states",
    "list_documents",
    "list_objects",
    "list_parts",
    "load_copy",
    "load_document",
    "load_documents",
    "load_history",
    "load_object",
    "load_original",
    "load_page_image",
    "neighbours",
    "receive_document",
    "request_reading",
    "request_turned_reading",
]


def load_original(house: House, org_id: str, document_id: str) -> bytes:
    """The bytes as they were received, verified."""
    return load_object(house, org_id, document_id, "original")[0]


def load_page_image(house: House, org_id: str, document_id: str, n: int, *, raw: bool = False) -> tuple[bytes, str]:
    """The image of page `n`, from 0, upright or as it came, and its media type; NotFound when there is none."""
    return load_object(house, org_id, document_id, "raw" if raw else "page", n)


def load_copy(house: House, org_id: str, document_id: str) -> bytes:
    """The searchable copy, verified; NotFound when none was made."""
    return load_object(house, org_id, document_id, "searchable")[0]


def list_objects(house: House, org_id: str, document_id: str) -> frozenset[tuple[str, int]]:
    """Role and number of everything that is kept for a document; empty when there is no such document."""
    mine = and_(ObjectTable.organisation_id == org_id, ObjectTable.document_id == document_id)
    with house.session() as session:
        found = session.execute(select(ObjectTable.role, ObjectTable.number).where(mine))
        return frozenset((role, number) for role, number in found)


def load_object(house: House, org_id: str, document_id: str, role: str, number: int = 0) -> tuple[bytes, str]:
    """An object of a document and its media type, verified; NotFound when the ledger names none."""
    mine = and_(ObjectTable.organisation_id == org_id, ObjectTable.document_id == document_id)
    statement = select(ObjectTable).where(mine, ObjectTable.role == role, ObjectTable.number == number)
    with house.session() as session:
        found = session.scalar(statement)
    if found is None:
        raise NotFound("This document has no such page or object.")
    return house.objects.get(found.key, found.sha256), found.media_type


def request_reading(
    house: House, org_id: str, document_id: str, *, actor: Actor, cause: str, password: str | None = None
) -> None:
    """Read a document again: a retry, or with the password that a person typed.

    The steps' earlier results are forgotten; its versions stay, and a preview until there is another. StateConflict
    while it is waiting to be read or being read, while it is split, and once it is approved.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        read_again(session, document, actor=actor, cause=cause, password=password)
        event = "password_given" if password is not None else "reading_requested"
        audit.record(session, org_id, event, actor=actor, document_id=document_id, after={"cause": cause})


def request_turned_reading(
    house: House, org_id: str, document_id: str, turns: PageTurns, *, actor: Actor, expected_version: int
) -> None:
    """Read a document again, with these pages turned as a person says; every later reading turns them likewise.

    What was said of other pages stays. StateConflict as in `request_reading`, and when there is a newer version than
    the one that the person saw.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        if document.version != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        before, after = document.turns, written_turns(parse_turns(document.turns or "") | dict(turns))
        document.turns = after
        read_again(session, document, actor=actor, cause="turned")
        audit.record(
            session,
            org_id,
            "pages_turned",
            actor=actor,
            document_id=document_id,
            before={"turns": before},
            after={"turns": after},
        )


def read_again(
    session: Session, document: DocumentTable, *, actor: Actor, cause: str, password: str | None = None
) -> None:
    """Back into the queue, inside the caller's transaction; what the steps made of it is forgotten."""
    org_id, document_id = document.organisation_id, document.id
    mine = and_(StepResultTable.organisation_id == org_id, StepResultTable.document_id == document_id)
    ledger.refuse_while_read(document)
    splitting.refuse_while_split(session, document)
    document.error_code = document.error_message = None
    ledger.change_state(session, org_id, document_id, State.RECEIVED, actor=actor, cause=cause)
    session.execute(delete(StepResultTable).where(mine, StepResultTable.step != PREVIEW))
    add_job(session, org_id, document_id, password=password)
