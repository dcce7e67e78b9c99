"""The bank accounts that were booked for an issuer before, and whether a document names another one.

The issuer is the same by name or by VAT id. Read from the newest bookings themselves, so that what was booked long ago
counts and what was voided or erased does not.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.invoice import Finding, Invoice
from models.tables.readings import BookingTable, ProjectionTable, SnapshotTable
from models.terms import Term
from storage.columns import clean
from storage.keys import fetch_keys, unseal
from storage.projections import comparable

NEWEST = 10  # bookings that are looked at
CHANGED = Finding(
    "changed_account",
    "The bank account is none of those that were booked for this issuer before.",
    (Term.IBAN.key,),
)


@dataclass(frozen=True, slots=True)
class BookedAccount:
    """An account, and the newest document of the issuer that was booked with it."""

    iban: str
    document_id: str
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of an issuer: whether it was ever booked, and its accounts, the newest first."""

    is_known: bool
    accounts: tuple[BookedAccount, ...] = ()

    def differs(self, invoice: Invoice) -> bool:
        """Whether the document names an account that is none of these; not where none was ever named."""
        iban = invoice.text(Term.IBAN)
        return bool(iban and self.accounts) and iban not in {account.iban for account in self.accounts}


def acquaintance(session: Session, org_id: str, document_id: str, invoice: Invoice) -> Acquaintance:
    """What the bookings of other documents tell of the issuer, inside the caller's transaction."""
    seller, vat_id = comparable(invoice.text(Term.SELLER_NAME)), clean(invoice.text(Term.SELLER_VAT_ID))
    named = [(ProjectionTable.seller_key, seller), (ProjectionTable.seller_vat_id, vat_id)]
    same = [column == value for column, value in named if value is not None]
    if not same:
        return Acquaintance(is_known=False)
    read = and_(
        SnapshotTable.document_id == BookingTable.document_id,
        SnapshotTable.version == BookingTable.version,
        SnapshotTable.organisation_id == org_id,
    )
    theirs = and_(ProjectionTable.document_id == BookingTable.document_id, ProjectionTable.organisation_id == org_id)
    booked = select(BookingTable.document_id, BookingTable.version, BookingTable.booked_at, SnapshotTable.content)
    statement = (
        booked.join(ProjectionTable, theirs)
        .join(SnapshotTable, read)
        .where(
            BookingTable.organisation_id == org_id,
            BookingTable.state == "active",
            BookingTable.document_id != document_id,
            or_(*same),
        )
    )
    rows = session.execute(statement.order_by(BookingTable.booked_at.desc(), BookingTable.id).limit(NEWEST)).all()
    fetch_keys(session, org_id, [row.document_id for row in rows])
    accounts: dict[str, BookedAccount] = {}
    for row in rows:
        data = unseal(session, org_id, row.document_id, row.content, f"snapshot:{row.version}")
        iban = Invoice.from_json(data).text(Term.IBAN) if data else None
        if iban:
            accounts.setdefault(iban, BookedAccount(iban, row.document_id, row.booked_at))
    return Acquaintance(bool(rows), tuple(accounts.values()))


def with_account_finding(session: Session, org_id: str, document_id: str, invoice: Invoice) -> tuple[Finding, ...]:
    """The findings of a reading, with the one of a changed account where that is so and without it where not."""
    others = tuple(finding for finding in invoice.findings if finding.code != CHANGED.code)
    if Term.IBAN not in invoice.fields:
        return others
    differs = acquaintance(session, org_id, document_id, invoice).differs(invoice)
    return (*others, CHANGED) if differs else others
