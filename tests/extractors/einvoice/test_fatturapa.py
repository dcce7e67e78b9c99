import pytest

from extractors.containers import unpack
from extractors.einvoice.reading import EInvoice, read_einvoice
from extractors.extraction import MORE_INVOICES, extract_invoice
from extractors.kind import Kind, detect_kind
from extractors.reading import read_document
from models.terms import DocumentClass, Term
from tests.extractors import papers
from tests.extractors.einvoice.samples import best_values, load, read

TWO = "fatturapa-two-bodies.xml"


def changed(before: str, after: str, name: str = "fatturapa.xml") -> EInvoice:
    content = load(name)
    assert before.encode() in content
    return read_einvoice(content.replace(before.encode(), after.encode()))


def test_fatturapa_gives_every_header_field() -> None:
    assert best_values(read("fatturapa.xml")) == {
        "document_type": "invoice",
        "invoice_number": "2026/FE/42",
        "issue_date": "2026-03-02",
        "due_date": "2026-04-01",
        "delivery_date": "2026-02-28",
        "currency": "EUR",
        "seller_name": "Officina del Faggio S.r.l.",
        "seller_address": "Via dei Mulini 12/B, 34170 Gorizia GO, IT",
        "seller_vat_id": "IT01234560017",
        "seller_tax_number": "01234560017",
        "seller_registration_id": "GO-123456",
        "buyer_name": "Šivalnica Žarek d.o.o.",
        "buyer_vat_id": "SI12345679",
        "order_reference": "PO-77",
        "payment_reference": "RF18539007547034",
        "iban": "IT60X0542811101000000123456",
        "bic": "BPMOIT22XXX",
        "total_net": "992.00",
        "total_tax": "215.60",
        "total_gross": "1207.60",
        "amount_due": "1207.60",
    }


def test_lines_have_net_prices_and_remarks_are_none() -> None:
    lines = [item.plain() for item in read("fatturapa.xml").line_items]
    assert [line["description"] for line in lines] == ["Tavolo in faggio", "Trasporto", "Bollo"]
    assert lines[0] == {
        "description": "Tavolo in faggio",
        "quantity": "4.00",
        "unit": "PZ",
        "unit_price": "225.00",
        "net_amount": "900.00",
        "vat_rate": "22.00",
    }
    assert "quantity" not in lines[1]
    assert (lines[1]["unit_price"], lines[1]["net_amount"]) == ("80.00", "80.00")


def test_the_tax_summary_is_the_breakdown() -> None:
    assert [row.plain() for row in read("fatturapa.xml").tax_breakdown] == [
        {"vat_rate": "22.00", "net_amount": "980.00", "tax_amount": "215.60"},
        {"vat_rate": "0.00", "net_amount": "12.00", "tax_amount": "0.00"},
    ]


def test_a_credit_note_of_a_person_without_a_total_of_the_document() -> None:
    values = best_values(read(TWO))
    assert values == {
        "document_type": "credit_note",
        "invoice_number": "NC 3",
        "issue_date": "2026-01-15",
        "currency": "EUR",
        "seller_name": "Maria Bianchi Rossi",
        "seller_address": "Piazza Grande 1, 00100 Roma, IT",
        "seller_vat_id": "IT12345678903",
        "seller_tax_number": "RSSMRA80A01H501U",
        "buyer_name": "Comune di Valpiana",
        "total_net": "150.50",
        "total_tax": "0.00",
        "total_gross": "150.50",
        "amount_due": "150.50",
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("TD01", DocumentClass.INVOICE),
        ("TD02", DocumentClass.INVOICE),
        ("TD04", DocumentClass.CREDIT_NOTE),
        ("TD05", DocumentClass.INVOICE),
        ("TD06", DocumentClass.INVOICE),
        ("TD08", DocumentClass.CREDIT_NOTE),
        ("TD17", DocumentClass.INVOICE),
        ("TD27", DocumentClass.INVOICE),
        ("TD99", DocumentClass.INVOICE),
    ],
)
def test_the_type_of_the_document_tells_credit_notes(kind: str, expected: DocumentClass) -> None:
    assert changed("<TipoDocumento>TD24<", f"<TipoDocumento>{kind}<").document_class == expected


def test_of_several_ways_to_pay_at_once_the_first_says_what_is_due() -> None:
    once = changed("<CondizioniPagamento>TP01<", "<CondizioniPagamento>TP02<")
    assert best_values(once)["amount_due"] == "607.60"


def test_without_terms_of_payment_nothing_is_said_to_be_due() -> None:
    content = load(TWO).replace(b"<ImportoPagamento>150.50</ImportoPagamento>", b"")
    assert "amount_due" not in best_values(read_einvoice(content))


def test_a_file_of_several_invoices_gives_the_first_and_says_so() -> None:
    assert (read(TWO).further, read("fatturapa.xml").further) == (1, 0)
    first = extract_invoice(read_document(load(TWO)).transcript)
    assert first.fields[Term.INVOICE_NUMBER].value == "NC 3"
    assert MORE_INVOICES in first.findings
    assert MORE_INVOICES not in extract_invoice(read_document(load("fatturapa.xml")).transcript).findings


@pytest.mark.parametrize(
    "namespace",
    [
        "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2.2",
        "http://www.fatturapa.gov.it/sdi/fatturapa/v1.1",
    ],
)
def test_other_versions_are_read(namespace: str) -> None:
    other = changed("http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2", namespace)
    assert best_values(other) == best_values(read("fatturapa.xml"))


def test_a_signed_one_is_taken_out_of_its_envelope() -> None:
    envelope = papers.signed_in_pieces(load("fatturapa.xml"))
    assert detect_kind(envelope, "IT01234560017_00042.xml.p7m") is Kind.SIGNED
    (part,) = unpack(envelope, Kind.SIGNED).documents
    invoice = extract_invoice(read_document(part.content, part.name).transcript)
    assert invoice.fields[Term.INVOICE_NUMBER].value == "2026/FE/42"
    assert invoice.findings == ()
