"""An e-invoice in XML as candidates, line items and tax breakdown.

The XML is a witness like the others, only a better one: what the sender's system wrote, not what an eye or an engine
saw. Each term's first value is nearly certain; further ones (a second account, a trading name) stay as candidates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.einvoice.elements import parse_xml
from extractors.einvoice.raw import RawInvoice
from extractors.einvoice.syntaxes import find_invoice
from extractors.einvoice.values import read_decimal, read_unit_price, read_value
from models.errors import DamagedDocument, LimitExceeded
from models.evidence import Candidate, Evidence, Value, Witness
from models.invoice import LineItem, TaxRow
from models.terms import DocumentClass, DocumentType, Term

FIRST, FURTHER = 0.99, 0.2
MOST_ROWS = 20_000
CREDIT_NOTE_CODES = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}


@dataclass(frozen=True, slots=True)
class EInvoice:
    """What one XML invoice says. Candidates of a term stand best first; `further` invoices of its file are not read.

    `syntax` is `cii`, `ubl`, `eslog` or `fatturapa`. `charges` are those of the document less its allowances.
    """

    syntax: str
    document_class: DocumentClass
    candidates: tuple[Candidate, ...]
    line_items: tuple[LineItem, ...]
    tax_breakdown: tuple[TaxRow, ...]
    further: int = 0
    charges: Decimal = Decimal(0)


def read_einvoice(xml: bytes) -> EInvoice:
    """What an e-invoice in any known syntax says; elements that are missing or odd are left out.

    Raises EmptyDocument, LimitExceeded, and DamagedDocument when the XML is broken, dangerous or no e-invoice.
    """
    found = find_invoice(parse_xml(xml))
    if found is None:
        raise DamagedDocument("The XML file is no invoice of a known syntax (CII, UBL, e-SLOG, FatturaPA).")
    root, reader = found
    raw = reader(root)
    if len(raw.lines) + len(raw.taxes) > MOST_ROWS:
        raise LimitExceeded(f"The e-invoice has more than {MOST_ROWS} rows.")
    document_type = _document_type(raw)
    return EInvoice(
        syntax=raw.syntax,
        document_class=DocumentClass(document_type),
        candidates=(_type_candidate(raw, document_type), *_candidates(raw)),
        line_items=tuple(_line_items(raw)),
        tax_breakdown=tuple(_tax_rows(raw)),
        further=raw.further,
        charges=_sum(raw.charges) - _sum(raw.allowances),
    )


def _sum(texts: Sequence[str]) -> Decimal:
    return sum((amount for text in texts if (amount := read_decimal(text)) is not None), Decimal(0))


def _document_type(raw: RawInvoice) -> DocumentType:
    """A code of a credit note, or an invoice whose total is negative, as corrections often are."""
    totals = [read_decimal(total) for total in raw.texts.get(Term.TOTAL_GROSS, [])[:1]]
    negative = any(total is not None and total < 0 for total in totals)
    return DocumentType.CREDIT_NOTE if raw.type_code in CREDIT_NOTE_CODES or negative else DocumentType.INVOICE


def _type_candidate(raw: RawInvoice, document_type: DocumentType) -> Candidate:
    return _candidate(raw, Term.DOCUMENT_TYPE, document_type.value, raw.type_code or "", first=True)


def _candidates(raw: RawInvoice) -> Iterator[Candidate]:
    for term in Term:
        seen: list[Value] = []
        for text in raw.texts.get(term, []):
            value = read_value(term, text)
            if value is not None and value not in seen:
                yield _candidate(raw, term, value, text, first=not seen)
                seen.append(value)


def _candidate(raw: RawInvoice, term: Term, value: Value, text: str, *, first: bool) -> Candidate:
    evidence = Evidence(Witness.XML, text)
    return Candidate(term, value, FIRST if first else FURTHER, evidence, f"{raw.syntax} {term.number}")


def _line_items(raw: RawInvoice) -> Iterator[LineItem]:
    """Lines with an amount or a quantity; a line of neither, or of nothing for nothing, is a remark."""
    for line in raw.lines:
        item = LineItem(
            description=line["description"],
            quantity=read_decimal(line["quantity"]),
            unit=line["unit"],
            unit_price=read_unit_price(line["unit_price"], line["base_quantity"]),
            net_amount=read_decimal(line["net_amount"]),
            vat_rate=read_decimal(line["vat_rate"]),
            confidence=FIRST,
            evidence=Evidence(Witness.XML, line["description"] or ""),
        )
        if item.net_amount or item.quantity:
            yield item


def _tax_rows(raw: RawInvoice) -> Iterator[TaxRow]:
    for row in raw.taxes:
        rate, net, tax = (read_decimal(row[cell]) for cell in ("vat_rate", "net_amount", "tax_amount"))
        if (net, tax) != (None, None):
            evidence = Evidence(Witness.XML, row["vat_rate"] or "")
            exempt = rate is None and tax == 0
            yield TaxRow(
                vat_rate=Decimal(0) if exempt else rate,
                net_amount=net,
                tax_amount=tax,
                confidence=FIRST,
                evidence=evidence,
            )
