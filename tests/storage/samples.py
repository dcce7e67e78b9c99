"""People, documents and readings that the tests of storage share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.actors import Actor
from models.evidence import Evidence, Value, Witness
from models.geometry import Box
from models.invoice import FieldValue, Invoice, LineItem, TaxRow
from models.page_ranges import PageRange
from models.states import State
from models.terms import DocumentClass, Term
from storage.documents import load_document, receive_document
from storage.house import House
from storage.jobs import claim_job, finish_capture
from storage.readings import load_invoice
from storage.rows import Claim
from storage.second_person import SecondPerson, load_second

SYSTEM = Actor("system", "tests", "tests")
CLERK = Actor("user", "clerk", "Ana Clerk", None, "127.0.0.1")

VALUES: dict[Term, Value] = {
    Term.DOCUMENT_TYPE: "invoice",
    Term.INVOICE_NUMBER: "2024-117",
    Term.ISSUE_DATE: date(2024, 3, 15),
    Term.CURRENCY: "EUR",
    Term.SELLER_NAME: "Čebelarstvo Žolna d.o.o.",
    Term.TOTAL_NET: Decimal("100.00"),
    Term.TOTAL_TAX: Decimal("22.00"),
    Term.TOTAL_GROSS: Decimal("122.00"),
}


@dataclass(frozen=True, slots=True)
class Image:
    """A page image, as the extractors give it."""

    page: int
    content: bytes
    media_type: str = "image/jpeg"
    raw: "Image | None" = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail or a stack, as the extractors give it; one that is left out has a reason."""

    name: str
    content: bytes = b""
    reason: str = ""
    pages: PageRange | None = None


def invoice(changes: Mapping[Term, Value | None] | None = None) -> Invoice:
    """A plausible invoice; None takes a field away."""
    values = {term: value for term, value in {**VALUES, **(changes or {})}.items() if value is not None}
    evidence = Evidence(Witness.TEXT_LAYER, "as read", 0, Box(10, 10, 50, 20))
    fields = {term: FieldValue(term, value, 0.9, evidence) for term, value in values.items()}
    line = LineItem(description="Med", quantity=Decimal(10), unit_price=Decimal("1.125"), net_amount=Decimal("11.25"))
    tax = TaxRow(vat_rate=Decimal(22), net_amount=Decimal("100.00"), tax_amount=Decimal("22.00"))
    return Invoice(DocumentClass.INVOICE, fields, (replace(line, confidence=0.9),), (replace(tax, confidence=0.9),))


def receive(house: House, org_id: str, content: bytes = b"%PDF-1.7 one", name: str = "one.pdf") -> str:
    """A document that has just arrived."""
    return receive_document(house, org_id, content, name, channel="upload", actor=CLERK).document_id


def claim(house: House, worker: str = "worker-1", seconds: int = 60) -> Claim:
    """The next job, which must be there."""
    found = claim_job(house, worker, seconds)
    assert found is not None
    return found


def capture(house: House, org_id: str, content: bytes = b"%PDF-1.7 one", reading: Invoice | None = None) -> str:
    """A document that was read and is in review."""
    document_id = receive(house, org_id, content)
    finish_capture(house, claim(house), reading or invoice(), State.IN_REVIEW, "fields_unsure")
    return document_id


def second_of(house: House, org_id: str, document_id: str) -> SecondPerson:
    """What the rules of two people say of a document now."""
    return load_second(house, load_document(house, org_id, document_id), load_invoice(house, org_id, document_id)[0])
