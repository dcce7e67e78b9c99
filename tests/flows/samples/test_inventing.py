from decimal import Decimal
from random import Random

import pytest

from flows.samples.inventing import catalogue, countries, invent_invoice
from models.bank_accounts import is_valid_bic, is_valid_iban
from models.vat_ids import is_valid_vat_id


@pytest.mark.parametrize("country", countries())
def test_numbers_have_right_check_figures(country: str) -> None:
    for seed in range(5):
        invoice = invent_invoice(Random(seed), country)
        assert is_valid_iban(invoice.seller.iban)
        assert is_valid_bic(invoice.seller.bic)
        assert is_valid_vat_id(invoice.seller.vat_id)
        assert invoice.buyer.vat_id == "" or is_valid_vat_id(invoice.buyer.vat_id)


@pytest.mark.parametrize("country", countries())
def test_totals_follow_from_the_lines(country: str) -> None:
    for seed in range(20):
        invoice = invent_invoice(Random(seed), country)
        assert invoice.net == sum(line.net for line in invoice.lines)
        assert invoice.net == sum(row.base for row in invoice.taxes)
        assert invoice.total == invoice.net + invoice.tax
        assert invoice.amount_due > 0
        assert invoice.total == invoice.total.quantize(Decimal("0.01"))


def test_series_holds_credit_notes_deposits_and_several_rates() -> None:
    invoices = [invent_invoice(Random(seed), "SI") for seed in range(60)]
    assert any(invoice.credit_note for invoice in invoices)
    assert any(invoice.prepaid for invoice in invoices)
    assert any(len(invoice.taxes) > 1 for invoice in invoices)
    assert any(invoice.due is None for invoice in invoices)


def test_addresses_use_domains_that_nobody_owns() -> None:
    assert {shelf["domain"] for shelf in catalogue().values()} == {"example"}
