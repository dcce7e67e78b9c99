from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.einvoice import reading
from extractors.einvoice.reading import read_einvoice
from models.errors import DamagedDocument, DocumentError, EmptyDocument, LimitExceeded
from models.evidence import Witness
from models.terms import DocumentClass
from tests.extractors.einvoice.samples import load, read


@pytest.mark.parametrize(
    "name", ["xxe.xml", "xxe-utf16.xml", "billion-laughs.xml", "wrong-namespace.xml", "truncated.xml"]
)
def test_dangerous_broken_and_foreign_xml_is_damaged(name: str) -> None:
    with pytest.raises(DamagedDocument):
        read(name)


def test_nothing_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read_einvoice(b" \n")


def test_more_rows_than_allowed_are_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(LimitExceeded):
        read("ubl-invoice.xml")


def test_document_type_outside_is_never_fetched() -> None:
    assert [c.value for c in read("external-dtd.xml").candidates] == ["invoice", "7"]


def test_empty_elements_give_an_invoice_without_fields() -> None:
    invoice = read("empty-elements.xml")
    assert [c.term.key for c in invoice.candidates] == ["document_type"]
    assert (invoice.line_items, invoice.tax_breakdown) == ((), ())


def test_every_candidate_names_its_witness_and_reason() -> None:
    assert {c.evidence.witness for c in read("eslog.xml").candidates} == {Witness.XML}
    assert {c.reason for c in read("eslog.xml").candidates if c.term.key == "iban"} == {"eslog BT-84"}


@pytest.mark.parametrize(
    ("code", "total", "expected"),
    [
        ("380", "10.00", DocumentClass.INVOICE),
        ("384", "10.00", DocumentClass.INVOICE),
        ("389", "10.00", DocumentClass.INVOICE),
        ("381", "10.00", DocumentClass.CREDIT_NOTE),
        ("261", "10.00", DocumentClass.CREDIT_NOTE),
        ("384", "-10.00", DocumentClass.CREDIT_NOTE),
        ("", "10.00", DocumentClass.INVOICE),
    ],
)
def test_type_code_and_sign_decide_the_document_type(code: str, total: str, expected: DocumentClass) -> None:
    xml = load("eslog.xml").replace(b"<D_1001>380<", f"<D_1001>{code}<".encode())
    xml = xml.replace(b"388</D_5025><D_5004>976.00", f"388</D_5025><D_5004>{total}".encode())
    assert read_einvoice(xml).document_class == expected


@pytest.mark.parametrize(
    ("name", "before", "charge"),
    [
        ("cii.xml", b"<ram:TaxBasisTotalAmount>", "<ram:{}TotalAmount>{}</ram:{}TotalAmount>"),
        (
            "ubl-invoice.xml",
            b'<cbc:TaxExclusiveAmount currencyID="SEK">',
            '<cbc:{}TotalAmount currencyID="SEK">{}</cbc:{}TotalAmount>',
        ),
    ],
)
def test_charges_of_the_document_less_its_allowances_are_told(name: str, before: bytes, charge: str) -> None:
    added = charge.format("Charge", "9.00", "Charge") + charge.format("Allowance", "2.50", "Allowance")
    assert read(name).charges == 0
    assert read_einvoice(load(name).replace(before, added.encode() + before)).charges == Decimal("6.50")


@given(cut=st.integers(0, 5000), flip=st.binary(min_size=1, max_size=4))
def test_damage_anywhere_is_a_typed_error_or_an_invoice(cut: int, flip: bytes) -> None:
    content = load("cii.xml")
    damaged = content[:cut] + flip + content[cut + len(flip) :]
    try:
        read_einvoice(damaged)
    except DocumentError as error:
        assert not error.transient  # noqa: PT017 - either outcome is right
