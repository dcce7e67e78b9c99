"""E-invoices of generated bills say what is printed, in every syntax, and are read back to the truth of the page."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from extractors.einvoice.reading import EInvoice, read_einvoice
from extractors.extraction import extract_invoice
from extractors.reading import read_document
from flows.papers.bills import Bill
from flows.papers.einvoices import Syntax, write_einvoice
from flows.papers.issuers import turns
from flows.papers.making import Paper, Series, draw_paper, make_paper
from models.evidence import Witness
from models.invoice import Invoice
from models.terms import DataType, Term

SERIES = Series(seed=9, with_xml=1.0)
SLOVENIAN = [place for place, country in enumerate(turns()) if country == "SI"]
WRITTEN = (
    Term.DOCUMENT_TYPE, Term.INVOICE_NUMBER, Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE, Term.CURRENCY,
    Term.SELLER_NAME, Term.SELLER_VAT_ID, Term.BUYER_NAME, Term.BUYER_VAT_ID, Term.ORDER_REFERENCE,
    Term.PAYMENT_REFERENCE, Term.IBAN, Term.BIC, Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS, Term.AMOUNT_DUE,
)  # fmt: skip
ROWS: dict[str, tuple[str, ...]] = {"line_items": ("description", "quantity", "unit_price", "net_amount", "vat_rate")}
ROWS |= {"tax_breakdown": ("vat_rate", "net_amount", "tax_amount")}


@cache
def paired() -> tuple[Paper, ...]:
    """Plain bills with their e-invoice, of every country, and some more of Slovenia."""
    places = [*range(40), *(place + len(turns()) * times for place in SLOVENIAN for times in (1, 2, 3))]
    return tuple(paper for paper in (make_paper(SERIES, place) for place in places) if paper.paired)


def plain_bills() -> Iterator[tuple[Bill, Paper]]:
    for paper in paired():
        yield draw_paper(SERIES, int(paper.name.split("-")[2]))[1], paper


def same(term: Term, found: object, told: Any) -> bool:
    return found == Decimal(told) if term.data_type is DataType.AMOUNT else str(found) == told


def is_right(term: Term, found: object, row: Mapping[str, Any]) -> bool:
    accepted = [row["truth"][term.key], *row["truth_alt"].get(term.key, [])]
    return any(same(term, found, told) for told in accepted)


def first_values(einvoice: EInvoice) -> dict[Term, object]:
    return {candidate.term: candidate.value for candidate in reversed(einvoice.candidates)}


def cells(rows: list[dict[str, str]], key: str) -> list[dict[str, Decimal | str]]:
    """The cells that both page and e-invoice have, numbers as numbers."""
    return [
        {cell: text if cell == "description" else Decimal(text) for cell, text in row.items() if cell in ROWS[key]}
        for row in rows
    ]


def test_every_syntax_is_written_where_its_senders_are() -> None:
    found = {(paper.row["country"] == "SI", paper.row["syntax"]) for paper in paired()}
    assert found == {(True, "eslog"), (False, "cii"), (False, "ubl")}


@pytest.mark.parametrize("syntax", list(Syntax))
def test_each_syntax_says_all_that_is_printed(syntax: Syntax) -> None:
    checked = 0
    for bill, paper in plain_bills():
        einvoice = read_einvoice(write_einvoice(bill, syntax))
        said = first_values(einvoice)
        told = [term for term in WRITTEN if term.key in paper.row["truth"]]
        if paper.row["document_kind"] == "credit_note":
            told = [term for term in told if term not in {Term.IBAN, Term.BIC, Term.DUE_DATE}]
        assert [term.key for term in told if not is_right(term, said.get(term), paper.row)] == [], paper.name
        assert len(einvoice.line_items) == len(bill.lines)
        assert [row.tax_amount for row in einvoice.tax_breakdown] == [row.tax for row in bill.taxes]
        checked += len(told)
    assert checked > 100


@pytest.mark.parametrize("syntax", ["cii", "ubl", "eslog"])
def test_the_paired_file_is_read_as_the_page_says(syntax: str) -> None:
    papers = [paper for paper in paired() if paper.row["syntax"] == syntax][:5]
    assert papers
    for paper in papers:
        assert paper.paired is not None
        transcript = read_document(paper.paired.pdf, paper.name).transcript
        assert transcript.einvoices == (paper.paired.xml,)
        invoice = extract_invoice(transcript)
        told = [term for term in WRITTEN if term.key in paper.row["truth"]]
        assert [term.key for term in told if not is_right(term, invoice.value(term), paper.row)] == [], paper.name
        assert Witness.XML.value in invoice.fields[Term.TOTAL_GROSS].witnesses
        _assert_rows(invoice, paper.row["truth"])


def _assert_rows(invoice: Invoice, truth: Mapping[str, Any]) -> None:
    for key, rows in (("line_items", invoice.line_items), ("tax_breakdown", invoice.tax_breakdown)):
        found = cells([row.plain() for row in rows], key)
        for own, told in zip(found, cells(truth.get(key, []), key), strict=key in truth):
            assert {cell: own.get(cell) for cell in told} == told


def test_the_e_invoice_by_itself_says_the_same() -> None:
    paper = next(paper for paper in paired() if paper.row["syntax"] == "eslog")
    assert paper.paired is not None
    invoice = extract_invoice(read_document(paper.paired.xml, "eslog.xml").transcript)
    assert invoice.text(Term.INVOICE_NUMBER) == paper.row["truth"]["invoice_number"]
