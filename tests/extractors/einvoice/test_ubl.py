from tests.extractors.einvoice.samples import best_values, read


def test_peppol_invoice_gives_every_header_field() -> None:
    assert best_values(read("ubl-invoice.xml")) == {
        "document_type": "invoice",
        "invoice_number": "F-26-118",
        "issue_date": "2026-05-04",
        "due_date": "2026-06-03",
        "delivery_date": "2026-05-02",
        "currency": "SEK",
        "seller_name": "Fjordkontor i Malmö AB",
        "seller_address": "Havsgatan 8, 211 20 Malmö, SE",
        "seller_vat_id": "SE556677889901",
        "seller_tax_number": "Godkänd för F-skatt",
        "seller_registration_id": "5566778899",
        "buyer_name": "Strandboden AB",
        "buyer_vat_id": "SE112233445501",
        "payment_reference": "118260504",
        "iban": "SE3550000000054910000003",
        "bic": "ESSESESS",
        "total_net": "1150.00",
        "total_tax": "262.00",
        "total_gross": "1412.00",
        "amount_due": "1000.00",
    }


def test_exempt_rows_without_a_rate_have_rate_zero() -> None:
    rates = [row.plain()["vat_rate"] for row in read("ubl-invoice.xml").tax_breakdown]
    assert rates == ["25", "12", "0"]


def test_credit_note_in_an_envelope_keeps_what_can_be_read() -> None:
    invoice = read("ubl-credit-note-in-envelope.xml")
    assert invoice.document_class == "credit_note"
    assert best_values(invoice) == {
        "document_type": "credit_note",
        "invoice_number": "OD-12",
        "currency": "EUR",
        "seller_name": "Čebelar Grm",
        "seller_vat_id": "HR12345678903",
        "total_gross": "25.00",
    }
    assert invoice.line_items[0].plain() == {
        "description": "Med",
        "quantity": "1",
        "unit": "KGM",
        "net_amount": "25.00",
    }
