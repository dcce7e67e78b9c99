from dataclasses import replace
from decimal import Decimal

from models.arithmetic_rules import br_co_10, br_co_14, br_co_15, br_co_16, br_co_17, complete
from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice, LineItem, TaxRow
from models.terms import DocumentClass, Term


def make_invoice(rows: tuple[TaxRow, ...] = (), currency: str = "EUR", **amounts: str) -> Invoice:
    evidence = Evidence(Witness.TEXT_LAYER, "")
    fields = {Term(key): FieldValue(Term(key), Decimal(value), 0.9, evidence) for key, value in amounts.items()}
    fields[Term.CURRENCY] = FieldValue(Term.CURRENCY, currency, 0.9, evidence)
    return Invoice(DocumentClass.INVOICE, fields, tax_breakdown=rows)


def test_a_cent_per_row_is_rounding_and_two_are_not() -> None:
    rows = (TaxRow(tax_amount=Decimal("1.01")), TaxRow(tax_amount=Decimal("2.01")))
    assert not list(br_co_14(make_invoice(rows, total_tax="3.04")))
    assert list(br_co_14(make_invoice(rows, total_tax="3.05")))


def test_yen_are_rounded_to_whole_ones() -> None:
    yen = make_invoice(currency="JPY", total_net="100", total_tax="10", total_gross="111")
    euros = make_invoice(currency="EUR", total_net="100", total_tax="10", total_gross="111")
    assert not list(br_co_15(yen))
    assert list(br_co_15(euros))


def test_forints_without_cents_are_rounded_to_whole_ones() -> None:
    rows = (TaxRow(vat_rate=Decimal(27), net_amount=Decimal(391701), tax_amount=Decimal(105759)),)
    assert not list(br_co_17(make_invoice(rows, currency="HUF", total_net="391701")))
    assert list(br_co_17(make_invoice(rows, currency="HUF", total_net="391701.00")))
    assert list(br_co_17(make_invoice(rows, currency="EUR", total_net="391701")))


def test_charges_of_the_whole_document_count() -> None:
    invoice = replace(make_invoice(total_net="95"), line_items=(LineItem(net_amount=Decimal(100)),))
    assert list(br_co_10(invoice))
    assert not list(br_co_10(replace(invoice, charges=Decimal(-5))))
    assert list(br_co_10(replace(invoice, charges=Decimal(5))))


def test_the_breakdown_of_a_credit_note_may_have_another_sign() -> None:
    rows = (TaxRow(tax_amount=Decimal(20)),)
    assert not list(br_co_14(make_invoice(rows, total_tax="-20")))
    assert list(br_co_14(make_invoice(rows, total_tax="-21")))


def test_a_prepayment_is_no_finding() -> None:
    assert not list(br_co_16(make_invoice(total_gross="100", amount_due="40")))


def test_a_credit_note_is_checked_by_size() -> None:
    assert not list(br_co_16(make_invoice(total_gross="-100", amount_due="-100")))
    assert list(br_co_16(make_invoice(total_gross="-100", amount_due="-150")))


def test_a_column_with_holes_proves_nothing() -> None:
    assert complete([Decimal(1), None]) == []
    assert complete([Decimal(1), Decimal("NaN")]) == []
