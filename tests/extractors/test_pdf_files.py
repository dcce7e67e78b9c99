"""Files attached to a PDF: e-invoices stay with it, documents come out of it, and a portfolio is made of them."""

import pytest

from extractors.containers import Part
from extractors.document import Captured
from extractors.extraction import extract_invoice
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.pdf import open_pdf
from extractors.pdf_files import AttachedFiles, read_attached
from extractors.reading import read_document
from models.errors import LimitExceeded
from tests.extractors.papers import (
    ADVICE,
    LINES,
    archive,
    encoded,
    encrypted,
    pdf,
    picture,
    portfolio,
    with_attachment,
)
from tests.journeys.papers import draw_digital

INVOICE = draw_digital("P-1")
XML = b'\xef\xbb\xbf<?xml version="1.0"?><Invoice/>'


def attached(content: bytes, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> AttachedFiles:
    with open_pdf(content, password) as document:
        return read_attached(document, content, password, limits)


def captured(content: bytes) -> Captured:
    read = read_document(content)
    return Captured(read, extract_invoice(read.transcript), 0.0)


def test_attached_xml_comes_raw_and_is_no_document_of_its_own() -> None:
    assert attached(with_attachment(pdf(), "factur-x.xml", XML)) == AttachedFiles(einvoices=(XML,))


def test_attached_documents_come_out_under_their_names_and_others_with_a_reason() -> None:
    photo = encoded(picture(pdf(LINES[:1]), dpi=30))
    content = with_attachment(pdf(), "Priloga č. 1.pdf", INVOICE)
    content = with_attachment(with_attachment(content, "slip.png", photo), "terms.txt", b"Terms and conditions")
    content = with_attachment(content, "more.zip", archive(("deep.pdf", INVOICE)))
    found = {part.name: part for part in attached(content).parts}
    assert found == {
        "Priloga č. 1.pdf": Part("Priloga č. 1.pdf", INVOICE),
        "slip.png": Part("slip.png", photo),
        "terms.txt": Part("terms.txt", reason="unsupported_kind"),
        "deep.pdf": Part("deep.pdf", INVOICE),
    }


def test_a_pdf_without_files_has_none() -> None:
    assert attached(pdf()) == AttachedFiles()


def test_in_a_portfolio_xml_is_a_document_like_the_others() -> None:
    found = attached(portfolio(pdf(ADVICE), ("a.pdf", INVOICE), ("b.xml", XML)))
    assert (found.portfolio, found.einvoices) == (True, ())
    assert {part.name for part in found.parts if not part.reason} == {"a.pdf", "b.xml"}


def test_a_protected_portfolio_is_opened_with_its_password() -> None:
    locked = encrypted(portfolio(pdf(ADVICE), ("a.pdf", INVOICE)), user="geheim")
    found = attached(locked, "geheim")
    assert (found.portfolio, found.parts) == (True, (Part("a.pdf", INVOICE),))


def test_what_pdfium_opens_and_qpdf_does_not_gives_its_files_all_the_same() -> None:
    locked = encrypted(portfolio(pdf(ADVICE), ("a.pdf", INVOICE)), user="geheim")
    with open_pdf(locked, "geheim") as document:
        found = read_attached(document, locked, "another", DEFAULT_LIMITS)
    assert (found.portfolio, found.parts) == (False, (Part("a.pdf", INVOICE),))


def test_too_much_attached_is_refused() -> None:
    content = with_attachment(pdf(), "a.pdf", INVOICE + bytes(300_000))
    with pytest.raises(LimitExceeded):
        attached(content, limits=Limits(unpacked_bytes=200_000))


def test_only_the_pages_of_a_portfolio_without_an_invoice_are_a_cover() -> None:
    assert captured(portfolio(pdf(ADVICE), ("a.pdf", INVOICE))).is_cover
    assert not captured(portfolio(INVOICE, ("a.pdf", pdf()))).is_cover
    assert not captured(portfolio(pdf(ADVICE), ("a.txt", b"nothing to read"))).is_cover
    assert not captured(with_attachment(pdf(ADVICE), "a.pdf", INVOICE)).is_cover
