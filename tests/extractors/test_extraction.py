from dataclasses import replace

import pytest

from extractors.extraction import extract_invoice
from models.errors import DocumentError
from models.page import Transcript
from models.terms import DocumentClass, Term
from tests.extractors.fields.drawn import draw


def test_nothing_read_gives_no_fields() -> None:
    invoice = extract_invoice(Transcript("pdf"))
    assert invoice.document_class is DocumentClass.OTHER
    assert invoice.fields == {}


def test_a_broken_einvoice_without_pages_is_an_error() -> None:
    with pytest.raises(DocumentError):
        extract_invoice(Transcript("xml", einvoices=(b"<broken",)))


def test_a_broken_einvoice_beside_pages_is_a_finding() -> None:
    pages = draw("Invoice no. 4711\nTotal EUR 12.00").pages
    invoice = extract_invoice(Transcript("pdf", pages, einvoices=(b"<broken",)))
    assert invoice.value(Term.INVOICE_NUMBER) == "4711"
    assert "einvoice_unreadable" in {finding.code for finding in invoice.findings}


def test_a_page_of_noise_is_read_without_an_error() -> None:
    extract_invoice(draw("% ( : # €\n)))) --- +++ ***\n.... ,,,,"))


def test_what_was_not_read_in_time_is_a_finding() -> None:
    read = draw("Invoice no. 4711\nTotal EUR 12.00")
    assert "not_all_read" not in {finding.code for finding in extract_invoice(read).findings}
    cut = replace(read, warnings=("page_cut",))
    assert "not_all_read" in {finding.code for finding in extract_invoice(cut).findings}
