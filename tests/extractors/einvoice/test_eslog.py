from tests.extractors.einvoice.samples import best_values, read


def test_eslog_gives_every_header_field() -> None:
    assert best_values(read("eslog.xml")) == {
        "document_type": "invoice",
        "invoice_number": "2026-0092",
        "issue_date": "2026-03-02",
        "due_date": "2026-04-01",
        "delivery_date": "2026-02-28",
        "currency": "EUR",
        "seller_name": "Mizarstvo Pod Hrastom, izdelava pohištva d.o.o.",
        "seller_address": "Gozdna pot 7, 1330 Kočevje, SI",
        "seller_vat_id": "SI12345679",
        "seller_tax_number": "12345679",
        "seller_registration_id": "5555555000",
        "buyer_name": "Šivalnica Žarek d.o.o.",
        "buyer_vat_id": "SI87654321",
        "order_reference": "NAR-55",
        "payment_reference": "SI0020260092",
        "iban": "SI56191000000123438",
        "bic": "DBSZSI2X",
        "total_net": "800.00",
        "total_tax": "176.00",
        "total_gross": "976.00",
        "amount_due": "976.00",
    }


def test_lines_and_tax_rows_take_net_prices_and_amounts() -> None:
    invoice = read("eslog.xml")
    assert [item.plain() for item in invoice.line_items] == [
        {
            "description": "Miza, hrast",
            "quantity": "2",
            "unit": "C62",
            "unit_price": "400.00",
            "net_amount": "800.00",
            "vat_rate": "22",
        }
    ]
    assert [row.plain() for row in invoice.tax_breakdown] == [
        {"vat_rate": "22.00", "net_amount": "800.00", "tax_amount": "176.00"}
    ]
