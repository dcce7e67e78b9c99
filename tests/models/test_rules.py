from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evidence import Evidence, Value, Witness
from models.invoice import FieldValue, Finding, Invoice, LineItem, TaxRow
from models.rules import check_rules
from models.terms import DataType, DocumentClass, Term

EVIDENCE = Evidence(Witness.TEXT_LAYER, "")
SOUND: dict[str, Value] = {
    "seller_vat_id": "SI15012557",
    "issue_date": date(2024, 3, 1),
    "due_date": date(2024, 3, 15),
    "currency": "EUR",
    "iban": "SI56191000000123438",
    "bic": "LJBASI2X",
    "payment_reference": "SI121234567890120",
    "total_net": Decimal("100.00"),
    "total_tax": Decimal("22.00"),
    "total_gross": Decimal("122.00"),
    "amount_due": Decimal("122.00"),
}
TAX = (TaxRow(vat_rate=Decimal(22), net_amount=Decimal("100.00"), tax_amount=Decimal("22.00")),)
LINES = (LineItem(quantity=Decimal(3), unit_price=Decimal("33.33"), net_amount=Decimal("99.99")),)


def make_invoice(
    changes: dict[str, Value | None] | None = None,
    *,
    tax: tuple[TaxRow, ...] = TAX,
    lines: tuple[LineItem, ...] = LINES,
) -> Invoice:
    values = {Term(key): value for key, value in (SOUND | (changes or {})).items() if value is not None}
    fields = {term: FieldValue(term, value, 0.9, EVIDENCE) for term, value in values.items()}
    return Invoice(DocumentClass.INVOICE, fields, lines, tax)


def codes(invoice: Invoice) -> list[str]:
    return [finding.code for finding in check_rules(invoice, today=date(2024, 4, 1))]


def test_a_sound_invoice_has_no_findings() -> None:
    assert codes(make_invoice()) == []


def test_an_empty_invoice_has_no_findings() -> None:
    assert check_rules(Invoice(DocumentClass.OTHER)) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total_net": Decimal("90.00"), "total_tax": None, "total_gross": None}, "br_co_13"),
        ({"total_tax": Decimal("21.00"), "total_gross": Decimal("121.00"), "amount_due": None}, "br_co_14"),
        ({"total_gross": Decimal("123.00")}, "br_co_15"),
        ({"amount_due": Decimal("150.00")}, "br_co_16"),
        ({"seller_vat_id": "SI15012558"}, "vat_id_checksum"),
        ({"buyer_vat_id": "SI15012557"}, "same_parties"),
        ({"iban": "SI56191000000123439"}, "iban_checksum"),
        ({"bic": "LJBAQQ2X"}, "bic_form"),
        ({"payment_reference": "SI121234567890121"}, "reference_checksum"),
        ({"currency": "EURO"}, "br_cl_04"),
        ({"due_date": date(2024, 2, 1)}, "due_before_issue"),
        ({"issue_date": date(2024, 5, 1), "due_date": None}, "issue_date_in_future"),
    ],
)
def test_what_is_wrong_is_found(changes: dict[str, Value | None], code: str) -> None:
    assert code in codes(make_invoice(changes))


def test_only_an_einvoice_must_say_the_country_of_a_vat_number() -> None:
    printed = make_invoice({"seller_vat_id": "15012557"})
    assert codes(printed) == []
    field = FieldValue(Term.SELLER_VAT_ID, "15012557", 0.9, Evidence(Witness.XML, "15012557"))
    assert codes(replace(printed, fields={**printed.fields, Term.SELLER_VAT_ID: field})) == ["br_co_09"]


def test_lines_that_do_not_add_up_are_found() -> None:
    assert codes(make_invoice(lines=(LineItem(net_amount=Decimal("50.00")),))) == ["br_co_10"]


def test_lines_may_be_priced_with_tax() -> None:
    assert codes(make_invoice(lines=(LineItem(net_amount=Decimal("122.00")),))) == []


def test_a_tax_that_is_not_rate_times_net_is_found() -> None:
    wrong = (TaxRow(vat_rate=Decimal("9.5"), net_amount=Decimal("100.00"), tax_amount=Decimal("22.00")),)
    assert codes(make_invoice(tax=wrong)) == ["br_co_17"]


def test_a_rate_that_the_country_does_not_know_is_found() -> None:
    odd = (TaxRow(vat_rate=Decimal(17)),)
    assert codes(make_invoice(tax=odd)) == ["tax_rate"]


def test_a_line_dearer_than_its_price_is_found_and_a_discount_is_not() -> None:
    dear = LineItem(quantity=Decimal(1), unit_price=Decimal("60.00"), net_amount=Decimal("100.00"))
    cheap = LineItem(quantity=Decimal(2), unit_price=Decimal("60.00"), net_amount=Decimal("100.00"))
    assert codes(make_invoice(lines=(dear,))) == ["line_net_amount"]
    assert codes(make_invoice(lines=(cheap,))) == []


def test_findings_hold_no_values() -> None:
    findings = check_rules(make_invoice({"iban": "SI56191000000123439", "total_gross": Decimal("99.00")}))
    assert findings
    assert not any("SI56" in finding.message or "99" in finding.message for finding in findings)


DECIMALS = st.decimals() | st.none()
ROWS = st.builds(TaxRow, vat_rate=DECIMALS, net_amount=DECIMALS, tax_amount=DECIMALS)
ITEMS = st.builds(LineItem, quantity=DECIMALS, unit_price=DECIMALS, net_amount=DECIMALS, vat_rate=DECIMALS)


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    kinds: dict[DataType, st.SearchStrategy[Value]] = {DataType.AMOUNT: st.decimals(), DataType.DATE: st.dates()}
    terms = draw(st.sets(st.sampled_from(list(Term))))
    values = {term: draw(kinds.get(term.data_type, st.text(max_size=20))) for term in terms}
    fields = {term: FieldValue(term, value, 0.5, EVIDENCE) for term, value in values.items()}
    rows, items = draw(st.lists(ROWS, max_size=3)), draw(st.lists(ITEMS, max_size=3))
    return Invoice(DocumentClass.INVOICE, fields, tuple(items), tuple(rows))


@given(invoices(), st.dates() | st.none())
def test_no_invoice_makes_the_rules_raise(invoice: Invoice, today: date | None) -> None:
    assert all(isinstance(finding, Finding) for finding in check_rules(invoice, today=today))
