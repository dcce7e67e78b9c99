"""A plain bill as an e-invoice, attached to its PDF and beside it: Factur-X (CII), UBL or e-SLOG 2.0.

Slovenian sellers write e-SLOG, others one of the two European syntaxes. Bills with discounts, other charges or without
tax say more than this XML does; they have none.
"""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from flows.papers.bills import Bill, BillLine, Kind, Regime
from flows.papers.companies import Company
from flows.papers.eslog import write_eslog
from flows.papers.ubl import write_ubl
from flows.samples.invoices import Party, SampleInvoice, SampleLine
from flows.samples.xml import attach_xml, write_xml


class Syntax(StrEnum):
    CII = "cii"
    UBL = "ubl"
    ESLOG = "eslog"


FILE_NAMES = {Syntax.CII: "factur-x.xml", Syntax.UBL: "xrechnung.xml", Syntax.ESLOG: "eslog20.xml"}


@dataclass(frozen=True, slots=True)
class Paired:
    """An e-invoice by itself, and the PDF that carries it."""

    syntax: Syntax
    xml: bytes
    pdf: bytes


def with_einvoice(pdf: bytes, bill: Bill, random: Random) -> Paired | None:
    """The e-invoice of a bill in the syntax of its seller; None for a bill that is not plain."""
    if not _is_plain(bill):
        return None
    syntax = Syntax.ESLOG if bill.seller.country == "SI" else random.choice((Syntax.CII, Syntax.UBL))
    xml = write_einvoice(bill, syntax)
    return Paired(syntax, xml, attach_xml(pdf, xml, FILE_NAMES[syntax]))


def write_einvoice(bill: Bill, syntax: Syntax) -> bytes:
    """A plain bill in one syntax."""
    if syntax is Syntax.CII:
        return write_xml(_as_sample(bill))
    return write_ubl(bill) if syntax is Syntax.UBL else write_eslog(bill)


def _is_plain(bill: Bill) -> bool:
    charged = bill.allowance or bill.shipping or any(line.discount for line in bill.lines)
    plain = bill.regime is Regime.TAXED and not charged and not bill.inclusive and not bill.paid and bill.minor == 2
    return plain and bill.kind in {Kind.INVOICE, Kind.CREDIT_NOTE} and bool(bill.seller.accounts)


def _as_sample(bill: Bill) -> SampleInvoice:
    return SampleInvoice(
        language="en",
        number=bill.number,
        issued=bill.issued,
        currency=bill.currency,
        seller=_party(bill.seller),
        buyer=_party(bill.buyer),
        lines=tuple(_line(line) for line in bill.lines),
        credit_note=bill.kind is Kind.CREDIT_NOTE,
        due=bill.due,
        delivered=bill.delivered,
        order=bill.order or None,
        reference=bill.reference or None,
        prepaid=bill.prepaid,
    )


def _party(company: Company) -> Party:
    code, _, town = company.place.partition(" ")
    return Party(
        name=company.name,
        street=company.street,
        postal_code=code,
        town=town,
        country=company.country,
        vat_id=company.vat_id,
        iban=company.iban,
        bic=company.bic,
    )


def _line(line: BillLine) -> SampleLine:
    return SampleLine(line.description, line.quantity, line.unit, line.unit_price, line.rate)
