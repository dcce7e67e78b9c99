"""Organisations in which documents were read, and people have decided about them."""

from dataclasses import replace
from datetime import timedelta

from models.actors import Actor
from models.invoice import Invoice
from models.states import State
from models.tables.automation import AssessmentTable
from models.tables.documents import DocumentTable
from models.terms import Term
from models.unseen import COMPARED, Lane
from storage.access import create_user
from storage.automation import evaluate
from storage.database import now
from storage.house import House
from storage.jobs import finish_capture
from storage.reviews import approve, correct_fields
from storage.roles import Role
from tests.storage.samples import CLERK, SYSTEM, claim, invoice, receive

READER = "2"


def sure(number: str = "2024-117", confidence: float = 0.99, witnesses: tuple[str, ...] = ("ocr", "xml")) -> Invoice:
    """A reading that nothing stands against: two witnesses for all, and of all as sure as said, its type included."""
    found = invoice({Term.INVOICE_NUMBER: number})
    fields = {
        term: replace(field, confidence=confidence, witnesses=witnesses) if term in COMPARED else field
        for term, field in found.fields.items()
    }
    return replace(found, fields=fields)


def read(house: House, org_id: str, number: int, reading: Invoice | None = None, reader: str = READER) -> str:
    """A document of its own that was just read."""
    document_id = receive(house, org_id, f"%PDF-1.7 {number}".encode(), f"{number}.pdf")
    found = reading or sure(f"N-{number}")
    finish_capture(house, claim(house), found, State.IN_REVIEW, "captured", reader=reader)
    return document_id


def review(house: House, org_id: str, document_id: str, *, right: bool = True) -> None:
    """A person approves it as it is, or mends the total first."""
    version = 1
    if not right:
        change = {"total_gross": "999.00"}
        version = correct_fields(house, org_id, document_id, change, actor=CLERK, expected_version=1)
    approve(house, org_id, document_id, actor=CLERK, expected_version=version)


def reviewed(
    house: House,
    org_id: str,
    count: int,
    *,
    score: float = 0.9,
    wrong: int = 0,
    first: int = 0,
    reader: str = READER,
) -> None:
    """So many documents that people decided about, the last ones wrong; written straight into the tables."""
    with house.session(write=True) as session:
        moment = now(session) - timedelta(hours=1)
        for number in range(first, first + count):
            document_id, at = f"reviewed-{org_id[:8]}-{number:08}", moment + timedelta(microseconds=number)
            kept = {"sha256": document_id, "size": 1, "name": "a.pdf", "channel": "upload", "state": State.BOOKED.value}
            session.add(
                DocumentTable(id=document_id, organisation_id=org_id, received_at=at, changed_at=at, version=1, **kept)
            )
            session.flush()
            row = AssessmentTable(document_id=document_id, organisation_id=org_id, version=1, reader=reader)
            row.score, row.obstacle, row.lane, row.at, row.decided_at = score, "", Lane.REVIEW.value, at, at
            row.wrong, row.cause = number >= first + count - wrong, "approved"
            session.add(row)
        session.flush()
        evaluate(session, org_id)


def person(house: House, org_id: str, role: Role = Role.ADMINISTRATOR, email: str = "boss@example.com") -> Actor:
    """A new person of the organisation."""
    user_id = create_user(house, org_id, email, "a long enough secret", role, actor=SYSTEM)
    return Actor("user", user_id, email)
