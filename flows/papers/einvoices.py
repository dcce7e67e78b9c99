"""A plain bill as an e-invoice beside its PDF: Factur-X (CII) attached, as the samples have it.

Bills with discounts, other charges or without tax say more than the samples' XML can; they have none.
"""

from flows.papers.bills import Bill, BillLine, Kind, Regime
from flows.papers.companies import Company
from flows.samples.invoices import Party, SampleInvoice, SampleLine
from flows.samples.xml import attach_xml, write_xml


def with_einvoice(pdf: bytes, bill: Bill) -> bytes | None:
    """The PDF with the e-invoice attached; None for a bill that is not plain."""
    return attach_xml(pdf, write_xml(_as_sample(bill))) if _is_plain(bill) else None


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
