"""The projection of a reading: the few columns that lists, search and duplicates need, and how duplicates are found."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.doubts import doubts_of, write_doubts
from models.invoice import Invoice
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.readings import ProjectionTable
from models.terms import REQUIRED_TERMS, DocumentClass, Term
from storage.columns import clean, searchable

SEARCHED = (
    Term.SELLER_NAME,
    Term.SELLER_VAT_ID,
    Term.BUYER_NAME,
    Term.INVOICE_NUMBER,
    Term.ORDER_REFERENCE,
    Term.PAYMENT_REFERENCE,
    Term.TOTAL_GROSS,
)
MAX_KEY = 200
SET_ASIDE = (State.REJECTED.value, State.DUPLICATE.value)


def list_columns(invoice: Invoice, name: str) -> dict[str, Any]:
    """The columns that lists show, by name; `name` is the document's, which is searched too."""
    return {
        "document_type": clean(invoice.text(Term.DOCUMENT_TYPE)),
        "seller_name": clean(invoice.text(Term.SELLER_NAME)),
        "invoice_number": clean(invoice.text(Term.INVOICE_NUMBER)),
        "issue_date": _date(invoice, Term.ISSUE_DATE),
        "due_date": _date(invoice, Term.DUE_DATE),
        "currency": clean(invoice.text(Term.CURRENCY)),
        "total_gross": invoice.amount(Term.TOTAL_GROSS),
        "search_text": searchable(
            name, *(invoice.text(term) for term in SEARCHED), *spelt(invoice.amount(Term.TOTAL_GROSS))
        ),
    }


def spelt(amount: Decimal | None) -> tuple[str, ...]:
    """An amount as the languages of the screen write it, and with a comma and no groups, as people type it.

    >>> spelt(Decimal("-1774.2"))
    ('-1,774.20', '-1.774,20', '-1774,20')
    """
    if amount is None:
        return ()
    english = f"{amount:,.2f}"
    european = english.translate(str.maketrans(",.", ".,"))
    return english, european, european.replace(".", "")


def save_projection(session: Session, document: DocumentTable, invoice: Invoice) -> None:
    """Put the newest reading in place of the one before."""
    values = list_columns(invoice, document.name)
    row = ProjectionTable(
        document_id=document.id,
        organisation_id=document.organisation_id,
        document_class=invoice.document_class.value,
        seller_vat_id=clean(invoice.text(Term.SELLER_VAT_ID)),
        seller_key=comparable(invoice.text(Term.SELLER_NAME)),
        number_key=comparable(invoice.text(Term.INVOICE_NUMBER)),
        confidence=least_confidence(invoice),
        findings=len(invoice.findings),
        doubts=write_doubts(doubts_of(invoice)),
        **values,
    )
    session.merge(row)


def clear_projection(session: Session, document: DocumentTable) -> None:
    """As if nothing had been read of a document: it is found by its name alone."""
    nothing = dict.fromkeys(("document_class", "seller_vat_id", "seller_key", "number_key", "confidence"))
    values = list_columns(Invoice(DocumentClass.OTHER), document.name) | nothing
    org_id = document.organisation_id
    session.merge(ProjectionTable(document_id=document.id, organisation_id=org_id, findings=0, **values))


def find_duplicate(session: Session, document: DocumentTable, invoice: Invoice) -> str | None:
    """The oldest other document of the same seller, number and year; None when there is none.

    The seller is the same by VAT id or by name. A year that was not read fits every year. Documents that were
    rejected or set aside do not count, nor those that are themselves held for duplicates of this one, nor what was
    read of a document whose reading is not done.
    """
    number, vat_id = comparable(invoice.text(Term.INVOICE_NUMBER)), clean(invoice.text(Term.SELLER_VAT_ID))
    seller, issued = comparable(invoice.text(Term.SELLER_NAME)), _date(invoice, Term.ISSUE_DATE)
    known = [(ProjectionTable.seller_key, seller), (ProjectionTable.seller_vat_id, vat_id)]
    same_seller = [column == value for column, value in known if value is not None]
    if number is None or not same_seller:
        return None
    theirs = and_(ProjectionTable.organisation_id == document.organisation_id, ProjectionTable.number_key == number)
    other = and_(DocumentTable.id != document.id, DocumentTable.version > 0, DocumentTable.state.not_in(SET_ASIDE))
    not_mine = or_(DocumentTable.duplicate_of.is_(None), DocumentTable.duplicate_of != document.id)
    statement = select(DocumentTable.id).join(ProjectionTable, ProjectionTable.document_id == DocumentTable.id)
    matches = statement.where(theirs, or_(*same_seller), other, not_mine, _same_year(issued))
    return session.scalar(matches.order_by(DocumentTable.received_at, DocumentTable.id).limit(1))


def least_confidence(invoice: Invoice) -> float | None:
    """The confidence of the least sure required field, 0 when one is missing; None where a class has no fields."""
    if not invoice.document_class.has_fields:
        return None
    found = (invoice.fields.get(term) for term in REQUIRED_TERMS)
    return min(field.confidence if field else 0.0 for field in found)


def comparable(text: str | None) -> str | None:
    """Letters and digits only, without case; None when there are none.

    >>> comparable("Re-Nr. 2024/0017")
    'renr20240017'
    """
    kept = "".join(c for c in (text or "").casefold() if c.isalnum())
    return kept[:MAX_KEY] or None


def _same_year(issued: date | None) -> Any:
    if issued is None:
        return True
    first, last = date(issued.year, 1, 1), date(issued.year, 12, 31)
    return or_(ProjectionTable.issue_date.is_(None), ProjectionTable.issue_date.between(first, last))


def _date(invoice: Invoice, term: Term) -> date | None:
    value = invoice.value(term)
    return value if isinstance(value, date) else None
